import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import type { DialogContext, DialogState } from 'botbuilder-dialogs';
// The package's index also loads recognizers of numbers and dates: half a second and 25 MB that nothing here uses.
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { isLocale, LOCALES } from '../locales/languages.ts';
import { readFollowCode } from '../services/privacy/follow-code.ts';
import { describeKnowledge } from './access.ts';
import { erase, stop } from './confirmations.ts';
import { askForPerson } from './person.ts';
import { readContact } from './questions/contact.ts';
import { helplines } from './questions/safety.ts';
import { addToStory, isStory, storyOf } from './questions/story.ts';
import { reach } from './reach.ts';
import { say, tellClient } from './say.ts';
import { share } from './share.ts';
import type { ShareAnswers } from './share-answers.ts';
import { describeStatus, status } from './status.ts';
import { type Turn, turnOf } from './turn.ts';
import { wipeTalk } from './wipe-talk.ts';

/** In answer to another question, only this many letters make a new story. */
const STORY_LETTERS = 40;

/** Someone who asks for a person in this many words tells why; that goes along. */
const WORDS_THAT_TELL = 8;

const STACK = Symbol('dialog stack');

/** The dialog stack lives in the conversation document; this is where dialogs find it during a turn. */
const stackAccessor: StatePropertyAccessor<DialogState> = {
  get: async (context: TurnContext) => context.turnState.get<DialogState>(STACK) ?? { dialogStack: [] },
  set: async (context: TurnContext, value: DialogState) => void context.turnState.set(STACK, value),
  delete: async (context: TurnContext) => void context.turnState.delete(STACK),
};

const dialogs = new DialogSet(stackAccessor).add(share).add(status).add(reach).add(erase).add(stop);

/** Puts the saved dialog stack where dialogs find it. It is changed in place. */
export function setDialogStack(context: TurnContext, stack: DialogState): void {
  context.turnState.set(STACK, stack);
}

/** Says hello with the privacy notice, and asks for the story. */
export async function welcome(context: TurnContext): Promise<void> {
  const dc = await dialogs.createContext(context);
  await greet(dc);
  await dc.beginDialog(share.id);
}

/** Someone chose a language on the page: the open question is asked again in it. */
export async function changeLanguage(context: TurnContext, language: string): Promise<void> {
  const dc = await dialogs.createContext(context);
  await speak(dc, language);
}

/** Answers a message: interruptions first, then the open dialog, else it is the beginning of a story. */
export async function respond(context: TurnContext): Promise<void> {
  const dc = await dialogs.createContext(context);
  const turn = turnOf(context);
  const { said, t } = turn;
  if (turn.noticeVersion !== turn.profile.noticeVersion) await greet(dc);
  if (said.tooLong) {
    await say(context, t('general.tooLong'));
    return askAgain(dc);
  }
  if (said.masked) await say(context, t('general.masked'));
  if (said.attachments) {
    await say(context, t('general.attachments'));
    if (said.text.trim() === '') return askAgain(dc);
  }
  const { danger } = said.understood;
  if (said.choice === null && danger !== null) {
    if (isNewDanger(dc, turn)) return answerDanger(dc, turn);
    await say(context, {
      text: [t('share.safety.ask'), ...helplines(turn, danger)].join('\n'),
      kind: 'danger',
    });
  }
  if (await interrupt(dc, turn)) return;
  if (said.choice === 'no' && isSafetyOpen(dc)) return stopTalk(dc);
  if (dc.activeDialog && !isStoryOpen(dc) && !tellsInstead(dc, turn)) return void (await dc.continueDialog());
  await hearStory(dc, turn);
}

async function greet(dc: DialogContext): Promise<void> {
  const turn = turnOf(dc.context);
  const { t, profile, privacyUrl } = turn;
  const lines = [
    t('welcome.hello', { municipality: profile.name }),
    t('welcome.notice'),
    t('welcome.noticeLink', { url: privacyUrl }),
  ];
  await say(dc.context, { text: lines.join('\n\n'), kind: 'notice' });
  turn.noteNoticeShown();
}

