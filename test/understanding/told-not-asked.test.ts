import { expect } from 'chai';
import { MODELS_FOLDER } from '../../bot/models-folder.ts';
import { createUnderstanding } from '../../services/understanding/index.ts';

/** Short stories with words in them that also stand in commands. */
const TOLD = [
  'Niemand belt mij terug over mijn rolstoel.',
  'Ik krijg nog steeds geen antwoord op mijn aanvraag.',
  'Mijn uitkering is gestopt en ik krijg al weken geen antwoord van de gemeente.',
  'De gemeente belt mij nooit terug.',
  'Ik wil een andere huishoudelijke hulp.',
  'De bus stopt niet meer bij het ziekenhuis.',
  'Mijn zoon wil stoppen met school.',
  'Wij krijgen geen berichten meer van de gemeente.',
  'Mijn gegevens staan verkeerd in het systeem van de gemeente.',
  'Mijn medewerker wil niet met mij praten.',
  'Ik heb iemand nodig die mij helpt met de brieven.',
  'De medewerker van het wijkteam belt niet terug.',
  'Mijn dochter kan niet naar de taalles, die is alleen overdag.',
  'De brieven zijn te moeilijk, schrijf in gewone taal.',
  'Er is geen tolk Arabisch bij het loket.',
  'Ik heb drie keer gebeld en kreeg geen antwoord.',
  'Ik spreek slecht Nederlands en begrijp de brief niet.',
  'De bijeenkomst was veel te ver weg voor mijn moeder.',
  'Mijn aanvraag is kwijt.',
  'Ik wacht al een half jaar op een rolstoel.',
  'Nobody calls me back about my wheelchair.',
  'My benefit was stopped and I get no answer.',
  'The letters are only in Dutch and I cannot read them.',
  'They lost my documents and my report is gone.',
  'I need someone to help me with the forms.',
  'My mother cannot speak Dutch and nobody helps her.',
  'My doctor stopped my medicine.',
  'We want to stop the bus from driving through our street.',
];

describe('a short story with the words of a command in it', () => {
  for (const text of TOLD) {
    it(`is a story: ${text}`, async () => {
      const understanding = await createUnderstanding({ modelsFolder: MODELS_FOLDER });

      expect((await understanding.understand(text)).intent).to.equal('story');
    });
  }
});
