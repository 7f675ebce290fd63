import { formatDate } from '../locales/index.ts';
import type { Locale } from '../locales/languages.ts';
import type { MunicipalityProfile } from '../services/contributions/profile.ts';
import { escapeHtml, fillSentence } from './page-template.ts';
import { pageSentences, type Sentences } from './page-texts.ts';

/** A heading, sentences before a list, the list, sentences after it. */
interface Block {
  readonly heading: string;
  readonly text?: readonly string[];
  readonly items?: readonly string[];
  readonly after?: readonly string[];
}

/** The sections of the privacy page, in order, as keys of `page.privacy` in `locales/`. */
const SECTIONS: readonly Block[] = [
  { heading: 'what.heading', text: ['what.text'], items: ['what.items'], after: ['what.not'] },
  { heading: 'bsn.heading', text: ['bsn.text'] },
  { heading: 'why.heading', text: ['why.text', 'why.law'] },
  { heading: 'computer.heading', text: ['computer.text'] },
  { heading: 'who.heading', text: ['who.text'] },
  {
    heading: 'long.heading',
    items: ['long.abandoned', 'long.individual', 'long.collective', 'long.contact', 'long.audit'],
    after: ['long.after'],
  },
  { heading: 'rights.heading', items: ['rights.see', 'rights.change', 'rights.erase', 'rights.code'] },
  { heading: 'device.heading', text: ['device.text'] },
  { heading: 'contact.heading', text: ['contact.text'] },
];

/** The values of the privacy page's template in one language: what is kept, why, how long, who sees it, and one's rights. */
export function privacyValues(profile: MunicipalityProfile, language: Locale): Record<string, string> {
  const sentences = pageSentences('privacy', language, profile);
  const { retention } = profile;
  const days = (count: number) => fillSentence(sentences.days ?? '', { count: String(count) });
  const facts = {
    abandoned: days(retention.abandoned),
    individual: days(retention.individual),
    collective: days(retention.collective),
    contact: days(retention.contact),
    auditYears: String(retention.auditYears),
    date: formatDate(language, new Date(`${profile.noticeVersion}T12:00:00Z`)),
  };
  const filled = Object.fromEntries(
    Object.entries(sentences).map(([key, text]) => [key, fillSentence(text, facts)]),
  );
  const site = `<p class="nl-paragraph"><a class="nl-link" href="${escapeHtml(profile.website)}" rel="noreferrer">${escapeHtml(filled['contact.site'] ?? '')}</a></p>`;
  return { ...filled, body: SECTIONS.map((block) => section(block, filled)).join('\n') + site };
}

function section({ heading, text = [], items = [], after = [] }: Block, sentences: Sentences): string {
  const say = (key: string) => escapeHtml(sentences[key] ?? '');
  const paragraphs = (keys: readonly string[]) =>
    keys.map((key) => `<p class="nl-paragraph">${say(key)}</p>`);
  const points = items.flatMap((key) => say(key).split('\n')).map((item) => `<li>${item}</li>`);
  return [
    `<h2 class="nl-heading nl-heading--level-2">${say(heading)}</h2>`,
    ...paragraphs(text),
    ...(points.length > 0 ? [`<ul>${points.join('')}</ul>`] : []),
    ...paragraphs(after),
  ].join('\n');
}
