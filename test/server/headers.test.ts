import { expect } from 'chai';
import { securityHeaders } from '../../bot/server-headers.ts';
import { type Service, startService } from '../service.ts';
import { request } from './raw.ts';

const EXPECTED = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';" +
  "manifest-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script'";

describe('the headers of an answer', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const REQUESTS: readonly (readonly [string, number, readonly string[]])[] = [
    ['GET /', 200, []],
    ['GET /health/live', 200, []],
    ['POST /v3/directline/tokens/generate', 200, []],
    ['GET /api/staff/contributions', 401, []],
    ['GET /nothing', 404, []],
    ['PUT /health/live', 405, []],
    ['TRACE /', 405, []],
    ['CONNECT example.nl:443', 405, []],
    ['GET /x', 400, ['Host: second']],
    ['GET /x', 400, ['Bad Header']],
    ['GET /x', 431, [`X: ${'x'.repeat(20_000)}`]],
    ['GET /x', 404, ['Connection: upgrade', 'Upgrade: websocket']],
    [`GET /${'x'.repeat(3_000)}`, 414, []],
    ['POST /v3/directline/tokens/refresh', 401, []],
    [
      'POST /v3/directline/tokens/generate',
      413,
      ['Content-Type: application/json', 'Content-Length: 99999999'],
    ],
    ['POST /v3/directline/tokens/generate', 415, ['Content-Encoding: br']],
  ];
  for (const [line, status, headers] of REQUESTS) {
    it(`protect ${status} on ${line.slice(0, 50)}`, async () => {
      const answer = await request(Number(new URL(service.url).port), line, headers);

      expect(answer.status).to.equal(status);
      expect(answer.headers).to.include(EXPECTED);
      expect(answer.headers['content-security-policy']).to.equal(POLICY);
      expect(answer.headers).not.to.have.any.keys('server', 'x-powered-by', 'strict-transport-security');
      if (line !== 'GET /') expect(answer.headers['cache-control']).to.equal('no-store');
      if (status >= 400) {
        expect(answer.headers['content-type']).to.match(/^application\/problem\+json/);
        expect(Object.keys(JSON.parse(answer.body)).sort()).to.deep.equal([
          'code',
          'status',
          'title',
          'type',
        ]);
      }
    });
  }

  it('keep browsers on HTTPS when the public address has it, and name its sockets', () => {
    const headers = securityHeaders('https://meepraten.example.nl');

    expect(headers['strict-transport-security']).to.equal('max-age=63072000; includeSubDomains');
    expect(headers['content-security-policy']).to.include("connect-src 'self' wss://meepraten.example.nl;");
  });
});
