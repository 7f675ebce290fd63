import { expect } from 'chai';
import * as fc from 'fast-check';
import { findPersonalData, maskBsn } from '../../services/privacy/personal-data.ts';

/** A small generator with a seed, so that a failing run can be repeated. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function makeBsn(random: (below: number) => number): string {
  for (;;) {
    const eight = String(random(10 ** 8)).padStart(8, '0');
    const check = Array.from(eight).reduce((sum, digit, at) => sum + Number(digit) * (9 - at), 0) % 11;
    if (check < 10 && Number(eight) > 0) return `${eight}${check}`;
  }
}

/** Splits digits at `sizes` and puts `gap()` between. */
function spaced(bsn: string, sizes: readonly number[], gap: () => string): string {
  let at = 0;
  const parts = sizes.map((size) => {
    at += size;
    return bsn.slice(at - size, at);
  });
  return parts.reduce((text, part) => text + gap() + part);
}

const SIZES = [
  [9],
  [3, 3, 3],
  [4, 2, 3],
  [4, 3, 2],
  [2, 2, 2, 3],
  [1, 8],
  [1, 1, 1, 1, 1, 1, 1, 1, 1],
  [5, 4],
];
const ASCII_GAPS = [' ', '.', '-', '/', '  ', ' - ', '\n', '\r\n', '\t', '. '];
const OTHER_GAPS = [
  '\u00A0',
  '\u200B',
  '\u2009',
  '\u202F',
  '\u2011',
  '\u2013',
  '\u2060',
  '\u3000',
  '\uFEFF',
  '\u00AD',
];
const SENTENCES: ((number: string) => string)[] = [
  (number) => number,
  (number) => `Mijn bsn is ${number}.`,
  (number) => `${number} is mijn nummer, ik wacht al weken`,
  (number) => `BSN: ${number}, geboren 12-03-1980, tel 06-12345678`,
  (number) => `Ik ben Jan (${number}) en ik wil hulp`,
  (number) => `burgerservicenummer ${number}\nmet vriendelijke groet`,
  (number) => `Hallo,${number}!`,
  (number) => `Geboren 12-03-1980 ${number}`,
];
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10, 0x9e6, 0xe50, 0x1d7ce];

