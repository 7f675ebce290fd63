import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { wellFormed } from './text.ts';

const columnSchema = z.object({ name: z.string(), scale: z.number(), bias: z.number() });
const headSchema = z.object({
  version: z.literal(1),
  buckets: z.int().refine((count) => count > 0 && (count & (count - 1)) === 0, 'a power of two'),
  columns: z.object({
    kind: z.array(columnSchema).length(1),
    theme: z.array(columnSchema).length(10),
    urgent: z.array(columnSchema).length(1),
    danger: z.array(columnSchema).length(7),
  }),
});
type Head = z.infer<typeof headSchema>;

/** What the n-gram model makes of a text: probabilities by name, and how much of the text it had seen before. */
export interface NgramReading {
  readonly collective: number;
  readonly urgent: number;
  /** Over the ten themes; they sum to 1. */
  readonly themes: ReadonlyMap<string, number>;
  /** Over none and the six dangers; they sum to 1. */
  readonly dangers: ReadonlyMap<string, number>;
}

/** A model file is missing, cut off or of another make; the message names the file. */
export class ModelFileError extends Error {
  constructor(file: string, expected: string, cause?: unknown) {
    super(`${file}: ${expected}`, { cause });
    this.name = 'ModelFileError';
  }
}

/** Hashed n-grams with logistic regression; `models/README.md` describes the files. */
export class NgramModel {
  readonly #head: Head;
  readonly #names: readonly { name: string; scale: number; bias: number }[];
  readonly #idf: Float32Array;
  /** Weights by bucket, then column: all columns of one bucket stand together. */
  readonly #weights: Int8Array;
  /** How often each bucket was seen in the text being read; all zero between two texts. */
  readonly #counts: Uint16Array;

  constructor(head: Head, idf: Float32Array, weights: Int8Array) {
    this.#head = head;
    this.#names = Object.values(head.columns).flat();
    this.#idf = idf;
    this.#weights = weights;
    this.#counts = new Uint16Array(head.buckets);
  }

  /** Reads `ngrams.json` and `ngrams.bin`. Errors: ModelFileError naming the file and what is expected of it. */
  static load(folder: string): NgramModel {
    const headFile = join(folder, 'ngrams.json');
    const head = readHead(headFile);
    const columns = Object.values(head.columns).flat().length;
    const binFile = join(folder, 'ngrams.bin');
    const bytes = readBytes(binFile);
    const expected = head.buckets * (4 + columns);
    if (bytes.length !== expected) {
      throw new ModelFileError(binFile, `expected ${expected} bytes, found ${bytes.length}`);
    }
    const idf = new Float32Array(head.buckets);
    for (let bucket = 0; bucket < head.buckets; bucket += 1) {
      const weight = bytes.readFloatLE(4 * bucket);
      if (!(weight >= 0 && weight < 100)) throw new ModelFileError(binFile, 'expected weights from 0 to 100');
      idf[bucket] = weight;
    }
    const weights = new Int8Array(head.buckets * columns);
    for (let column = 0; column < columns; column += 1) {
      const row = 4 * head.buckets + column * head.buckets;
      for (let bucket = 0; bucket < head.buckets; bucket += 1) {
        weights[bucket * columns + column] = bytes.readInt8(row + bucket);
      }
    }
    return new NgramModel(head, idf, weights);
  }

  /** Reads one text; empty and strange texts give what the model says of nothing. */
  read(text: string): NgramReading {
    const scores = this.#scores(this.#buckets(text));
    const { theme, danger } = this.#head.columns;
    const [collective = 0] = scores;
    const urgent = scores[1 + theme.length] ?? 0;
    return {
      collective: logistic(collective),
      urgent: logistic(urgent),
      themes: shares(theme, scores.slice(1, 1 + theme.length)),
      dangers: shares(danger, scores.slice(2 + theme.length)),
    };
  }

  /** Counts the text's n-grams and gives the buckets that were met. */
  #buckets(text: string): number[] {
    const met: number[] = [];
    const add = (hash: number) => {
      const bucket = (hash ^ (hash >>> 16)) & (this.#head.buckets - 1);
      const count = this.#counts[bucket] ?? 0;
      if (count === 0) met.push(bucket);
      if (count < 65535) this.#counts[bucket] = count + 1;
    };
    let previous = '';
    for (const word of wellFormed(text)
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .split(' ')) {
      if (word === '') continue;
      const padded = ` ${word} `;
      for (let start = 0; start + 2 <= padded.length; start += 1) {
        let hash = FNV_START;
        const end = Math.min(start + 5, padded.length);
        for (let at = start; at < end; at += 1) {
          hash = fnv(hash, padded.charCodeAt(at));
          if (at > start) add(hash);
        }
      }
      const whole = hashOf(word, hashOf('w:', FNV_START));
      add(whole);
      if (previous !== '') add(hashOf(` ${word}`, hashOf(`w:${previous}`, FNV_START)));
      previous = word;
    }
    return met;
  }

  #scores(met: readonly number[]): number[] {
    const columns = this.#names.length;
    const dots = new Float64Array(columns);
    let squares = 0;
    for (const bucket of met) {
      const value = (1 + Math.log(this.#counts[bucket] ?? 1)) * (this.#idf[bucket] ?? 0);
      this.#counts[bucket] = 0;
      squares += value * value;
      const row = bucket * columns;
      for (let column = 0; column < columns; column += 1) {
        dots[column] = (dots[column] ?? 0) + value * (this.#weights[row + column] ?? 0);
      }
    }
    const length = Math.sqrt(squares) || 1;
    return this.#names.map(({ scale, bias }, column) => ((dots[column] ?? 0) / length) * scale + bias);
  }
}

/** FNV-1a over UTF-16 units, 32 bits. */
const FNV_START = 2166136261;

function fnv(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 16777619);
}

function hashOf(text: string, start: number): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = fnv(hash, text.charCodeAt(at));
  return hash;
}

function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

function shares(names: readonly { name: string }[], scores: readonly number[]): Map<string, number> {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return new Map(names.map(({ name }, at) => [name, (powers[at] ?? 0) / sum]));
}

function readHead(file: string): Head {
  try {
    return headSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (thrown) {
    throw new ModelFileError(file, 'expected the description of an n-gram model, version 1', thrown);
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (thrown) {
    throw new ModelFileError(file, 'expected a readable file', thrown);
  }
}
