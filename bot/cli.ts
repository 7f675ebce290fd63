import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { asCodedError } from '../services/errors.ts';
import { bench } from './cli/bench.ts';
import type { Command } from './cli/command.ts';
import { contributions } from './cli/contributions.ts';
import { erase } from './cli/erase.ts';
import { exportContribution } from './cli/export.ts';
import { understand } from './cli/understand.ts';
import { ConfigError } from './config.ts';
import { loadConfig } from './config-load.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  understand,
  contributions,
  export: exportContribution,
  erase,
  bench,
};
const USAGE = 2;

const print = (line: string) => void process.stdout.write(`${line}\n`);
const warn = (line: string) => void process.stderr.write(`${line}\n`);

function overview(): string {
  const names = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`);
  return [
    'Usage: npm run -s cli -- <command> [options]',
    '',
    ...names,
    '',
    '<command> --help tells more.',
  ].join('\n');
}

function manual(name: string, { summary, help, options }: Command): string {
  const rows = Object.entries(options).map(([option, { type, help: about }]) => {
    const form = type === 'string' ? `--${option} <${option}>` : `--${option}`;
    return `  ${form.padEnd(22)} ${about}`;
  });
  return [`${name}: ${summary}`, '', help, ...(rows.length > 0 ? ['', 'Options:', ...rows] : [])].join('\n');
}

async function run(name: string | undefined, args: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    print(overview());
    return name === undefined ? USAGE : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    warn(overview());
    return USAGE;
  }
  const { values } = parseArgs({
    args,
    options: { ...command.options, help: { type: 'boolean' } },
    strict: true,
  });
  if (values.help) {
    print(manual(name, command));
    return 0;
  }
  if (existsSync('.env')) loadEnvFile('.env');
  const config = loadConfig(process.env, process.execArgv);
  const log = pino({ level: 'warn', base: null }, pino.destination(2));
  return command.run({ config, options: values, log, input: process.stdin, print, warn });
}

/** True for what `parseArgs` throws on options that are not the command's. */
function isUsage(thrown: unknown): thrown is Error {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS');
}

const [name, ...args] = process.argv.slice(2);
run(name, args).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    if (thrown instanceof ConfigError) thrown.faults.forEach(warn);
    else if (isUsage(thrown)) warn(thrown.message);
    else warn(`failed: ${asCodedError(thrown).code}`);
    process.exitCode = isUsage(thrown) ? USAGE : 1;
  },
);
