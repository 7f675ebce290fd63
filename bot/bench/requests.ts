import { Agent, request } from 'node:http';

/** What a server answered: its status, headers and body read as JSON (null when it is none). */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: unknown;
}

const GIVE_UP_MS = 10_000;
/** Below the service's own limit, so that no request is sent on a connection the service is closing. */
const IDLE_MS = 5_000;

/** A lean HTTP client for JSON with connections kept open. Rejects when there is no answer. */
export class Requests {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 512, timeout: IDLE_MS });

  get(url: string, token: string): Promise<Answer> {
    return this.#send('GET', url, token, undefined);
  }

  post(url: string, token: string | null, body: object): Promise<Answer> {
    return this.#send('POST', url, token, JSON.stringify(body));
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, url: string, token: string | null, body: string | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = {};
      if (token !== null) headers.authorization = `Bearer ${token}`;
      if (body !== undefined) {
        headers['content-type'] = 'application/json';
        headers['content-length'] = Buffer.byteLength(body);
      }
      const outgoing = request(url, { method, agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('aborted', () => reject(new Error('cut off')));
        response.once('end', () => {
          const { statusCode: status = 0, headers: got } = response;
          resolve({ status, retryAfter: got['retry-after'], body: readJson(Buffer.concat(chunks)) });
        });
      });
      outgoing.setTimeout(GIVE_UP_MS, () => outgoing.destroy(new Error('no answer')));
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
