import { NgramModel } from './ngrams.ts';
import { understandText } from './understand.ts';
import type { Understanding } from './understanding.ts';

/**
 * Loads the understanding of texts on this machine.
 *
 * Errors: ModelFileError naming the file of `modelsFolder` that is missing, cut off or of another make.
 */
export async function createUnderstanding({
  modelsFolder,
}: {
  modelsFolder: string;
}): Promise<Understanding> {
  const model = NgramModel.load(modelsFolder);
  return { understand: async (text) => understandText(model, text) };
}
