import type { Command } from './command.ts';
export const bench: Command = { summary: 'Measures', help: '', options: {}, run: async () => 0 };
