import { expect } from 'chai';
import { choices, Person, type SeenActivity, texts } from '../person.ts';
import { type Service, startService } from '../service.ts';

const STORY = 'Mijn rolstoel is al zes weken kapot en de leverancier komt zijn afspraken met mij niet na.';

describe('consent and danger', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const REFUSALS = [
    'nee',
    'nee, ik wil niet dat u het bewaart',
    'Nee dat wil ik liever niet hebben',
    'doe maar niet',
    'no thanks, please do not keep it',
  ];
  for (const refusal of REFUSALS) {
    it(`a story is not kept after: ${refusal}`, async () => {
      const person = await Person.arrives(service.url);
      await person.says(STORY);

      const answer = await person.says(refusal);

      expect(answer.some(isCleared)).to.equal(true);
      expect(texts(await person.readsAll()).join()).to.not.contain('rolstoel');
    });
  }

  it('danger is answered in the language it was told in', async () => {
    const person = await Person.arrives(service.url);

    const answer = await person.says(
      'I want to kill myself, I have the pills here on the table in front of me',
    );

    expect(texts(answer).join()).to.contain('call straight away').and.to.contain('113');
  });

  it('danger that is told again is answered with the numbers again', async () => {
    const person = await Person.arrives(service.url);
    await person.says('Ik wil niet meer leven');
    await person.presses('yes');
    await person.presses('yes');

    const answer = await person.says('Ik maak vanavond een eind aan mijn leven');

    expect(texts(answer)[0]).to.contain('113');
    expect(texts(answer).length).to.be.greaterThan(1);
  });

  it('a double tap on "wis alles" erases nothing without a yes', async () => {
    const person = await Person.arrives(service.url);
    await person.says(STORY);
    await person.presses('erase');

    const again = await person.presses('erase');

    expect(choices(again)).to.deep.equal(['yes', 'no']);
    expect(texts(await person.readsAll()).join()).to.contain('rolstoel');
  });

  it('a burgerservicenummer in two halves is taken out of the story', async () => {
    const person = await Person.arrives(service.url);
    await person.says('Mijn uitkering is gestopt zonder dat ik weet waarom, mijn bsn is 1112');

    const answer = await person.says('22333 en ik wacht al weken op een brief met uitleg');

    expect(texts(answer).join()).to.contain('burgerservicenummer');
    expect(texts(await person.says('wat weet u van mij')).join()).to.contain('[bsn]');
  });

  it('a story that was taken back is wiped from the screen by "stop"', async () => {
    const person = await Person.arrives(service.url);
    await person.says(STORY);
    await person.says('terug');

    const answer = await person.says('stop');

    expect(answer.some(isCleared)).to.equal(true);
  });

  it('a text that carries a value nobody offered is read as the text it is', async () => {
    const person = await Person.arrives(service.url);
    await person.send({ type: 'message', from: { id: 'me' }, text: STORY, value: 'something else' });

    const heard = await person.hears(({ suggestedActions }) => suggestedActions !== undefined);

    expect(choices(heard)).to.deep.equal(['yes', 'no']);
  });

  it('a phone number in answer to "may we contact you" is a yes', async () => {
    const person = await Person.arrives(service.url);
    let heard = await person.says(STORY);
    heard = await person.presses('yes');
    while (!texts(heard).join().includes('contact met u opnemen')) heard = await person.presses('skip');

    const summary = await person.says('ja mijn nummer is 06 12345678');

    expect(texts(summary)[0]).to.contain('+31612345678');
  });
});

function isCleared({ type, name }: SeenActivity): boolean {
  return type === 'event' && name === 'transcript.cleared';
}
