import { createServer } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Upper bounds of the request times, in seconds. */
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One answered request; `route` is the pattern it matched, never its address. */
export interface RequestMeasure {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** The measures of one running service. Labels are codes and patterns: never a name, an address or typed words. */
export interface Metrics {
  observeRequest(measure: RequestMeasure): void;
  /** A count that only grows; made once, then the same one for the same name. */
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  /** A value that is read when someone asks for the metrics. */
  gauge(name: string, help: string, read: () => number | Promise<number>): Gauge;
  /** Everything in the Prometheus text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Makes the measures of one service; all names begin with `meepraten_`, but those of the process itself. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'meepraten_http_request_duration_seconds',
    help: 'Time to answer a request, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  const counters = new Map<string, Counter>();
  return {
    observeRequest({ method, route, status, seconds }) {
      requests.observe({ method, route, status: String(status) }, seconds);
    },
    counter(name, help, labels = []) {
      const made =
        counters.get(name) ??
        new Counter({ name: `meepraten_${name}`, help, labelNames: [...labels], registers: [registry] });
      counters.set(name, made);
      return made;
    },
    gauge(name, help, read) {
      return new Gauge({
        name: `meepraten_${name}`,
        help,
        registers: [registry],
        async collect() {
          this.set(await read());
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** Serves `GET /metrics` on its own port, on loopback only. Port 0 takes any free one. */
export async function startMetricsServer(
  metrics: Metrics,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    // restify replaces writeHead of every response in the process by one that returns nothing: no chaining.
    const answer = (status: number, text = '') => {
      response.statusCode = status;
      response.setHeader('Content-Type', metrics.contentType);
      response.end(text);
    };
    if (request.method !== 'GET' || request.url !== '/metrics') answer(404);
    else
      metrics.text().then(
        (text) => answer(200, text),
        () => answer(500),
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
