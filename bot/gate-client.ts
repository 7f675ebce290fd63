import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Finds out who a request comes from; trusts X-Forwarded-For only as far as trusted proxies wrote it. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * Makes the function that tells a request's client address. `trustedProxies` are addresses or networks (`10.0.0.0/8`);
 * with none, the header is never read.
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addTo(trusted, entry);
  const isTrusted = (address: string) => isIP(address) !== 0 && trusted.check(address, familyOf(address));
  return (request) => {
    let address = plainAddress(request.socket.remoteAddress ?? '');
    const hops = forwardedHops(request);
    while (hops.length > 0 && isTrusted(address)) {
      const hop = plainAddress(hops.pop() ?? '');
      if (isIP(hop) === 0) break;
      address = hop;
    }
    return address === '' ? 'unknown' : address;
  };
}

/** True for an address or network that `createClientAddress` can read. */
export function isAddressOrNetwork(entry: string): boolean {
  const [address = '', bits] = entry.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function addTo(list: BlockList, entry: string): void {
  const [address = '', bits] = entry.split('/');
  if (bits === undefined) list.addAddress(address, familyOf(address));
  else list.addSubnet(address, Number(bits), familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function forwardedHops({ headers }: IncomingMessage): string[] {
  const header = headers['x-forwarded-for'];
  const line = Array.isArray(header) ? header.join(',') : (header ?? '');
  return line.split(',').map((hop) => hop.trim());
}

function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
