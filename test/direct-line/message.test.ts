import { expect } from 'chai';
import fc from 'fast-check';
import { cleanText, readActivity } from '../../bot/channels/web-activity.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');

const read = (activity: object) => readActivity(activity, 'conversation', NOW);

describe('a message from the web', () => {
  it('becomes what was said, with the button it came from', () => {
    const activity = {
      type: 'message',
      text: 'confirm',
      value: 'confirm',
      locale: 'nl-NL',
      channelData: { clientActivityID: 'abc', messageBack: { displayText: 'Ja, dat klopt' } },
    };

    const message = read(activity);

    expect(message).to.deep.include({
      type: 'message',
      text: 'confirm',
      value: 'confirm',
      displayText: 'Ja, dat klopt',
      locale: 'nl-NL',
      clientActivityId: 'abc',
      masked: false,
      tooLong: false,
      attachments: false,
      at: '2026-11-22T12:00:00.000Z',
    });
    expect(read(activity)?.id).to.equal(message?.id);
    expect(readActivity(activity, 'another', NOW)?.id).not.to.equal(message?.id);
  });

  it('is kept whole up to 4,096 characters, and not at all beyond', () => {
    const whole = 'ë'.repeat(4_096);

    expect(read({ type: 'message', text: whole })).to.deep.include({ text: whole, tooLong: false });
    expect(read({ type: 'message', text: `${whole}x` })).to.deep.include({ text: '', tooLong: true });
  });

  it('has burgerservicenummers taken out, also of the button', () => {
    const message = read({
      type: 'message',
      text: 'mijn bsn is 1234 567 82',
      value: 'code:123456782',
      channelData: { messageBack: { displayText: 'bsn ١٢٣٤٥٦٧٨٢' } },
    });

    expect(message).to.deep.include({
      text: 'mijn bsn is [bsn]',
      masked: true,
      value: null,
      displayText: 'bsn [bsn]',
    });
  });

  it('tells that something was attached, and never what', () => {
    const attachments = [
      { contentUrl: 'http://169.254.169.254/', contentType: 'image/png', name: '../../x' },
    ];

    const message = read({ type: 'message', attachments });

    expect(message).to.deep.include({ text: '', attachments: true });
    expect(JSON.stringify(message)).not.to.include('169');
  });

  it('has only values that a button of ours could have', () => {
    const values = [
      'language:nl',
      'theme:wmo',
      { verb: 'confirm' },
      '$where',
      'a b',
      '../x',
      'x'.repeat(101),
      5,
    ];

    expect(values.map((value) => read({ type: 'message', text: 'x', value })?.value)).to.deep.equal([
      'language:nl',
      'theme:wmo',
      ...Array(6).fill(null),
    ]);
  });

  it('may choose a language without a word', () => {
    const event = (value: string) => read({ type: 'event', name: 'language', value });

    expect(event('en')).to.deep.include({ type: 'language', value: 'en' });
    expect(event('NL-nl')).to.deep.include({ type: 'language', value: 'nl' });
    expect(read({ type: 'event', name: 'webchat/join', value: { language: 'nl' } })).to.equal(null);
  });

  it('is well-formed, composed and free of control characters, and else as it was', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['a\r\nb\rc\td', 'a\nb\nc\td'],
      ['a\u0000\u0007\u001b[31m\u007f\u0085b', 'a[31mb'],
      ['e\u0301', 'é'],
      ['\ud800x\udc00', '\ufffdx\ufffd'],
      ['👩‍👩‍👧‍👦 می‌خواهم', '👩‍👩‍👧‍👦 می‌خواهم'],
      ['ትግርኛ Українська العربية', 'ትግርኛ Українська العربية'],
    ];

    expect(cases.map(([raw]) => cleanText(raw))).to.deep.equal(cases.map(([, clean]) => clean));
  });

  it('is clean whatever was typed, and stays as it is when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const clean = cleanText(typed);

        expect(clean).to.equal(clean.normalize('NFC'));
        expect(clean).not.to.match(/\p{Surrogate}|(?![\n\t])\p{Cc}/u);
        expect(cleanText(clean)).to.equal(clean);
      }),
    );
  });
});
