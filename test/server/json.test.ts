import { expect } from 'chai';
import fc from 'fast-check';
import { parseJson } from '../../bot/body-json.ts';
import { CodedError } from '../../services/errors.ts';

function outcome(bytes: Buffer): unknown {
  try {
    return parseJson(bytes);
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.code : thrown;
  }
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const REFUSED: readonly (readonly [string, string | Buffer])[] = [
  ['nothing', ''],
  ['blanks', '  \n '],
  ['a byte order mark', '\uFEFF{}'],
  ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ['overlong UTF-8', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ['a half surrogate in CESU-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ['arrays 33 deep', nested(33)],
  ['arrays 30,000 deep', nested(30_000)],
  ['objects 33 deep', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
  ['opening brackets only', '['.repeat(60_000)],
  ['over 2,000 values', `[${'1,'.repeat(2_100)}1]`],
  ['over 2,000 keys', `{${Array.from({ length: 2_100 }, (_, index) => `"k${index}":1`).join(',')}}`],
  ['a key twice', '{"a":1,"b":{"a":2},"a":3}'],
  ['a key twice, once escaped', '{"a":1,"\\u0061":2}'],
  ['a prototype', '{"__proto__":{"admin":true}}'],
  ['a prototype, escaped, deep', '{"a":[{"__pro\\u0074o__":1}]}'],
  ['a number too large to hold', '[1e999]'],
  ['a number of 50,000 digits', `[${'9'.repeat(50_000)}]`],
  ['NaN', '[NaN]'],
  ['a comment', '{"a":1}//x'],
  ['a trailing comma', '[1,]'],
  ['single quotes', "{'a':1}"],
  ['two documents', '{}{}'],
  ['an open string', `["${'\\"'.repeat(30_000)}`],
  ['a control character in a string', '["a\nb"]'],
];

describe('JSON from outside', () => {
  for (const [what, text] of REFUSED) {
    it(`is refused with ${what}`, () => {
      expect(outcome(Buffer.from(text))).to.equal('malformed_json');
    });
  }

  it('is read as JSON.parse reads it, for every document within the limits', () => {
    const documents = fc
      .json({ maxDepth: 6, noUnicodeString: false })
      .filter((text) => !text.includes('__proto__'));

    fc.assert(
      fc.property(documents, (text) => {
        expect(outcome(Buffer.from(text))).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it('is read up to the limits themselves', () => {
    expect(outcome(Buffer.from(nested(32)))).to.deep.equal(JSON.parse(nested(32)));
    expect(outcome(Buffer.from(`[${'1,'.repeat(1_998)}1]`))).to.have.length(1_999);
  });

  it('is refused or read for any bytes, and never leaves a trace on other objects', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        outcome(Buffer.from(bytes));
      }),
    );
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  });
});
