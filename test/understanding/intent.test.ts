import { expect } from 'chai';
import { createUnderstanding } from '../../services/understanding/index.ts';
import type { Intent, Language } from '../../services/understanding/understanding.ts';

const modelsFolder = new URL('../../models/', import.meta.url).pathname;

describe('what a message wants', () => {
  const cases: [string, Intent][] = [
    ['Hallo', 'greeting'],
    ['Goedemorgen, is dit de gemeente?', 'greeting'],
    ['Good morning', 'greeting'],
    ['bedankt voor de hulp', 'thanks'],
    ['Thank you so much', 'thanks'],
    ['ja', 'yes'],
    ['nee', 'no'],
    ['ik wil stoppen', 'stop'],
    ['laat maar zitten', 'stop'],
    ['Hoe werkt dit?', 'help'],
    ['Kan iemand mij terugbellen?', 'person'],
    ['I would like to talk to someone', 'person'],
    ['Kan dit ook in het Arabisch?', 'language'],
    ['Can we continue in English?', 'language'],
    ['Wat is er met mijn melding gebeurd?', 'status'],
    ['Any news about my report?', 'status'],
    ['Welke gegevens hebben jullie over mij?', 'access'],
    ['Verwijder alle gegevens van mij', 'erase'],
    ['Please erase everything I told you', 'erase'],
    ['Wanneer is de volgende bijeenkomst?', 'agenda'],
    ['klootzakken', 'abuse'],
    ['De hulp komt niet meer en ik moet stoppen met werken om voor mijn vader te zorgen', 'story'],
    ['Mijn uitkering is stopgezet', 'story'],
    ['ik snap niet waarom mijn toeslag lager is', 'story'],
    ['Ze hebben mijn dossier verwijderd en nu weet niemand wat er is afgesproken', 'story'],
    ['Op de site staat alles alleen in het Engels, mijn oma leest dat niet', 'story'],
    ['The bus stops too far from the hospital', 'story'],
    ['Ik wacht op mijn traplift', 'story'],
  ];
  for (const [said, intent] of cases) {
    it(`is ${intent} in "${said}"`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });

      expect((await understand(said)).intent).to.equal(intent);
    });
  }

  const wishes: [string, boolean][] = [
    ['Ik wacht al maanden op mijn rolstoel, kan iemand mij bellen?', true],
    ['Mijn indicatie is verlopen. Ik wil graag een gesprek met iemand van de Wmo.', true],
    ['My benefit stopped and I cannot pay the rent. Please call me.', true],
    ['De wachtlijst is te lang voor iedereen in de buurt.', false],
    ['De taxi belt nooit als hij te laat is.', false],
    ['The opening hours should be longer.', false],
  ];
  for (const [said, asks] of wishes) {
    it(`${asks ? 'holds' : 'does not hold'} a wish for a person in "${said}"`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });

      expect((await understand(said)).asksPerson).to.equal(asks);
    });
  }
});

describe('the language of a message', () => {
  const cases: [string, Language | null][] = [
    ['Ik wacht al maanden op hulp in de huishouding', 'nl'],
    ['wie kan me helpe me uitkering is weg', 'nl'],
    ['I have been waiting for help at home', 'en'],
    ['Я вже три місяці чекаю на відповідь і ніхто не дзвонить', 'uk'],
    ['Я уже три месяца жду ответа, никто не звонит', 'ru'],
    ['Чакам отговор от общината вече три месеца', 'bg'],
    ['أنتظر منذ ثلاثة أشهر ولا أحد يرد علي', 'ar'],
    ['سه ماه است که منتظر هستم و هیچ کس زنگ نمی زند', 'fa'],
    ['Üç aydır bekliyorum ama kimse beni aramıyor', 'tr'],
    ['Czekam już trzy miesiące i nikt nie dzwoni do mnie', 'pl'],
    ['ሰለስተ ወርሒ እጽበ ኣለኹ', 'ti'],
    ['Waxaan sugayaa saddex bilood qofna ima soo wacin', 'so'],
    ["J'attends depuis trois mois et personne ne me répond", 'fr'],
    ['Espero desde hace tres meses y nadie me llama', 'es'],
    ['Ich warte seit drei Monaten und niemand ruft mich an', 'de'],
    ['Aștept de trei luni și nimeni nu mă sună', 'ro'],
    ['06 12345678', null],
    ['😀😀', null],
    ['', null],
    ['Ahmed', null],
  ];
  for (const [said, language] of cases) {
    it(`is ${language ?? 'not known'} in "${said}"`, async () => {
      const { understand } = await createUnderstanding({ modelsFolder });

      expect((await understand(said)).language).to.equal(language);
    });
  }
});
