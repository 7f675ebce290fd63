import { expect } from 'chai';
import { splitLinks } from '../../web/chat/text-parts.ts';

const ORIGIN = 'https://praat.example';

/** The links of a text, as `shown → href`. */
function links(text: string): string[] {
  return splitLinks(text, ORIGIN).flatMap((part) =>
    part.kind === 'text' ? [] : [`${part.text} → ${part.href}`],
  );
}

describe('links in what the municipality says', () => {
  it('are made of every way to write a number to call', () => {
    const cases = [
      ['Bel 112.', '112 → tel:112'],
      ['• 113: Zelfmoordpreventie', '113 → tel:113'],
      ['0800-0113 (gratis)', '0800-0113 → tel:08000113'],
      ['Bel 0800 2000!', '0800 2000 → tel:08002000'],
      ['Telefoon 14 075, op werkdagen', '14 075 → tel:14075'],
      ['075 681 60 00', '075 681 60 00 → tel:0756816000'],
      ['06-12345678', '06-12345678 → tel:0612345678'],
      ['(+31 75 681 60 00)', '+31 75 681 60 00 → tel:+31756816000'],
    ] as const;

    for (const [text, link] of cases) expect(links(text), text).to.deep.equal([link]);
  });

  it('are not made of other numbers', () => {
    const texts = [
      'uiterlijk op 6 december 2026',
      'GTQD-112M-1133-NEAD',
      '€ 1.112,50',
      'nummer 1123',
      'van 8.30 tot 17.00 uur',
      '1500 NH',
      'A112',
    ];

    for (const text of texts) expect(links(text), text).to.deep.equal([]);
  });

  it('are made of pages of this site only', () => {
    expect(links('Lees: /privacy')).to.deep.equal(['/privacy → https://praat.example/privacy']);
    expect(links('Zie https://praat.example/privacy.')).to.deep.equal([
      'https://praat.example/privacy → https://praat.example/privacy',
    ]);
    expect(links('https://evil.example/ en javascript:alert(1) en en/of //evil.example')).to.deep.equal([]);
  });

  it('lose nothing of the text', () => {
    const text = 'Bel 112, of 0800-2000: nu.\nLees /privacy en 14 075!';

    expect(
      splitLinks(text, ORIGIN)
        .map((part) => part.text)
        .join(''),
    ).to.equal(text);
  });
});
