import type { Logger } from 'pino';
import type { Config } from '../config.ts';

/** What a command works with: its options as parsed, the configuration, and the three streams. */
export interface CommandCall {
  readonly config: Config;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly log: Logger;
  readonly input: NodeJS.ReadableStream;
  /** Writes one line of data to standard output. */
  readonly print: (line: string) => void;
  /** Writes one line on a problem or on progress to standard error. */
  readonly warn: (line: string) => void;
}

/** One command of the command line. */
export interface Command {
  readonly summary: string;
  /** What `--help` says below the summary: input, output, examples. */
  readonly help: string;
  readonly options: Readonly<Record<string, { type: 'string' | 'boolean'; help: string }>>;
  /** Returns the exit code: 0, or 1 when any line failed or nothing was found. */
  readonly run: (call: CommandCall) => Promise<number>;
}
