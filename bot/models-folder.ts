import { fileURLToPath } from 'node:url';

/** Where the models that come with the product stand. */
export const MODELS_FOLDER = fileURLToPath(new URL('../models', import.meta.url));
