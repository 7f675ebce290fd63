import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { CodedError } from '../../services/errors.ts';
import type { UpgradeRequest } from '../server.ts';
import type { Talks } from './talks.ts';

/** Clients send nothing but empty pings. */
const MAX_FRAME_BYTES = 1_024;
const PING_MS = 25_000;
/** More frames than this between two pings and the client is no Direct Line client. */
const MAX_FRAMES = 200;
const MAX_STREAMS_PER_CONVERSATION = 10;
/** An open stream that does not take what is sent is closed; the client resumes with its watermark. */
const CLOSE_WITHIN_MS = 1_000;

interface Stream {
  readonly socket: WebSocket;
  readonly conversation: string;
  alive: boolean;
  frames: number;
}

/** The open streams: each gets what is shown in its conversation, from its watermark on, each activity once. */
export class WebStreams {
  readonly #talks: Talks;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #streams = new Set<Stream>();
  readonly #ping: NodeJS.Timeout;

  constructor(talks: Talks) {
    this.#talks = talks;
    this.#ping = setInterval(() => this.#checkAll(), PING_MS);
    this.#ping.unref();
  }

  /** How many streams are open. */
  get size(): number {
    return this.#streams.size;
  }

  /**
   * Takes over a handshake and streams the conversation's activities numbered above `after`.
   *
   * Errors: CodedError `too_many_requests` when the conversation has ten streams already.
   */
  open({ request, socket, head }: UpgradeRequest, conversation: string, after: number): void {
    const streams = [...this.#streams].filter((stream) => stream.conversation === conversation).length;
    if (streams >= MAX_STREAMS_PER_CONVERSATION) {
      throw new CodedError('too_many_requests', 'too many streams', { retryAfterSeconds: 30 });
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#run(opened, conversation, after));
  }

  /** Tells every client that the service goes away; clients come back with their watermark. */
  async close(): Promise<void> {
    clearInterval(this.#ping);
    const closed = [...this.#streams].map(
      ({ socket }) =>
        new Promise<void>((resolve) => {
          socket.once('close', () => resolve());
          setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS).unref();
          socket.close(1001);
        }),
    );
    await Promise.all(closed);
  }

  #run(socket: WebSocket, conversation: string, after: number): void {
    const stream: Stream = { socket, conversation, alive: true, frames: 0 };
    this.#streams.add(stream);
    const pump = createPump(socket, this.#talks, conversation, after);
    const unwatch = this.#talks.watch(conversation, pump);
    socket.on('pong', () => {
      stream.alive = true;
    });
    socket.on('message', () => {
      stream.alive = true;
      stream.frames += 1;
      if (stream.frames > MAX_FRAMES) socket.close(1008);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#streams.delete(stream);
      unwatch();
    });
    pump();
  }

  #checkAll(): void {
    for (const stream of this.#streams) {
      if (!stream.alive) stream.socket.terminate();
      else {
        stream.alive = false;
        stream.frames = 0;
        stream.socket.ping();
      }
    }
  }
}

/** Makes the function that sends what is new; one frame at a time, the next when the last one has left. */
function createPump(socket: WebSocket, talks: Talks, conversation: string, after: number): () => void {
  let sent = after;
  let news = false;
  let busy = false;
  const run = async () => {
    while (news && socket.readyState === socket.OPEN) {
      news = false;
      const { activities, last } = await talks.transcript(conversation, sent);
      if (activities.length > 0) {
        await sendFrame(socket, JSON.stringify({ activities, watermark: String(last) }));
        news = true;
      }
      sent = last;
    }
    // In the same step as the last look at `news`, or news that comes in between would wait for the next.
    busy = false;
  };
  return () => {
    news = true;
    if (busy) return;
    busy = true;
    run().catch(() => socket.close(1011));
  };
}

function sendFrame(socket: WebSocket, frame: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(frame, (error) => (error ? reject(error) : resolve()));
  });
}
