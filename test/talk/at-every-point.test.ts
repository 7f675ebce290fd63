import { expect } from 'chai';
import { choices, Person, type SeenActivity, texts } from '../person.ts';
import { type Service, startService } from '../service.ts';

const STORY = 'Mijn rolstoel is al zes weken kapot en de leverancier komt zijn afspraken met mij niet na.';
const CODE = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/;

describe('at every point of a talk', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const told = async (): Promise<Person> => {
    const person = await Person.arrives(service.url);
    await person.says(STORY);
    return person;
  };

  it('a story that may not be kept is wiped at once, on the screen and in the store', async () => {
    const person = await told();

    const answer = await person.presses('no');

    expect(answer.some(isCleared)).to.equal(true);
    expect(texts(answer).join()).to.contain('gewist');
    expect(texts(await person.readsAll()).join()).to.not.contain('rolstoel');
    expect(texts(await person.says('wat weet u van mij')).join()).to.contain('Ik weet niets van u');
  });

  it('who goes on telling adds to the story', async () => {
    const person = await told();

    const answer = await person.says('De leverancier zegt elke keer: volgende week.');

    expect(texts(answer).join()).to.contain('bij uw verhaal gezet');
    expect(texts(await person.says('wat weet u van mij')).join()).to.match(/rolstoel.*\n.*volgende week/);
  });

  it('"terug" takes back one answer', async () => {
    const person = await told();
    await person.presses('yes');

    const answer = await person.says('Terug.');

    expect(choices(answer)).to.deep.equal(['yes', 'no']);
  });

  it('"stop" asks once, then wipes what was told', async () => {
    const person = await told();

    expect(choices(await person.says('stop'))).to.deep.equal(['yes', 'no']);
    expect(choices(await person.says('nee'))).to.deep.equal(['yes', 'no']);
    await person.says('stop');
    const answer = await person.says('ja');

    expect(answer.some(isCleared)).to.equal(true);
    expect(texts(await person.readsAll()).join()).to.not.contain('rolstoel');
  });

  it('"help" explains and asks the open question again', async () => {
    const person = await told();

    const answer = await person.says('hulp');

    expect(texts(answer)[0]).to.contain('U kunt altijd typen');
    expect(choices(answer)).to.deep.equal(['yes', 'no']);
  });

  it('another language keeps every answer', async () => {
    const person = await told();

    const answer = await person.says('English');

    expect(texts(answer).join()).to.contain('May we keep your story');
    expect(texts(await person.says('what do you know about me')).join()).to.contain('rolstoel');
  });

  it('a wish for a person files what is there, and asks how to reach them', async () => {
    const person = await told();

    const answer = await person.says('Ik wil een mens spreken');

    expect(texts(answer).join()).to.match(CODE).and.to.contain('14 075');
    expect(choices(answer)).to.deep.equal(['chat', 'skip']);
    expect(texts(await person.says('06-12345678')).join()).to.contain('doorgegeven');
    expect(texts(await person.says('wat weet u van mij')).join())
      .to.contain('rolstoel')
      .and.to.contain('+31612345678');
  });

  it('a wish for a person that tells why is filed with those words', async () => {
    const person = await Person.arrives(service.url);

    await person.says('Ik drink te veel. Liefst een gesprek met iemand, geen site.');

    expect(texts(await person.says('wat weet u van mij')).join()).to.contain('drink te veel');
  });

  it('a wish for a person is filed once, however often it is said', async () => {
    const person = await Person.arrives(service.url);

    await person.presses('person');
    const again = await person.presses('person');

    expect(texts(again).join()).to.contain('is al bij').and.to.not.match(CODE);
  });

  it('"wis alles" erases also what was filed, and its follow code opens nothing', async () => {
    const person = await told();
    const code = CODE.exec(texts(await person.presses('person')).join())?.[0] ?? '';
    await person.presses('skip');

    await person.says('wis alles');
    const answer = await person.says('ja');

    expect(texts(answer).join()).to.contain('Alles is gewist');
    const other = await Person.arrives(service.url);
    expect(texts(await other.says(code)).join()).to.contain('Ik ken deze code niet');
  });

  it('a follow code tells from any talk what happened, and guessing is slowed down', async () => {
    const person = await told();
    const code = CODE.exec(texts(await person.presses('person')).join())?.[0] ?? '';
    const other = await Person.arrives(service.url);

    await other.presses('status');
    expect(texts(await other.says(code.toLowerCase().replaceAll('-', ' '))).join()).to.contain(
      'U krijgt antwoord',
    );
    for (let guess = 0; guess < 5; guess += 1)
      await other.says(code.replace(/^./, (first) => (first === '2' ? '3' : '2')));
    expect(texts(await other.says(code)).join()).to.contain('over 1 minuten');
  });

  it('danger is answered first with the numbers that fit, and the talk goes on', async () => {
    const person = await told();
    await person.presses('yes');

    const answer = await person.says('Mijn man slaat mij en hij staat nu voor de deur');

    expect(texts(answer)[0]).to.contain('112').and.to.contain('0800-2000');
    expect(answer[0]?.channelData?.kind).to.equal('danger');
    expect(choices(answer)).to.deep.equal(['yes', 'person', 'stop']);
    expect(choices(await person.presses('yes'))).to.include('skip');
  });

  it('who stops after telling of danger keeps the numbers on the screen', async () => {
    const person = await Person.arrives(service.url);
    await person.says('Ik wil niet meer leven');

    await person.presses('stop');
    const answer = await person.presses('yes');

    expect(answer.some(isCleared)).to.equal(true);
    expect(texts(answer).join()).to.contain('113');
    expect(texts(await person.readsAll()).join()).to.not.contain('niet meer leven');
  });

  it('a burgerservicenummer is taken out, also on the screen, and the resident is told why', async () => {
    const person = await Person.arrives(service.url);

    const answer = await person.says(`${STORY} Mijn nummer is 111 222 333.`);

    expect(texts(answer)[0]).to.contain('burgerservicenummer');
    expect(JSON.stringify(await person.readsAll())).to.not.match(/111\s?222\s?333/);
  });

  it('the summary can be corrected before anything is filed', async () => {
    const person = await told();
    let heard: SeenActivity[] = await person.presses('yes');
    while (!choices(heard).includes('confirm')) heard = await person.presses('skip');

    expect(choices(await person.presses('correct'))).to.include('correct:wish');
    expect(texts(await person.presses('correct:wish')).join()).to.contain('beter');
    const summary = await person.says('Stuur meteen een leenstoel.');

    expect(texts(summary)[0]).to.contain('leenstoel');
    expect(texts(await person.presses('confirm')).join()).to.match(CODE);
  });
});

function isCleared({ type, name }: SeenActivity): boolean {
  return type === 'event' && name === 'transcript.cleared';
}
