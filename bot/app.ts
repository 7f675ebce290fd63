import { type Logger, pino } from 'pino';
import { type PassCrashPoint, passUnharmed } from '../services/delivery/crash-points.ts';
import { asCodedError } from '../services/errors.ts';
import { deriveKey } from '../services/privacy/encryption.ts';
import { createUnderstanding } from '../services/understanding/index.ts';
import { createWebChannel } from './channels/web.ts';
import type { Config } from './config.ts';
import { createCore } from './core.ts';
import { healthRoutes } from './health.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createMetrics, startMetricsServer } from './metrics.ts';
import { MODELS_FOLDER } from './models-folder.ts';
import { createPages } from './pages.ts';
import { startServer } from './server.ts';
import { createStaffRoutes } from './staff-api/staff-routes.ts';
import { Talks } from './talks.ts';
import { Turns } from './turns.ts';

/** The whole service, built but not yet listening. */
export interface App {
  /** Starts listening; `url` is where. */
  listen(): Promise<{ url: string; metricsPort: number | null }>;
  /** Stops accepting, finishes what is under way, and closes the store. */
  close(): Promise<void>;
}

/** What has not arrived after this long is shown to operators as stuck. */
const STUCK_AFTER_MS = 60_000;

/**
 * Builds the service out of its concrete parts. The one file that knows them all. `pass` is called at each crash point.
 */
export async function createApp(
  config: Config,
  options: { log?: Logger; now?: () => Date; pass?: PassCrashPoint } = {},
): Promise<App> {
  const log = options.log ?? pino({ level: config.logLevel, base: null });
  const now = options.now ?? (() => new Date());
  const pass = options.pass ?? passUnharmed;
  const metrics = createMetrics();
  const [pages, understanding] = await Promise.all([
    createPages(config),
    createUnderstanding({ modelsFolder: MODELS_FOLDER }),
  ]);
  const core = createCore(config, { log, now, exclusive: true, pass });
  const { store, register, conversations, inbox, delivery, transcript, audit, codeKey } = core;
  const { retention } = config.profile;
  const lifetimes = {
    abandonedDays: retention.abandoned,
    filedDays: Math.max(retention.individual, retention.collective),
  };
  const failures = metrics.counter('turn_failures_total', 'Turns that failed and are tried again');
  const turns = new Turns({
    profile: config.profile,
    privacyUrl: `${config.publicUrl ?? ''}/privacy`,
    codeKey,
    conversations,
    inbox,
    delivery,
    register,
    understanding,
    now,
    lifetimes,
    pass,
    reportFailure: ({ id, attempts, cause }) => {
      failures.inc();
      const { code } = asCodedError(cause);
      log.error({ id: id.slice(0, 8), attempts, error: code, where: placeOf(cause) }, 'a turn failed');
    },
  });
  const talks = new Talks({
    conversations,
    inbox,
    transcript,
    turns,
    personKey: deriveKey(config.masterKey, 'person'),
    lifetimes,
    now,
    pass,
  });
  const stuck = () => delivery.stuck(STUCK_AFTER_MS);
  metrics.gauge('inbox_waiting', 'Messages that wait for their turn', () => inbox.countWaiting());
  metrics.gauge(
    'effects_stuck',
    'Effects and answers that have not arrived for a minute',
    async () => (await stuck()).length,
  );
  const web = createWebChannel({ config, talks, now, pass });
  const scrub = () => store.scrub();
  const staff = createStaffRoutes({
    config,
    register,
    audit,
    delivery,
    stuck,
    erase: (contribution) => core.erase(contribution, 'privacy_officer'),
    now,
  });
  const routes = [...healthRoutes(() => store.probe()), ...pages, ...web.routes, ...staff];
  let stop = async (): Promise<void> => core.close();

  return {
    async listen() {
      const server = await startServer({ config, routes, upgrade: web.upgrade, log, metrics });
      const measured =
        config.metricsPort === null ? null : await startMetricsServer(metrics, config.metricsPort);
      const housekeeping = startHousekeeping({
        ...core,
        turns,
        retention,
        now,
        scrub,
        reportAnchor: (head) => log.info({ audit: head }, 'audit anchor'),
        reportFailure: (job, cause) =>
          log.error({ job, error: asCodedError(cause).code }, 'housekeeping failed'),
      });
      stop = async () => {
        web.close();
        await Promise.all([server.close(), measured?.close()]);
        await housekeeping.stop();
        await turns.stop();
        await delivery.settled();
        await core.close();
      };
      return { url: urlOf(config, server.port), metricsPort: measured?.port ?? null };
    },
    close: () => stop(),
  };
}

/** Where a failure happened in our own code: function and line, never the error's text, which may quote a person. */
function placeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const line = cause.stack?.split('\n').find((one) => /^\s+at /.test(one) && !one.includes('node_modules'));
  return line?.trim().replace(/\(?(?:file:\/\/)?\/.*\/([^/]+)\)?$/, '$1');
}

function urlOf({ publicUrl, host }: Config, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host === '127.0.0.1' ? 'localhost' : host;
  return publicUrl ?? `http://${name}:${port}`;
}
