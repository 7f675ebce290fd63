import { createInterface } from 'node:readline';
import { z } from 'zod';
import { maskBsn } from '../../services/privacy/personal-data.ts';
import { createUnderstanding } from '../../services/understanding/index.ts';
import { MODELS_FOLDER } from '../models-folder.ts';
import type { Command } from './command.ts';

const lineSchema = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

/** `understand`: what each text was understood to be, one line in, one line out, in the same order. */
export const understand: Command = {
  summary: 'Tells for each text whose it is, what it is about and whether someone is in danger',
  help: `Reads JSON Lines {"id","text"} from standard input and writes JSON Lines in the same order:
{"id","language","intent","kind","certainty","asksPerson","theme","urgent","danger","personalData","reasons"}.
A line that cannot be read is reported on standard error with its number, and the exit code is 1.

  printf '{"id":"1","text":"Ik wacht al maanden op mijn rolstoel."}\\n' | npm run -s cli -- understand`,
  options: {},
  async run({ input, print, warn }) {
    const understanding = await createUnderstanding({ modelsFolder: MODELS_FOLDER });
    let number = 0;
    let failed = 0;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() === '') continue;
      const read = readLine(line);
      if (!read) {
        failed += 1;
        warn(`line ${number}: expected {"id": "...", "text": "..."}`);
        continue;
      }
      const { model: _model, ...understood } = await understanding.understand(read.text);
      const reasons = understood.reasons.map(({ code, quote }) => ({
        code,
        ...(quote && { quote: maskBsn(quote).text }),
      }));
      print(JSON.stringify({ id: read.id, ...understood, reasons }));
    }
    return failed === 0 ? 0 : 1;
  },
};

function readLine(line: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
