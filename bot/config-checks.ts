import type { SettingName, Settings } from './config-settings.ts';

/** What the checks look at besides the settings' own form. */
export interface Surroundings {
  readonly settings: Settings;
  /** True when the setting stands in the environment and is not empty. */
  readonly given: (name: SettingName) => boolean;
  readonly nodeOptions: readonly string[];
  /** True when certificates of other servers are not checked. */
  readonly tlsUnchecked: boolean;
}

const OIDC: readonly SettingName[] = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
const MICROSOFT: readonly SettingName[] = [
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppType',
  'MicrosoftAppTenantId',
];
/** Options that let someone look into the running process, or weaken what it accepts. */
const UNSAFE_OPTION = /^--(?:inspect|heapsnapshot|heap-prof|report-|insecure-http-parser|tls-min-v1\.[01])/;

/** What makes these settings unfit for production: each security setting that is missing, weak or contradictory. */
export function productionFaults(surroundings: Surroundings): string[] {
  const { settings, given, nodeOptions, tlsUnchecked } = surroundings;
  const faults: string[] = [];
  const need = (ok: boolean, name: string, expected: string) => {
    if (!ok) faults.push(`${name}: in production expected ${expected}`);
  };
  need(given('PUBLIC_URL') && isHttps(settings.PUBLIC_URL), 'PUBLIC_URL', 'an https:// address');
  need(given('MUNICIPALITY'), 'MUNICIPALITY', 'to be set');
  need(given('OIDC_ISSUER') && isHttps(settings.OIDC_ISSUER), 'OIDC_ISSUER', 'an https:// address');
  need(given('OIDC_CLIENT_ID'), 'OIDC_CLIENT_ID', 'to be set');
  need((settings.OIDC_CLIENT_SECRET ?? '').length >= 16, 'OIDC_CLIENT_SECRET', 'at least 16 characters');
  need(
    isLoopbackHost(settings.HOST ?? '') || given('TRUSTED_PROXIES'),
    'TRUSTED_PROXIES',
    'the addresses of the proxy that ends TLS, as HOST is not loopback',
  );
  need(!tlsUnchecked, 'NODE_TLS_REJECT_UNAUTHORIZED', 'not to be 0');
  need(
    !nodeOptions.some((option) => UNSAFE_OPTION.test(option)),
    'NODE_OPTIONS',
    'no inspector, snapshot or weaker parser',
  );
  need(
    isSafeMongo(settings.MONGODB_URL),
    'MONGODB_URL',
    'tls=true, and certificates to be checked, unless the host is loopback',
  );
  return [...faults, ...partialFaults(surroundings)];
}

/** What even a development setup may not do: let anyone on the network pick a staff role. */
export function developmentFaults(surroundings: Surroundings): string[] {
  const { settings, given } = surroundings;
  const faults = partialFaults(surroundings);
  if (!isLoopbackHost(settings.HOST ?? '') && !OIDC.every(given)) {
    faults.push(
      'HOST: expected a loopback address, or OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET to be set',
    );
  }
  return faults;
}

function partialFaults({ given }: Surroundings): string[] {
  return [OIDC, MICROSOFT].flatMap((group) => {
    const missing = group.filter((name) => !given(name));
    return missing.length === group.length
      ? []
      : missing.map((name) => `${name}: expected to be set, as others of ${group.join(', ')} are`);
  });
}

/** True for a host name or address that only this machine can reach. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function isHttps(url: string | undefined): boolean {
  return url !== undefined && new URL(url).protocol === 'https:';
}

/** `mongodb+srv` has TLS unless switched off. Several hosts may stand in one address, which URL cannot split. */
function isSafeMongo(url: string | undefined): boolean {
  if (url === undefined) return true;
  const [address = '', query = ''] = url.split('?', 2);
  const searchParams = new URLSearchParams(query);
  const flag = (name: string) => searchParams.get(name)?.toLowerCase();
  const hosts = (/^[^:]+:\/\/(?:[^@/]*@)?([^/]*)/.exec(address)?.[1] ?? '').split(',');
  if (hosts.every((host) => isLoopbackHost(host.replace(/:\d+$/, '')))) return true;
  const tls = flag('tls') ?? flag('ssl') ?? (url.startsWith('mongodb+srv:') ? 'true' : 'false');
  const unchecked = ['tlsInsecure', 'tlsAllowInvalidCertificates', 'tlsAllowInvalidHostnames'];
  return tls === 'true' && unchecked.every((name) => flag(name) !== 'true');
}
