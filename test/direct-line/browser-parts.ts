import { WebSocket } from 'ws';

/** Every socket that was opened since the parts were put in place, so that a test can cut one. */
export const openedSockets: WebSocket[] = [];

class NoticedWebSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    openedSockets.push(this);
  }
}

/** As much of a browser's XMLHttpRequest as RxJS 5 uses, over fetch. */
class FetchedRequest {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  onreadystatechange: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly upload = {};
  withCredentials = false;
  readonly #headers = new Headers();
  readonly #abort = new AbortController();
  #method = 'GET';
  #url = '';

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  send(body?: string): void {
    const options = { method: this.#method, headers: this.#headers, signal: this.#abort.signal };
    fetch(this.#url, body === undefined ? options : { ...options, body }).then(
      async (answer) => {
        const text = await answer.text();
        this.status = answer.status;
        this.response = text === '' ? null : JSON.parse(text);
        this.readyState = 4;
        this.onreadystatechange?.({ target: this });
      },
      () => {
        if (!this.#abort.signal.aborted) this.onerror?.({ target: this });
      },
    );
  }

  abort(): void {
    this.#abort.abort();
  }
}

/** Puts what botframework-directlinejs expects of a browser in place; returns the way to take it away again. */
export function putBrowserParts(): () => void {
  const parts = { XMLHttpRequest: FetchedRequest, WebSocket: NoticedWebSocket };
  const before = Object.keys(parts).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(parts)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
  }
  openedSockets.length = 0;
  return () => {
    for (const [name, own] of before) {
      if (own) Object.defineProperty(globalThis, name, own);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
}
