import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { CodedError } from '../../services/errors.ts';
import { createCipher } from '../../services/privacy/encryption.ts';

describe('a cipher', () => {
  const cipher = createCipher(randomBytes(32));

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(cipher.unseal(cipher.seal(text, context), context)).to.equal(text);
      }),
    );
  });

  it('never makes the same value twice', () => {
    const sealed = new Set(Array.from({ length: 20_000 }, () => cipher.seal('x', 'c').slice(0, 16)));

    expect(sealed.size).to.equal(20_000);
  });

  it('refuses a value that was changed in any byte, cut, moved to another place, or sealed with another key', () => {
    const sealed = cipher.seal('een verhaal', 'here');
    const bytes = Buffer.from(sealed, 'base64url');
    const changed = [...bytes.keys()].map((at) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy.toString('base64url');
    });
    const cut = [...bytes.keys()].map((length) => bytes.subarray(0, length).toString('base64url'));

    for (const value of [...changed, ...cut]) expect(() => cipher.unseal(value, 'here')).to.throw(CodedError);
    expect(() => cipher.unseal(sealed, 'there')).to.throw(CodedError);
    expect(() => createCipher(randomBytes(32)).unseal(sealed, 'here')).to.throw(CodedError);
  });
});