/** What can be said at every point. True when it was answered here. */
async function interrupt(dc: DialogContext, turn: Turn): Promise<boolean> {
  const { said, t, cases } = turn;
  const wish = said.choice ?? said.understood.intent;
  switch (wish) {
    case 'help':
      await say(dc.context, t('help.text'));
      await askAgain(dc);
      return true;
    case 'stop':
      await stopTalk(dc);
      return true;
    case 'person':
      await callPerson(dc);
      return true;
    case 'access':
      await say(dc.context, await describeKnowledge(turn, shareAnswers(dc)));
      await askAgain(dc);
      return true;
    case 'erase':
      await open(dc, erase.id);
      return true;
    case 'erase:now':
      await wipeTalk(dc.context, []);
      await dc.cancelAllDialogs();
      await say(dc.context, t('stop.done'));
      return true;
    case 'status': {
      const filed = await cases.ofConversation();
      if (filed.length === 0) await open(dc, status.id);
      for (const contribution of filed) await say(dc.context, describeStatus(turn, contribution));
      if (filed.length > 0) await askAgain(dc);
      return true;
    }
    case 'language':
      await say(dc.context, { text: t('language.ask'), choices: languageChoices() });
      return true;
    case 'start':
      await dc.cancelAllDialogs();
      await dc.beginDialog(share.id);
      return true;
    default:
      if (!wish.startsWith('language:')) return answerCode(dc, turn);
      await speak(dc, wish.slice('language:'.length));
      return true;
  }
}

/** A message that is a follow code and nothing else asks what happened with that contribution. */
async function answerCode(dc: DialogContext, { said }: Turn): Promise<boolean> {
  const bare = said.text.replace(/[^\p{L}\p{N}]/gu, '');
  const code = bare.length === 16 ? readFollowCode(said.text) : null;
  if (code === null || dc.activeDialog?.id === status.id) return false;
  await dc.beginDialog(status.id, { code });
  return true;
}

/** No dialog is open, or the story is what is waited for. */
async function hearStory(dc: DialogContext, turn: Turn): Promise<void> {
  const { said, t } = turn;
  const { intent } = said.understood;
  if (said.choice === null && intent === 'story' && isStory(said.text)) return beginStory(dc, turn);
  const reply = { thanks: 'general.thanks', abuse: 'general.abuse', agenda: 'general.agenda' } as const;
  if (intent === 'thanks' || intent === 'abuse' || intent === 'agenda')
    await say(dc.context, t(reply[intent]));
  if (!dc.activeDialog) {
    if (intent === 'greeting' || turn.filed.length === 0) return void (await dc.beginDialog(share.id));
    return say(dc.context, t('general.anythingElse'));
  }
  const toQuestion = intent === 'story' && said.choice === null;
  await (toQuestion || said.choice === 'back' || said.choice === 'skip' ? dc.continueDialog() : askAgain(dc));
}

async function beginStory(dc: DialogContext, turn: Turn): Promise<void> {
  await followLanguage(dc, turn);
  const { said, conversation } = turn;
  await beginWith(dc, { ...shareAnswers(dc), story: storyOf(said, said.text, conversation.language) });
}

/** Danger is answered before anything else; what was told is kept as, or added to, the story. */
async function answerDanger(dc: DialogContext, turn: Turn): Promise<void> {
  const { said, conversation } = turn;
  const { safety: _answered, ...answers } = shareAnswers(dc);
  const told = answers.story;
  if (!told) await followLanguage(dc, turn);
  const story = told
    ? { ...told, text: addToStory(told.text, said.text).text, urgent: true }
    : storyOf(said, said.text, conversation.language);
  await beginWith(dc, { ...answers, story, danger: said.understood.danger ?? 'medical' });
}