describe('finding burgerservicenummers', () => {
  it('finds every one of 20,000 in ordinary digits and spacing', () => {
    const random = seeded(11);
    const missed: string[] = [];
    for (let n = 0; n < 20_000; n += 1) {
      const sizes = SIZES[n % SIZES.length] ?? [9];
      const gap = ASCII_GAPS[random(ASCII_GAPS.length)] ?? ' ';
      const number = spaced(makeBsn(random), sizes, () => gap);
      const text = (SENTENCES[random(SENTENCES.length)] ?? String)(number);
      if (!maskBsn(text).text.includes('[bsn]')) missed.push(text);
    }

    expect(missed).to.deep.equal([]);
  });

  it('finds 999 in 1,000 in other scripts, other spaces and with invisible characters', () => {
    const random = seeded(5);
    const missed: string[] = [];
    for (let n = 0; n < 10_000; n += 1) {
      const zero = ZEROS[n % ZEROS.length] ?? 0x660;
      const ascii = spaced(
        makeBsn(random),
        SIZES[random(SIZES.length)] ?? [9],
        () => OTHER_GAPS[random(OTHER_GAPS.length)] ?? ' ',
      );
      const number = ascii.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
      const text = (SENTENCES[random(3)] ?? String)(number);
      if (findPersonalData(text).length !== 1) missed.push(text);
    }

    expect(missed.length).to.be.at.most(10);
  });

  it('masks at most 1 in 1,000 sentences with other numbers', () => {
    const random = seeded(7);
    const d = (count: number) => Array.from({ length: count }, () => String(random(10))).join('');
    const others: (() => string)[] = [
      () => `Bel mij op 06-${d(8)} na vijf uur`,
      () => `Bel 06 ${d(2)} ${d(2)} ${d(2)} ${d(2)} of 075 ${d(3)} ${d(2)} ${d(2)}`,
      () => `Mijn nummer is +31 6 ${d(8)} of 0031 6${d(8)}`,
      () => `+31 (0)75 ${d(7)} en (075) ${d(3)} ${d(4)}`,
      () => `mijn telefoonnummer is 6${d(8)}`,
      () => `Stort het op NL${d(2)} INGB ${d(4)} ${d(4)} ${d(2)} of NL${d(2)}RABO${d(10)}`,
      () => `rekening DE${d(2)} ${d(4)} ${d(4)} ${d(4)} ${d(4)} ${d(2)}`,
      () => `Op ${1 + random(28)}-${1 + random(12)}-${1950 + random(70)} ${random(9)} keer gebeld`,
      () => `Sinds 2024-0${1 + random(9)}-1${random(9)} wacht ik, om 14:${d(2)}`,
      () => `Ik kreeg € ${d(3)}.${d(3)}.${d(3)} of ${d(9)},50 euro`,
      () => `Ik woon op ${1000 + random(8999)} AB ${d(2)} in wijk ${d(3)}`,
      () => `KvK ${d(8)}, btw NL${d(9)}B01, kvk-nummer ${d(8)}`,
      () => `Mijn kenmerk is Z${d(9)} en ZK-${d(9)} en WMO/2024/${d(6)}`,
      () => `Zaak 2024-${d(9)} loopt nog`,
      () => `Betaal ${d(4)},${d(2)} voor 1-${1 + random(12)}-2026`,
    ];
    const masked: string[] = [];
    for (let n = 0; n < 5_000; n += 1) {
      const text = (others[n % others.length] ?? String)();
      if (maskBsn(text).masked) masked.push(text);
    }

    expect(masked.slice(0, 20)).to.have.length.at.most(5);
  });

  const cases: [string, string][] = [
    ['bsn 12345672', 'bsn [bsn]'],
    ['B.S.N.: 1234 5672', 'B.S.N.: [bsn]'],
    ['sofinummer 12.34.56.72', 'sofinummer [bsn]'],
    ['KvK 12345672', 'KvK 12345672'],
    ['ik woon op nummer 12345672', 'ik woon op nummer 12345672'],
    ['BSN123456782', 'BSN[bsn]'],
    ['رقمي ١٢٣٤٥٦٧٨٢ شكرا', 'رقمي [bsn] شكرا'],
    ['شماره من ۱۲۳ ۴۵۶ ۷۸۲ است', 'شماره من [bsn] است'],
    ['१२३४५६७८२', '[bsn]'],
    ['1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣2️⃣', '[bsn]️⃣'],
    ['123456782 en 111222333', '[bsn] en [bsn]'],
    ['123456789', '123456789'],
    ['000000000', '000000000'],
    ['123 456 782 06 12345678', '[bsn] 06 12345678'],
    ['06-12345678 / 123.456.782', '06-12345678 / [bsn]'],
  ];
  for (const [text, expected] of cases) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(text)}`, () => {
      expect(maskBsn(text).text).to.equal(expected);
    });
  }

  it('counts code points, so that emoji before a number do not move it', () => {
    expect(findPersonalData('😀😀 123456782')).to.deep.equal([{ kind: 'bsn', start: 3, end: 12 }]);
  });

  it('leaves nothing to find after masking, and changes nothing where nothing is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = maskBsn(text);
        expect(once.masked || once.text === text).to.equal(true);
      }),
    );
  });

  it('reads long hostile texts to the end', () => {
    const hostile = ['1', '1 ', '12-', '1\u200B', '0 ', 'bsn ', '€ ', 'A-1', '123456782 ', ' ', '+31 '].map(
      (part) => part.repeat(Math.ceil(100_000 / part.length)),
    );

    for (const text of hostile) expect(maskBsn(text).text.length).to.be.greaterThan(0);
  });
});
