import { expect } from 'chai';
import * as fc from 'fast-check';
import { createUnderstanding } from '../../services/understanding/index.ts';
import { REASON_CODES } from '../../services/understanding/reasons.ts';
import { DANGERS, INTENTS, KINDS, LANGUAGES, THEMES } from '../../services/understanding/understanding.ts';

const modelsFolder = new URL('../../models/', import.meta.url).pathname;
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
    .map((units) => String.fromCharCode(...units)),
);

describe('understanding any text', () => {
  it('gives an answer within its types, and never fails', async () => {
    const { understand } = await createUnderstanding({ modelsFolder });

    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const understood = await understand(text);

        expect(understood.language === null || LANGUAGES.includes(understood.language)).to.equal(true);
        expect(understood.danger === null || DANGERS.includes(understood.danger)).to.equal(true);
        expect(INTENTS).to.include(understood.intent);
        expect(KINDS).to.include(understood.kind);
        expect(THEMES).to.include(understood.theme);
        expect(understood.certainty).to.be.within(0, 1);
        for (const { code } of understood.reasons) expect(REASON_CODES).to.include(code);
      }),
      { numRuns: 500 },
    );
  });

  it('understands equal texts equally, however their accents are written', async () => {
    const { understand } = await createUnderstanding({ modelsFolder });
    const text = 'Mijn cliënt café één aanvraag, geen reactie';

    expect(await understand(text.normalize('NFD'))).to.deep.equal(await understand(text.normalize('NFC')));
  });

  const strange: [string, string][] = [
    ['nothing', ''],
    ['half a character', '\uD83D'],
    ['4,000 emoji', '😀'.repeat(4000)],
    ['one word of 64,000 letters', 'a'.repeat(64_000)],
    ['16,000 times a word of danger', 'mes '.repeat(16_000)],
    ['many beginnings without an end', 'hij slaat mes nu deur '.repeat(3000)],
    ['right-to-left marks', '\u202E\u200F'.repeat(2000)],
    ['zalgo', `h${'\u0310\u0322'.repeat(3000)}oi`],
  ];
  for (const [what, text] of strange) {
    it(`answers to ${what}`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });

      expect(KINDS).to.include((await understand(text)).kind);
    });
  }

  it('is not sure of anything that says next to nothing', async () => {
    const { understand } = await createUnderstanding({ modelsFolder });

    for (const text of ['', '?', 'Zaandam', '😀', '12']) {
      expect((await understand(text)).certainty, text).to.be.below(0.41);
    }
  });

  it('quotes the words of the text that a reason rests on, as they were typed', async () => {
    const { understand } = await createUnderstanding({ modelsFolder });
    const { reasons } = await understand('Goedemiddag! Ik WACHT al acht maanden op mijn scootmobiel.');

    expect(reasons).to.deep.include({ code: 'own_waiting', quote: 'Ik WACHT al' });
  });

  it('counts personal data in code points of the text as it came', async () => {
    const { understand } = await createUnderstanding({ modelsFolder });

    expect((await understand('😀 bsn 123456782')).personalData).to.deep.equal([
      { kind: 'bsn', start: 6, end: 15 },
    ]);
  });
});