/** The story decides the language of the talk, when it is one we speak. */
async function followLanguage(dc: DialogContext, turn: Turn): Promise<void> {
  const { language } = turn.said.understood;
  if (language === null || language === turn.conversation.language || !isLocale(language)) return;
  turn.speak(language);
  await tellClient(dc.context, 'language', language);
}

/** Opens a dialog over what is open; one that is open already asks again. */
async function open(dc: DialogContext, id: string, options?: object): Promise<void> {
  if (dc.stack.some((instance) => instance.id === id)) return askAgain(dc);
  await dc.beginDialog(id, options);
}

async function beginWith(dc: DialogContext, answers: Partial<ShareAnswers>): Promise<void> {
  await dc.cancelAllDialogs();
  await dc.beginDialog(share.id, answers);
}

function isNewDanger(dc: DialogContext, { said }: Turn): boolean {
  return shareAnswers(dc).danger !== said.understood.danger;
}

async function stopTalk(dc: DialogContext): Promise<void> {
  const answers = shareAnswers(dc);
  if (Object.keys(answers).length > 0) return open(dc, stop.id, { danger: answers.danger });
  const turn = turnOf(dc.context);
  // A story that was taken back is still on the screen; with nothing filed there is nothing else to keep.
  if (turn.filed.length === 0) await wipeTalk(dc.context, []);
  await dc.cancelAllDialogs();
  await say(dc.context, turn.t('stop.nothing'));
}

async function callPerson(dc: DialogContext): Promise<void> {
  const answers = shareAnswers(dc);
  const { said, conversation } = turnOf(dc.context);
  const words = said.text.trim().split(/\s+/).length;
  const tellsWhy = said.choice === null && words >= WORDS_THAT_TELL && dc.activeDialog?.id !== reach.id;
  const story = answers.story ?? (tellsWhy ? storyOf(said, said.text, conversation.language) : undefined);
  const contribution = await askForPerson(dc.context, story ? { ...answers, story } : answers);
  if (dc.activeDialog?.id === reach.id) return askAgain(dc);
  await dc.cancelAllDialogs();
  if (contribution !== null) await dc.beginDialog(reach.id, { contribution });
}

async function speak(dc: DialogContext, language: string): Promise<void> {
  const turn = turnOf(dc.context);
  if (!isLocale(language))
    return say(dc.context, { text: turn.t('language.unavailable'), choices: languageChoices() });
  turn.speak(language);
  await tellClient(dc.context, 'language', language);
  await say(dc.context, turn.t('language.changed'));
  await askAgain(dc);
}

function languageChoices() {
  return Object.entries(LOCALES).map(([code, { name }]) => ({ value: `language:${code}`, title: name }));
}

async function askAgain(dc: DialogContext): Promise<void> {
  await dc.repromptDialog();
}

/** The answers of the story under way, also when another dialog lies over it. */
function shareAnswers(dc: DialogContext): Partial<ShareAnswers> {
  return share.answers(dc.stack.find(({ id }) => id === share.id));
}

/** Someone was asked for a code or a number and tells a story instead. */
function tellsInstead(dc: DialogContext, { said }: Turn): boolean {
  const asked = dc.activeDialog?.id === status.id || dc.activeDialog?.id === reach.id;
  const long = (said.text.match(/\p{L}/gu) ?? []).length >= STORY_LETTERS;
  const told = said.choice === null && said.understood.intent === 'story' && long;
  return asked && told && readContact({ said }) === undefined && !shareAnswers(dc).story;
}

/** The open question is whether to go on after a danger; "no" may also mean "no danger", so stopping is asked again. */
function isSafetyOpen(dc: DialogContext): boolean {
  const { danger, safety } = shareAnswers(dc);
  return dc.activeDialog?.id === share.id && danger !== undefined && safety === undefined;
}

function isStoryOpen(dc: DialogContext): boolean {
  return dc.activeDialog?.id === share.id && shareAnswers(dc).story === undefined;
}
