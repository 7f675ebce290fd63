import { expect } from 'chai';
import { createUnderstanding } from '../../services/understanding/index.ts';
import type { Kind, Theme } from '../../services/understanding/understanding.ts';

const modelsFolder = new URL('../../models/', import.meta.url).pathname;

/** What was said, whose it is, and what it is about (null: more than one theme would do). */
const DUTCH: [string, Kind, Theme | null][] = [
  ['Ik wacht al acht maanden op mijn scootmobiel en niemand belt terug.', 'individual', 'wmo'],
  ['Mijn uitkering is deze maand niet gestort, kunt u kijken wat er mis is?', 'individual', 'participatie'],
  ['Heb ik recht op bijzondere bijstand voor een nieuwe wasmachine?', 'individual', 'participatie'],
  ['Mijn zoon van negen zit al een half jaar thuis zonder school of hulp.', 'individual', 'jeugd'],
  ['De deurwaarder heeft beslag gelegd op mijn loon, ik kan de huur niet betalen.', 'individual', 'schulden'],
  [
    'De taxi haalt mijn moeder steeds te laat op van de dagbesteding, kan iemand mij bellen?',
    'individual',
    null,
  ],
  ['Er zit schimmel op de slaapkamer van mijn baby en de verhuurder doet niets.', 'individual', 'wonen'],
  ['Ik heb een brief van DUO gekregen en ik begrijp hem niet.', 'individual', 'taal_inburgering'],
  ['Ik maak me zorgen om mijn buurman, hij komt niet meer buiten en eet slecht.', 'individual', null],
  ['Mijn aanvraag voor een traplift is afgewezen. Hoe maak ik bezwaar?', 'individual', 'wmo'],
  [
    'Ik zorg al jaren voor mijn man met dementie en ik kan niet meer, wie kan mij helpen?',
    'individual',
    'mantelzorg',
  ],
  ['Op 3 maart had ik een afspraak maar er kwam niemand.', 'individual', null],
  ['Mijn huishoudelijke hulp is gestopt en er komt geen vervanger.', 'individual', 'wmo'],
  ['Wij zitten zonder energietoeslag terwijl we alles hebben ingeleverd.', 'individual', 'participatie'],
  ['Alle ouders in onze straat klagen dat er geen plek is bij de jeugdhulp.', 'collective', 'jeugd'],
  ['De openingstijden van het loket zijn onhandig voor mensen die werken.', 'collective', null],
  [
    'Als vrijwilliger zie ik elke week mensen die de brieven van de gemeente niet begrijpen.',
    'collective',
    null,
  ],
  ['Zet bij de ingang van het gemeentehuis eens een bankje neer.', 'collective', 'overig'],
  ['Waarom moet iedereen elk jaar opnieuw dezelfde papieren inleveren? Schaf dat af.', 'collective', null],
  ['In onze flat is de lift al weken stuk, alle bewoners hebben er last van.', 'collective', 'wonen'],
  ['Het zou mooi zijn als er in elke wijk een taalcafé komt.', 'collective', 'taal_inburgering'],
  [
    'De bushalte bij het verzorgingshuis is opgeheven, veel ouderen komen nu de deur niet meer uit.',
    'collective',
    'vervoer',
  ],
  ['Ik hoor van veel mantelzorgers dat ze geen respijtzorg kunnen krijgen.', 'collective', 'mantelzorg'],
  ['Complimenten voor het buurthuis, dat is goud waard voor de wijk.', 'collective', null],
  ['Door de bezuiniging verdwijnt de huiskamer voor mensen met dementie.', 'collective', null],
  ['Wij zijn met twaalf gezinnen en krijgen allemaal dezelfde fout in de beschikking.', 'collective', null],
  ['Waarom is de website alleen in het Nederlands?', 'collective', null],
  ['Bij het loket snapt niemand elkaar, en mijn bezwaar ligt er sinds mei nog steeds.', 'individual', null],
  ['me moeder haar hulp komt nie meer en ze belle nooit trug wie kan me helpe', 'individual', null],
  [
    'Ik help hier bij de voedselbank en zie steeds meer gezinnen die net buiten de regels vallen.',
    'collective',
    null,
  ],
  [
    'Het duurde bij mij een jaar, het is nu geregeld, maar maak het voor de volgende korter.',
    'collective',
    null,
  ],
  ['Wij hebben nog geen antwoord op ons verzoek om een andere woning.', 'individual', 'wonen'],
  [
    'De wachtlijst voor de jeugdpsycholoog is hier overal een jaar, dat hoor ik van elke ouder.',
    'collective',
    'jeugd',
  ],
  ['ik snap niet waarom mijn toeslag ineens lager is', 'individual', null],
  ['De rolstoelhelling bij het zwembad is te steil voor rolstoelen.', 'collective', null],
  ['nou ik heb dus vorige week gebeld en toen zeiden ze dat mijn dossier kwijt is', 'individual', null],
  ['Waarom krijgen vrijwilligers geen reiskosten meer? Dat raakt de hele wijk.', 'collective', null],
  ['Mevrouw van hiernaast krijgt geen post meer en begrijpt niets van haar rekeningen.', 'individual', null],
  ['Het zorgloket nam vijf keer niet op toen ik belde over mijn douchestoel.', 'individual', 'wmo'],
  ['Maak van het lege winkelpand een plek waar eenzame ouderen koffie kunnen drinken.', 'collective', null],
];

