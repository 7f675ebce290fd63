/** What a resident does next: types a text, or presses the button with this value. */
export type Act = { readonly text: string; readonly value?: string };

const STORIES = [
  'Mijn moeder van 84 wacht al vijf maanden op een traplift. Niemand belt terug en ze slaapt nu op de bank.',
  'Ik krijg al drie maanden geen antwoord over mijn uitkering. Elke week bel ik en niemand kan mij iets vertellen.',
  'In onze hele straat wachten gezinnen langer dan een jaar op jeugdhulp, en elke keer komt er een andere hulpverlener.',
  'De bus naar het ziekenhuis rijdt niet meer en veel ouderen in de buurt komen nu nergens meer.',
  'I take care of my husband day and night and I am worn out. Nobody told me that there is help for carers.',
];
const WISH = 'Bel terug als je dat belooft, en laat mensen niet steeds hetzelfde vertellen.';

/** Buttons in the order in which a resident of ours prefers them; the first that is offered is pressed. */
const PREFERRED = ['confirm', 'individual', 'self', 'neighbourhood:'];

/** True when what is offered shows that the story has been filed. */
export function isFiled(offered: readonly string[]): boolean {
  return offered.includes('status') && offered.includes('start');
}

/** The next act of a talk from story to confirmation, given the buttons under the last message and how much was said. */
export function nextAct(offered: readonly string[], saidBefore: number, resident: number): Act {
  if (saidBefore === 0) return { text: STORIES[resident % STORIES.length] ?? '' };
  const pressed = PREFERRED.map((wanted) => offered.find((value) => value.startsWith(wanted))).find(Boolean);
  if (pressed !== undefined) return press(pressed);
  const wantsContact = ['yes', 'no', 'skip'].every((value) => offered.includes(value));
  if (wantsContact) return press('no');
  return offered.includes('yes') ? press('yes') : { text: WISH };
}

function press(value: string): Act {
  return { text: value, value };
}
