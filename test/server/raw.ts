import { connect, type Socket } from 'node:net';

/** What came back on a bare connection. */
export interface RawAnswer {
  /** Null when the connection ended without an answer. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes as they are and reads until the other side closes. */
export function sendRaw(port: number, ...parts: readonly (string | Buffer)[]): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks).toString('utf8'))));
    for (const part of parts) socket.write(part);
  });
}

/** Sends a request with `Connection: close`; `headers` are lines. */
export function request(
  port: number,
  line: string,
  headers: readonly string[] = [],
  body: string | Buffer = '',
): Promise<RawAnswer> {
  const head = [`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers].join('\r\n');
  return sendRaw(port, `${head}\r\n\r\n`, body);
}

/**
 * Opens a request and keeps sending `chunk` until the other side closes the connection. Resolves with the answer and
 * how many bytes could be handed to the system.
 */
export function sendForever(
  port: number,
  head: string,
  chunk: string,
): Promise<{ answer: RawAnswer; sentBytes: number }> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (data) => chunks.push(data));
    socket.on('error', () => undefined);
    socket.on('close', () =>
      resolve({
        answer: parseAnswer(Buffer.concat(chunks).toString('utf8')),
        sentBytes: socket.bytesWritten,
      }),
    );
    const send = () => {
      while (!socket.destroyed && socket.write(chunk)) {}
    };
    socket.on('drain', send);
    socket.write(head);
    send();
  });
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = (end === -1 ? text : text.slice(0, end)).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(first)?.[1];
  const headers = lines.map((line) => {
    const mark = line.indexOf(':');
    return [line.slice(0, mark).toLowerCase(), line.slice(mark + 1).trim()];
  });
  return {
    status: status === undefined ? null : Number(status),
    headers: Object.fromEntries(headers),
    body: end === -1 ? '' : text.slice(end + 4),
  };
}
