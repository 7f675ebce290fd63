import { cpus, release, totalmem } from 'node:os';
import { type Figure, isReached } from './figure.ts';

/** What the figures were measured on, in one line. */
export function describeMachine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model.trim() || 'unknown';
  return `${processors.length} cores (${model}), ${memory} GiB memory, Linux ${release()}, Node ${process.version}, SQLite store`;
}

/** docs/performance.md: the figures with their aims, what they were measured on and how, and what they do not show. */
export function performancePage(figures: readonly Figure[], now: Date): string {
  const rows = figures.map((figure) => {
    const { name, value, unit, aim, atLeast } = figure;
    const wanted = aim === null ? '' : `${atLeast ? 'at least' : 'at most'} ${aim}${unit && ` ${unit}`}`;
    return `| ${name} | ${wanted} | ${value}${unit && ` ${unit}`} | ${aim === null ? '' : isReached(figure) ? 'yes' : '**no**'} |`;
  });
  return `# Performance

Measured on ${now.toISOString().slice(0, 10)} with \`npm run -s cli -- bench --write\`, which writes this page.

Machine: ${describeMachine()}.

| figure | aim | measured | reached |
|---|---|---|---|
${rows.join('\n')}

## How it is measured

- The service runs as a process of its own, as \`npm start\` runs it, with a new data folder for each measurement. The load
  comes from another process on the same machine, over real HTTP and real WebSockets on loopback; the two share the cores.
- A resident gets a token, opens a conversation and its stream, tells a story and answers every question by its buttons
  until the contribution is filed. Messages fall due at a fixed rate, whether or not the service keeps up, and times
  count from the moment a message was due to the moment its answer came over the stream.
- Every message is durable (SQLite, \`synchronous=FULL\`) before its acknowledgement. Lost and doubled are counted from what
  the streams brought, from the transcripts, and from \`cli contributions\`.
- \`bench --kill\` is a run of its own: it kills the service (SIGKILL) 30 times at random moments amid talks and counts what was
  lost, doubled, or filed too many or too few times.
- A turn without I/O is reading, understanding and answering one message and encrypting the conversation, in one process.

## What it does not show

- A slow disk: on a virtual disk a flush looks cheap, and every acknowledgement waits for one.
- A network between resident and service, a proxy, or TLS.
- Several instances on MongoDB, and a store that has grown for years.
`;
}
