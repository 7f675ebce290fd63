import { fileAndThank } from './file-story.ts';
import { Interview } from './interview.ts';
import { contact } from './questions/contact.ts';
import { contactWanted } from './questions/contact-wanted.ts';
import { correction } from './questions/correction.ts';
import { keep } from './questions/keep.ts';
import { neighbourhood } from './questions/neighbourhood.ts';
import { onBehalfOf } from './questions/on-behalf-of.ts';
import { safety } from './questions/safety.ts';
import { scope } from './questions/scope.ts';
import { story } from './questions/story.ts';
import { summary } from './questions/summary.ts';
import { theme } from './questions/theme.ts';
import { wish } from './questions/wish.ts';
import { restoreShareAnswers, type ShareAnswers } from './share-answers.ts';

/** Sharing an experience: the story first, then the future (Zaanstad: "Daarna kan ik meepraten over de toekomst"). */
export const share = new Interview<ShareAnswers>({
  id: 'share',
  questions: [
    story,
    safety,
    keep,
    scope,
    onBehalfOf,
    wish,
    theme,
    neighbourhood,
    contactWanted,
    contact,
    summary,
    correction,
  ],
  restore: restoreShareAnswers,
  finish: fileAndThank,
});
