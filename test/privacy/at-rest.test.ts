import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { choices, Person, texts } from '../person.ts';
import { type Service, startService } from '../service.ts';

const CANARIES = [
  'kanariestraat',
  'zilvervosje',
  '0612345678',
  '612345678',
  'volgendkonijn',
  'Mierenwijk',
  'grasduin@example.org',
];
const STORY = `Ik woon in de Kanariestraat en mijn hulp Zilvervosje komt al weken niet meer opdagen.`;

/** Files a whole talk in which every answer holds a word that stands nowhere else. */
async function fileWithCanaries(service: Service, contact: string): Promise<Person> {
  const person = await Person.arrives(service.url);
  let heard = await person.says(STORY);
  heard = await person.presses('yes');
  if (choices(heard).includes('both')) heard = await person.presses('individual');
  await person.presses('self');
  await person.says('Een volgendkonijn dat wel op tijd komt.');
  await person.presses('skip');
  await person.says('Mierenwijk');
  await person.presses('yes');
  heard = await person.says(contact);
  expect(texts(heard)[0]).to.contain('Mierenwijk');
  expect(texts(await person.presses('confirm')).join()).to.contain('volgcode');
  return person;
}

/** All bytes in the data folder, in the spellings in which a text could hide. */
function bytesOf(service: Service): string {
  const files = readdirSync(service.dataDir).map((name) => readFileSync(join(service.dataDir, name)));
  return files
    .map((bytes) => bytes.toString('latin1'))
    .join('\n')
    .toLowerCase();
}

function found(haystack: string): string[] {
  return CANARIES.flatMap((canary) => {
    const plain = canary.toLowerCase();
    const forms = [
      plain,
      Buffer.from(plain).toString('hex'),
      encodeURIComponent(plain),
      Buffer.from(plain, 'utf16le').toString('latin1'),
    ];
    return forms.filter((form) => haystack.includes(form));
  });
}

describe('what a person typed', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.stop());

  it('stands nowhere in the files of the store and in no log line', async () => {
    await fileWithCanaries(service, '06 12345678');
    await fileWithCanaries(service, 'grasduin@example.org');

    expect(found(bytesOf(service))).to.deep.equal([]);
    expect(found(service.logLines.join('').toLowerCase())).to.deep.equal([]);
    expect(service.logLines.length).to.be.greaterThan(20);
  });

  it('cannot be read any more after "wis alles", not even with the master key', async () => {
    const person = await fileWithCanaries(service, '06 12345678');
    await person.says('wis alles');
    await person.says('ja');

    expect(JSON.stringify(await person.readsAll()).toLowerCase()).to.not.contain('kanariestraat');
    const audit = await fetch(
      `${service.url}/v3/directline/conversations/${person.conversation}/activities?watermark=0`,
      {
        headers: { authorization: `Bearer ${person.token}` },
      },
    );
    expect((await audit.text()).toLowerCase()).to.not.contain('zilvervosje');
  });
});
