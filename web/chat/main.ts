import { Announcer } from './announcer.ts';
import { Composer } from './composer.ts';
import { pageElement } from './element.ts';
import { parseJson, textAt } from './json.ts';
import { firstLanguage, LanguageMenu } from './language-menu.ts';
import { watchEnd } from './more-below.ts';
import { readPageData } from './page-data.ts';
import { browserKeep, KEPT } from './storage.ts';
import { Talk } from './talk.ts';
import { Texts } from './texts.ts';
import { View } from './view.ts';
import { listenForWaking } from './waking.ts';
import { Wipe } from './wipe.ts';

const data = readPageData(document);
const texts = new Texts(data);
const keep = browserKeep(() => localStorage);
const announcer = new Announcer(pageElement('status', HTMLElement));
const select = pageElement('language', HTMLSelectElement);
const field = pageElement('message', HTMLTextAreaElement);

const view = new View(texts, announcer, (choice) => {
  talk.choose(choice);
  composer.focus();
});

const composer = new Composer(
  { form: pageElement('composer', HTMLFormElement), field, counter: pageElement('counter', HTMLElement) },
  {
    texts,
    keep: browserKeep(() => sessionStorage),
    send: (text) => talk.say(text),
    announce: (sentence) => announcer.say(sentence),
  },
);

const menu = new LanguageMenu({ select, code: pageElement('language-code', HTMLElement) }, texts, keep, () =>
  composer.refresh(),
);

const talk = new Talk(keep, () => texts.code, {
  heard: (activities, whole) => view.hear(activities, whole),
  pending: (letter) => view.pend(letter),
  fared: (letter, fate) => view.fare(letter, fate),
  reachable: (yes) => view.reachable(yes),
  cleared: () => view.clear(),
  expired: () => view.clear(texts.say('expired')),
  language: (code) => void menu.change(code),
});

const wipe = new Wipe(talk, texts);
wipe.listen();
menu.listen((code) => talk.speak(code));
listenForWaking(() => talk.wake());
watchEnd(pageElement('end', HTMLElement), pageElement('more', HTMLElement), pageElement('dock', HTMLElement));

window.addEventListener('storage', (change) => {
  if (change.key === null || (change.key === KEPT.session && change.newValue === null)) void wipe.follow();
  if (change.key !== KEPT.session || change.newValue === null || change.oldValue === null) return;
  const before = textAt(parseJson(change.oldValue), 'conversationId');
  const now = textAt(parseJson(change.newValue), 'conversationId');
  if (before !== now) location.reload();
});

void menu.change(firstLanguage(data, keep.read(KEPT.language))).then(() => talk.begin());
composer.focus();
