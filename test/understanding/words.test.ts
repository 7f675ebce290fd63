import { expect } from 'chai';
import * as fc from 'fast-check';
import { CHOICE_WORDS, wordFor } from '../../services/understanding/words.ts';

describe('a short typed word', () => {
  const cases: [string, ReturnType<typeof wordFor>][] = [
    ['Ja', 'yes'],
    ['JA!!', 'yes'],
    ['ja hoor', 'yes'],
    ['nee', 'no'],
    ['Nee, bedankt.', 'no'],
    ['klopt', 'confirm'],
    ['Dat klopt!', 'confirm'],
    ['dat klopt niet', 'correct'],
    ['aanpassen', 'correct'],
    ['aanpasen', 'correct'],
    ['Overslaan', 'skip'],
    ['overslan', 'skip'],
    ['weet ik niet', 'skip'],
    ['terug', 'back'],
    ['teurg', 'back'],
    ['Stop.', 'stop'],
    ['ik wil stoppen aub', 'stop'],
    ['help', 'help'],
    ['hulp', 'help'],
    ['ik wil graag een mens spreken', 'person'],
    ['medewerker', 'person'],
    ['Wat is er mee gedaan?', 'status'],
    ['wat weet u van mij?', 'access'],
    ['wis alles', 'erase'],
    ['Wis dit gesprek', 'erase'],
    ['yes please', 'yes'],
    ['No, thank you', 'no'],
    ["that's right", 'confirm'],
    ['Not correct', 'correct'],
    ['SKIP', 'skip'],
    ["I don't know", 'skip'],
    ['go back', 'back'],
    ['stop', 'stop'],
    ['I want to talk to a person', 'person'],
    ['What happened with it?', 'status'],
    ['what do you know about me', 'access'],
    ['delete everything', 'erase'],
    ['change language', 'language'],
    ['👍', 'yes'],
    ['👍🏽', 'yes'],
    ['', null],
    ['   ', null],
    ['Zaandam', null],
    ['06 12345678', null],
    ['De bus stopt niet meer bij ons in de straat', null],
    ['Ik heb hulp in de huishouding nodig', null],
    ['Mijn moeder wil terug naar huis', null],
    ['stop met die bezuinigingen op het buurthuis', null],
    ['Nee, want de taxi kwam weer te laat', null],
    ['They stopped my benefit', null],
  ];

  for (const [said, expected] of cases) {
    it(`is ${expected ?? 'no choice'} in ${JSON.stringify(said)}`, () => {
      expect(wordFor(said)).to.equal(expected);
    });
  }

  it('is read from any text without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const choice = wordFor(text);
        return choice === null || CHOICE_WORDS.includes(choice);
      }),
    );
  });

  it('means the same in capitals and with punctuation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.constantFrom('', '.', '!', ' !!', '…'),
        ([said, expected], end) => {
          expect(wordFor(`${said.toUpperCase()}${end}`)).to.equal(expected);
        },
      ),
    );
  });
});
