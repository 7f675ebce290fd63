import { expect } from 'chai';
import { createUnderstanding } from '../../services/understanding/index.ts';
import type { Danger } from '../../services/understanding/understanding.ts';

const modelsFolder = new URL('../../models/', import.meta.url).pathname;

describe('danger in Dutch', () => {
  const acute: [string, Danger][] = [
    ['ik wil niet meer leven', 'suicide'],
    ['Ik denk erover om er een einde aan te maken, het lukt me niet meer', 'suicide'],
    ['Mijn dochter heeft een hele strip paracetamol geslikt en zegt dat ze dood wil', 'suicide'],
    ['Hij staat op de brug en zegt dat hij gaat springen', 'suicide'],
    ['Iedereen is beter af zonder mij', 'suicide'],
    ['mn vriend slaat me en heeft mn sleutels afgepakt', 'violence'],
    ['Er staat een man met een mes voor onze deur', 'violence'],
    ['Ik durf niet naar huis want mijn man heeft gezegd dat hij mij vermoordt', 'violence'],
    ['Ik zit opgesloten in de badkamer, mijn ex probeert de deur in te trappen', 'violence'],
    ['Ik hoor bij de buren een vrouw gillen en nu is het stil', 'violence'],
    ['De kinderen hiernaast zijn al twee dagen alleen thuis', 'child'],
    ['Het buurmeisje van 6 heeft blauwe plekken en brandwonden op haar arm', 'child'],
    ['Wij hebben vannacht geen slaapplek, we staan met twee kinderen op straat', 'homeless'],
    ['Ik slaap al een week in mijn auto', 'homeless'],
    ['Morgen worden wij uit huis gezet en we kunnen nergens heen', 'homeless'],
    ['Er is niets meer te eten in huis en mijn uitkering komt pas volgende week', 'hunger'],
    ['Mijn kinderen hebben vandaag nog niet gegeten', 'hunger'],
    ['Mijn buurvrouw van 84 doet al twee dagen de deur niet open', 'medical'],
    ['Mijn vader ligt op de grond en reageert niet', 'medical'],
    ['ik heb pijn op mijn borst en krijg geen lucht', 'medical'],
    ['De insuline van mijn zoon is op en de apotheek is dicht', 'medical'],
  ];
  const calm: string[] = [
    'Ik schrik me dood van die brief',
    'Om gek van te worden, die wachtrij aan de telefoon',
    'Ik lach me kapot om dat filmpje',
    'Vorig jaar sliep ik in mijn auto, nu heb ik een huis',
    'Hoeveel daklozen slapen er in onze stad op straat?',
    'Wat doet de gemeente als een kind thuis geslagen wordt? Ik vraag het voor school.',
    'Ik wil een eind maken aan mijn abonnement van de bus',
    'Er staat al drie weken schimmel op de muur van de slaapkamer',
    'De lift is kapot en ik wacht al maanden op een monteur',
    'Ik wacht al een half jaar op huishoudelijke hulp',
    'Jaren geleden heeft mijn vader mij geslagen, dat is nu voorbij',
    'De oversteek bij de school is levensgevaarlijk',
    'Mijn man is vorig jaar overleden en ik krijg nog steeds post voor hem',
    'Ik ga niet dood van die knie hoor',
  ];

  for (const [said, danger] of acute) {
    it(`is heard, and urgent, in "${said}"`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });
      const understood = await understand(said);

      expect([understood.danger, understood.urgent]).to.deep.equal([danger, true]);
    });
  }
  for (const said of calm) {
    it(`is not heard in "${said}"`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });

      expect((await understand(said)).danger).to.equal(null);
    });
  }
});

describe('danger in English', () => {
  const acute: [string, Danger][] = [
    ["I don't want to live anymore", 'suicide'],
    ['My brother says he is going to kill himself tonight', 'suicide'],
    ['I have counted my pills and there is enough', 'suicide'],
    ['My husband hits me and I am scared to go home', 'violence'],
    ['My ex is outside with a knife', 'violence'],
    ['The children next door have been left alone since yesterday', 'child'],
    ['We have nowhere to sleep tonight, me and my two kids', 'homeless'],
    ['I was kicked out and I sleep in my car', 'homeless'],
    ['There is no food left in the house for my kids', 'hunger'],
    ["My neighbour is 85 and hasn't opened the door for three days", 'medical'],
    ['My father fell and he is not responding', 'medical'],
  ];
  const calm: string[] = [
    'This waiting list will be the death of me',
    'How many people sleep on the streets in our town? It is for a school project.',
    'Years ago I was homeless, today I have a nice flat',
    'I want to end my gym membership',
    'The crossing near the school is dangerous',
    'I have been waiting for a wheelchair for eight months',
    "I'm starving, lunch first and then I will tell you about the bus",
  ];

  for (const [said, danger] of acute) {
    it(`is heard in "${said}"`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });

      expect((await understand(said)).danger).to.equal(danger);
    });
  }
  for (const said of calm) {
    it(`is not heard in "${said}"`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });

      expect((await understand(said)).danger).to.equal(null);
    });
  }
});
