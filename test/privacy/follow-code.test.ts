import { expect } from 'chai';
import { createFollowCode, createReference, readFollowCode } from '../../services/privacy/follow-code.ts';

describe('a follow code', () => {
  it('has four groups of four characters that cannot be confused', () => {
    for (let made = 0; made < 1_000; made += 1) {
      expect(createFollowCode()).to.match(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){3}$/);
    }
  });

  it('is found however it is typed or pasted', () => {
    const code = createFollowCode();
    const bare = code.replaceAll('-', '');
    const typed = [
      code,
      code.toLowerCase(),
      bare,
      code.replaceAll('-', ' '),
      `  ${code}\n`,
      `Mijn code is ${code}.`,
      fullWidth(code),
    ];

    for (const text of typed) expect(readFollowCode(text), text).to.equal(code);
  });

  it('is not seen where there is none', () => {
    const texts = ['', 'hallo', 'ABCD-EFGH', 'ABCD-EFGH-JKMN-PQR', '1234-5678-9012-3456', 'x'.repeat(50)];

    for (const text of texts) expect(readFollowCode(text), text).to.equal(null);
  });
});

describe('a reference for staff', () => {
  it('holds letters, so that it is never taken for a number of a person', () => {
    for (let made = 0; made < 1_000; made += 1) {
      expect(createReference()).to.match(/^[A-HJKMNP-Z][2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{4}$/);
    }
  });
});

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) =>
    String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0),
  );
}
