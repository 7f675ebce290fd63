import { expect } from 'chai';
import { clientKey, clientPrefix } from '../../bot/rate.ts';
import { DirectLineClient, message } from '../direct-line/client.ts';
import { startService } from '../service.ts';
import { request } from './raw.ts';

describe('the rate', () => {
  it('of one client is limited, with the time to wait, whatever it says about itself', async () => {
    const service = await startService({ env: { RATE_CLIENT_PER_MINUTE: '5' } });
    const port = Number(new URL(service.url).port);
    try {
      const answers = [];
      for (let count = 0; count < 8; count += 1) {
        const spoofed = [`X-Forwarded-For: 203.0.113.${count}`, `Forwarded: for=203.0.113.${count}`];
        answers.push(await request(port, 'GET /health/live', spoofed));
      }

      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200, 429, 429, 429]);
      expect(Number(answers.at(-1)?.headers['retry-after'])).to.be.within(1, 60);
      expect(answers.at(-1)?.body).to.include('too_many_requests');
    } finally {
      await service.stop();
    }
  });

  it('counts each client of a trusted proxy by itself, and only the proxy’s own word', async () => {
    const env = { RATE_CLIENT_PER_MINUTE: '2', TRUSTED_PROXIES: '127.0.0.0/8' };
    const service = await startService({ env });
    const port = Number(new URL(service.url).port);
    const from = async (forwarded: string) =>
      (await request(port, 'GET /health/live', [`X-Forwarded-For: ${forwarded}`])).status;
    try {
      expect([await from('203.0.113.1'), await from('203.0.113.1'), await from('203.0.113.1')]).to.deep.equal(
        [200, 200, 429],
      );
      expect(await from('198.51.100.9, 203.0.113.1')).to.equal(429);
      expect(await from('203.0.113.2')).to.equal(200);
      expect(await from('2001:db8:1:2::1')).to.equal(200);
      expect(await from('2001:db8:1:2:ffff::9')).to.equal(200);
      expect(await from('2001:db8:1:2::3')).to.equal(429);
      expect(await from('2001:db8:1:3::1')).to.equal(200);
    } finally {
      await service.stop();
    }
  });

  it('of one conversation is limited, and others go on', async () => {
    const service = await startService({ env: { RATE_MESSAGES_PER_30_SECONDS: '3' } });
    const client = new DirectLineClient(service.url);
    try {
      const [mine, other] = [await client.begin(), await client.begin()];
      const statuses = [];
      for (let count = 0; count < 5; count += 1) {
        statuses.push((await client.post(mine, message('Hallo', `m${count}`))).status);
      }

      expect(statuses).to.deep.equal([200, 200, 200, 429, 429]);
      expect((await client.post(other, message('Hallo', 'o1'))).status).to.equal(200);
    } finally {
      await service.stop();
    }
  });

  it('is counted per home, and logged so that nobody is recognised', () => {
    expect([clientKey('192.0.2.7'), clientKey('2001:db8::7'), clientKey('2001:DB8:0:0:1::')]).to.deep.equal([
      '192.0.2.7',
      '2001:db8:0:0::/64',
      '2001:db8:0:0::/64',
    ]);
    expect([clientPrefix('192.0.2.7'), clientPrefix('2001:db8:1:2::7'), clientPrefix('::1')]).to.deep.equal([
      '192.0.2.0/24',
      '2001:db8:1::/48',
      '0:0:0::/48',
    ]);
  });
});
