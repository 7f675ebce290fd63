import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { type Service, startService } from '../service.ts';
import { request, sendForever, sendRaw } from './raw.ts';

const START = 'POST /v3/directline/tokens/generate';
const JSON_TYPE = 'Content-Type: application/json';
const LIMIT_BYTES = 64 * 1024;

/** 48 kB that would unpack to 50 MB. */
const BOMB = gzipSync(Buffer.alloc(50_000_000));

describe('bad input', () => {
  let service: Service;
  let port: number;
  before(async () => {
    service = await startService();
    port = Number(new URL(service.url).port);
  });
  after(() => service.stop());
  afterEach('the service answers the next one', async () => {
    expect((await request(port, 'GET /health/ready')).status).to.equal(200);
  });

  const post = (body: string | Buffer, ...headers: string[]) =>
    request(port, START, [JSON_TYPE, `Content-Length: ${Buffer.byteLength(body)}`, ...headers], body);

  for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'identity, gzip', 'x']) {
    it(`is refused unread in Content-Encoding ${encoding}`, async () => {
      expect((await post(BOMB, `Content-Encoding: ${encoding}`)).status).to.equal(415);
      expect((await post('no gzip', `Content-Encoding: ${encoding}`)).status).to.equal(415);
    });
  }

  it('is measured to the byte', async () => {
    const sized = (bytes: number) => `{"x":"${'a'.repeat(bytes - 8)}"}`;

    const statuses = [];
    for (const bytes of [9, LIMIT_BYTES - 1, LIMIT_BYTES, LIMIT_BYTES + 1, 10_000_000]) {
      statuses.push((await post(sized(bytes))).status);
    }
    expect(statuses).to.deep.equal([200, 200, 200, 413, 413]);
  });

  it('is refused by its declared size before it is sent', async () => {
    const answer = await request(port, START, [JSON_TYPE, 'Content-Length: 1073741824']);

    expect(answer.status).to.equal(413);
  });

  it('is refused by its declared size instead of being asked for', async () => {
    const answer = await request(port, START, [
      JSON_TYPE,
      'Content-Length: 1073741824',
      'Expect: 100-continue',
    ]);

    expect(answer.status).to.equal(413);
  });

  it('is cut off when it has no end', async () => {
    const head = `${START} HTTP/1.1\r\nHost: x\r\n${JSON_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n`;

    const { answer, sentBytes } = await sendForever(port, head, `1000\r\n${'a'.repeat(4096)}\r\n`);

    expect(answer.status).to.equal(413);
    expect(sentBytes, 'what the system buffers of both sides').to.be.below(16_000_000);
  });

  const CONTRADICTIONS: readonly (readonly [string, readonly string[]])[] = [
    ['two lengths', ['Content-Length: 2', 'Content-Length: 20']],
    ['a length and chunks', ['Content-Length: 2', 'Transfer-Encoding: chunked']],
    ['chunks twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked']],
    ['an unknown transfer', ['Transfer-Encoding: gzip, chunked']],
    ['a negative length', ['Content-Length: -1']],
    ['a length that is no number', ['Content-Length: 0x10']],
    ['two hosts', ['Host: other.example']],
    ['two tokens', ['Authorization: Bearer a', 'Authorization: Bearer b']],
    ['an unknown expectation', ['Expect: 200-ok']],
  ];
  for (const [what, headers] of CONTRADICTIONS) {
    it(`is refused with ${what}`, async () => {
      const answer = await request(port, START, [JSON_TYPE, ...headers], '{}');

      expect(answer.status).to.equal(400);
    });
  }

  it('is refused without a host, and with one that is none', async () => {
    for (const host of ['', 'Host: a b\r\n', 'Host: x/y?z\r\n', 'Host: [::1\r\n', 'Host: x:99999\r\n']) {
      expect((await sendRaw(port, `GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)).status).to.equal(
        400,
      );
    }
  });

  it('is refused in every content type but JSON, and writes no file', async () => {
    const filesBefore = temporaryFiles();
    const types = [
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain',
      'application/json; charset=utf-16',
      'application/json, text/plain',
      'application/xml',
      'image/png',
      '',
    ];
    const body = '--x\r\nContent-Disposition: form-data; name="f"; filename="../../evil"\r\n\r\nhi\r\n--x--';

    for (const type of types) {
      const headers = [`Content-Type: ${type}`, `Content-Length: ${body.length}`];
      expect((await request(port, START, headers, body)).status, type).to.equal(415);
    }
    expect((await request(port, START, [`Content-Length: ${body.length}`], body)).status).to.equal(415);
    expect(temporaryFiles()).to.deep.equal(filesBefore);
  });

  const PATHS = [
    '/../etc/passwd',
    '/x/../../etc',
    '/%2e%2e%2fetc',
    '/..%5cetc',
    '/%252e%252e',
    '/x%00',
    '/%00',
    '/.env',
    '/.git/config',
    '/node_modules/restify/package.json',
    '//etc/passwd',
    '/%ff',
    '/%',
    '/%zz',
    '/\\x',
    '/health/live/',
    '/HEALTH/LIVE',
    '/health%2flive',
    '/health/live.bak',
    '/bot/main.ts',
    '/data/master.key',
    '/v3/directline/session/getsessionid',
    '/metrics',
    '/__proto__',
    '/constructor',
    '/x;y=1',
    '/%0d%0aSet-Cookie:x',
  ];
  it('is answered the same for every address that is none', async () => {
    const bodies = new Set<string>();
    for (const path of PATHS) {
      const answer = await request(port, `GET ${path}`);
      expect(answer.status, path).to.equal(404);
      bodies.add(answer.body);
    }
    expect(bodies.size).to.equal(1);
    expect((await request(port, `GET /${'a'.repeat(2_048)}`)).status).to.equal(414);
    expect((await request(port, `GET /?${'a'.repeat(8_192)}`)).status).to.equal(414);
  });

  it('is refused in every other method', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'OPTIONS', 'PATCH', 'PURGE', 'MKCOL']) {
      expect((await request(port, `${method} /health/live`)).status, method).to.equal(405);
    }
    expect((await request(port, 'OPTIONS *')).status).to.equal(405);
    expect((await request(port, 'CONNECT example.nl:443')).status).to.equal(405);
    expect((await request(port, 'POST /health/live')).status).to.equal(405);
    expect((await request(port, 'NONSENSE /')).status).to.equal(400);
    expect((await request(port, 'GET /health/live', ['X-HTTP-Method-Override: DELETE'])).status).to.equal(
      200,
    );
  });

  it('is refused with too many or too large headers', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => `a${index % 10}:b`);

    expect((await request(port, 'GET /health/live', [`X-Large: ${'a'.repeat(20_000)}`])).status).to.equal(
      431,
    );
    expect((await request(port, 'GET /health/live', many)).status).to.be.oneOf([431]);
    expect((await request(port, 'GET /health/live', many.slice(0, 101))).status).to.equal(431);
  });

  it('is refused as an upgrade anywhere but on a stream', async () => {
    const upgrade = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: eA==',
    ];
    const at = (path: string, headers = upgrade) => request(port, `GET ${path}`, headers);

    expect((await at('/')).status).to.equal(404);
    expect((await at('/api/messages')).status).to.equal(404);
    expect((await at('/v3/directline/conversations/x/stream')).status).to.equal(401);
    expect((await at('/%00')).status).to.equal(404);
    expect((await at('/', ['Connection: Upgrade', 'Upgrade: h2c'])).status).to.equal(400);
  });

  it('is refused when a page of another site sends it', async () => {
    const foreign = [
      ['Sec-Fetch-Site: cross-site'],
      ['Sec-Fetch-Site: same-site'],
      ['Origin: https://evil.example'],
      ['Origin: http://localhost.evil.example'],
    ];

    for (const headers of foreign) {
      expect((await request(port, START, headers)).status, headers[0]).to.equal(403);
    }
    expect((await request(port, START, ['Origin: http://localhost'])).status).to.equal(200);
  });

  it('is answered a thousand times on one connection', async () => {
    const one = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';

    const answer = await sendRaw(
      port,
      one.repeat(999),
      one.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'),
    );

    expect(answer.status).to.equal(200);
    expect(answer.body.match(/HTTP\/1\.1 200/g)).to.have.length(999);
  });
});

/** Files in the system's temporary folder; its folders belong to whatever else runs on this machine. */
function temporaryFiles(): string[] {
  return readdirSync(tmpdir(), { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
}
