import { expect } from 'chai';
import { choices, Person, texts } from '../person.ts';
import { type Service, startService } from '../service.ts';

const STORY_NL =
  'Mijn moeder van 84 wacht al vijf maanden op een traplift. Niemand belt terug en ze slaapt nu op de bank.';
const STORY_EN =
  'I have been waiting three months for an answer about my benefit. I call every week and nobody can tell me anything.';

describe('a whole talk on the web', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  it('in Dutch goes from the first words to a filed contribution with a follow code', async () => {
    const person = await Person.arrives(service.url, 'nl');
    const [welcome] = texts(await person.readsAll());
    expect(welcome).to.contain('Gemeente Zaanstad').and.to.contain('/privacy');

    const kept = await person.says(STORY_NL);
    expect(choices(kept)).to.deep.equal(['yes', 'no']);
    const next = await person.presses('yes');
    const whose = choices(next).includes('both') ? await person.presses('individual') : next;
    expect(choices(whose)).to.deep.equal(['self', 'other', 'skip']);
    expect(texts(await person.presses('other')).join()).to.contain('beter');
    const theme = await person.says('Bel terug als je dat belooft.');
    expect(choices(theme)).to.include.members(
      ['yes', 'theme:wmo', 'theme:overig', 'skip'].filter((one) => one !== proposed(theme)),
    );
    await person.presses('theme:wmo').catch(() => undefined);
    const wanted = await person.says('Poelenburg');
    expect(choices(wanted)).to.deep.equal(['yes', 'no', 'skip']);
    await person.presses('yes');
    const summary = await person.says('06 12345678');
    const [text] = texts(summary);
    expect(text).to.contain('traplift').and.to.contain('Poelenburg').and.to.contain('+31612345678');
    expect(choices(summary)).to.deep.equal(['confirm', 'correct']);
    const filed = await person.presses('confirm');
    expect(texts(filed).join()).to.match(/[2-9A-Z]{4}(-[2-9A-Z]{4}){3}/);
  });

  it('in English is understood and answered in English', async () => {
    const person = await Person.arrives(service.url, 'nl');

    const kept = await person.says(STORY_EN);

    expect(texts(kept).join()).to.contain('May we keep your story');
    expect(
      kept.some(({ type, name, value }) => type === 'event' && name === 'language' && value === 'en'),
    ).to.equal(true);
    await person.presses('yes');
    const last = await person.says('skip');
    expect(last.every(({ locale }) => locale === undefined || locale === 'en')).to.equal(true);
  });
});

function proposed(theme: Parameters<typeof choices>[0]): string {
  return texts(theme).join().includes('Wmo') ? 'theme:wmo' : '';
}