const ENGLISH: [string, Kind, Theme | null][] = [
  ['I have been waiting for my wheelchair for seven months and nobody calls back.', 'individual', 'wmo'],
  ['My benefit was stopped last week, can someone tell me why?', 'individual', 'participatie'],
  ['I got a letter from DUO and I do not understand what I must pay.', 'individual', 'taal_inburgering'],
  ['My neighbour is 80 and does not come outside anymore, I am worried about her.', 'individual', null],
  ['The landlord does nothing about the mould in my bedroom.', 'individual', 'wonen'],
  ['I cannot pay my debts, who can help me?', 'individual', 'schulden'],
  ['My son waits for a place at special school since September.', 'individual', 'jeugd'],
  ['Many parents at our school say there is no help for their children.', 'collective', 'jeugd'],
  ['Please put more benches along the route to the shops, older people need to rest.', 'collective', null],
  [
    'As a volunteer I see every week that people cannot read the letters of the municipality.',
    'collective',
    null,
  ],
  ['The bus no longer stops at the clinic, so many older people cannot get there.', 'collective', 'vervoer'],
  ['It would be good if there was a language café in every neighbourhood.', 'collective', 'taal_inburgering'],
  [
    'All tenants in our building have had no hot water for weeks because of the same boiler.',
    'collective',
    'wonen',
  ],
  [
    'The system is broken for everyone, and my own appeal from May is still not answered.',
    'individual',
    null,
  ],
  [
    'It took me a year to get help and that is over now, but make it faster for the next person.',
    'collective',
    null,
  ],
  ['Do I have to pay back the money if I start working?', 'individual', null],
  ['Why are all forms only in Dutch? None of the workers in our hostel can read them.', 'collective', null],
  ['My wheelchair taxi did not come on Tuesday and I missed the hospital.', 'individual', null],
  ['my mother in law is waiting 5 month for cleaning help she is 81', 'individual', null],
  [
    'Our support group hears the same from every carer: nobody tells you what you can ask for.',
    'collective',
    null,
  ],
  ['Please make the council website readable on a phone.', 'collective', null],
  ['The lady at the desk was very kind and solved my problem with the rent, thank you.', 'individual', null],
  ['Cutting the community centre hours hurts all the lonely people here.', 'collective', null],
  ['my daughter was refused for the school bus and she cannot walk that far', 'individual', null],
  ['Students pay double for the same room, the rule should change.', 'collective', null],
];

for (const [language, table, ofKind, ofTheme] of [
  ['Dutch', DUTCH, 36, 17],
  ['English', ENGLISH, 22, 7],
] as const) {
  describe(`understanding ${language} stories`, () => {
    it(`takes at least ${ofKind} of ${table.length} for what they are, and doubts the others`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });
      const wrong: string[] = [];
      for (const [said, kind] of table) {
        const understood = await understand(said);
        if (understood.kind !== kind) wrong.push(`${said} (${understood.certainty})`);
        expect(understood.intent, said).to.equal('story');
        if (understood.kind !== kind) expect(understood.certainty, said).to.be.below(0.8);
      }

      expect(wrong).to.have.length.at.most(table.length - ofKind);
    });

    it('names the theme for most', async () => {
      const { understand } = await createUnderstanding({ modelsFolder });
      let right = 0;
      for (const [said, , theme] of table) if (theme && (await understand(said)).theme === theme) right += 1;

      expect(right).to.be.at.least(ofTheme);
    });

    it('calls none of them dangerous', async () => {
      const { understand } = await createUnderstanding({ modelsFolder });
      for (const [said] of table) expect((await understand(said)).danger, said).to.equal(null);
    });
  });
}
