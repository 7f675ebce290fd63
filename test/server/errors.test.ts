import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { preferredLocale, problemOf } from '../../bot/problem.ts';
import { LOCALES } from '../../locales/languages.ts';
import { CodedError, ERRORS } from '../../services/errors.ts';

const CODES = Object.keys(ERRORS).sort();

describe('the catalogue of errors', () => {
  for (const locale of Object.keys(LOCALES)) {
    it(`has one sentence for each code in ${locale}`, () => {
      const { errors: sentences }: { errors: Record<string, string> } = JSON.parse(
        readFileSync(`locales/${locale}.json`, 'utf8'),
      );

      expect(Object.keys(sentences).sort()).to.deep.equal(CODES);
      for (const sentence of Object.values(sentences)) expect(sentence).to.match(/^[A-Z].{5,110}[.!]$/);
    });
  }

  it('is listed with its statuses in docs/errors.md', () => {
    const rows = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `(\w+)` \| (\d{3}) \|/gm)];

    expect(rows.map(([, code, status]) => [code, Number(status)])).to.deep.equal(
      Object.entries(ERRORS).map(([code, { httpStatus }]) => [code, httpStatus]),
    );
  });
});

describe('a problem body', () => {
  it('tells a code and a sentence, and nothing of the error itself', () => {
    const error = new CodedError('internal', 'secret 06-12345678', { cause: new Error('also secret') });

    expect(problemOf(error, 'en')).to.deep.equal({
      type: 'urn:meepraten:problem:internal',
      title: 'Something went wrong on our side. Please try again later.',
      status: 500,
      code: 'internal',
    });
  });

  it('speaks the first language of ours that is asked for, else Dutch', () => {
    const asked = ['en-GB,en;q=0.9', 'tr,en;q=0.8,nl;q=0.5', 'ar', '', undefined, '*', 'x'.repeat(10_000)];

    expect(asked.map(preferredLocale)).to.deep.equal(['en', 'en', 'nl', 'nl', 'nl', 'nl', 'nl']);
  });
});
