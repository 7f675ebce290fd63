import { change, Refusal, read } from './api.ts';
import { type Labels, labelsSchema, type Me, meSchema, signedOutSchema } from './api-schemas.ts';
import { AuditView } from './audit-view.ts';
import { alert, button, heading, make, pageElement, paragraph } from './element.ts';
import { ItemView } from './item-view.ts';
import { ListView } from './list-view.ts';
import { Names } from './names.ts';
import { OperationsView } from './operations-view.ts';
import { sentenceFor } from './refusals.ts';
import { say } from './strings.ts';

interface View {
  show(main: HTMLElement): Promise<void>;
  close(): void;
}

const PAGES = [
  { address: '#/', name: 'list', action: 'list' },
  { address: '#/logboek', name: 'audit', action: 'read_audit' },
  { address: '#/beheer', name: 'operations', action: 'read_operations' },
] as const;

const main = pageElement('main');

async function start(): Promise<void> {
  const skip = make('a', 'nl-skip-link nl-skip-link--visible-on-focus', say('skip'));
  skip.href = '#main';
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  document.body.prepend(skip);
  document.title = `${say('title')} - Meepraten`;
  main.replaceChildren(paragraph('', say('loading')));
  try {
    const me = await read(meSchema, 'me');
    const labels = await read(labelsSchema, 'labels');
    showFrame(me, labels);
    route(me, new Names(labels));
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.problem.code === 'unauthorized') showSignIn();
    else main.replaceChildren(heading(1, say('title')), alert('warning', sentenceFor(thrown)));
  }
}

function showSignIn(): void {
  const link = make('a', 'nl-button nl-button--primary sign-in__go', say('signIn.go'));
  link.href = '/staff/sign-in';
  const box = make(
    'div',
    'sign-in',
    heading(1, say('signIn.title')),
    paragraph('', say('signIn.intro')),
    link,
  );
  main.replaceChildren(box);
}

function showFrame(me: Me, labels: Labels): void {
  pageElement('municipality').textContent = labels.municipality;
  const links = PAGES.filter(({ action }) => me.may.includes(action)).map(({ address, name }) => {
    const link = make('a', 'nav__link', say(`nav.${name}`));
    link.href = address;
    return link;
  });
  const nav = pageElement('nav');
  nav.setAttribute('aria-label', say('nav.label'));
  nav.replaceChildren(...links);
  nav.hidden = links.length < 2;
  const teams = me.role === 'case_worker' ? me.teams.map(({ name }) => name) : [];
  const about = [say(`roles.${me.role}`), ...teams].join(', ');
  const signOut = button('subtle', say('signIn.signOut'), () => {
    void change(signedOutSchema, '/staff/sign-out', {}).then(({ location }) =>
      window.location.assign(location),
    );
  });
  const person = pageElement('person');
  const text = make(
    'span',
    'person__text',
    make('span', 'person__name', me.name),
    make('span', 'person__role', about),
  );
  person.replaceChildren(text, signOut);
  person.hidden = false;
  const development = pageElement('development');
  development.textContent = say('signIn.developmentShort');
  development.hidden = !me.development;
}

function route(me: Me, names: Names): void {
  const list = new ListView(me, names);
  let shown: View | undefined;
  const go = async (moved: boolean) => {
    shown?.close();
    const view = viewAt(window.location.hash, me, names, list);
    shown = view;
    for (const link of pageElement('nav').querySelectorAll('a')) {
      if (link.hash === (window.location.hash || '#/')) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    document.title = `${say('title')} - Meepraten`;
    await view.show(main);
    if (moved && shown === view) {
      window.scrollTo(0, 0);
      const title = main.querySelector('h1');
      if (title) title.tabIndex = -1;
      title?.focus({ preventScroll: true });
    }
  };
  window.addEventListener('hashchange', () => void go(true));
  void go(false);
}

function viewAt(hash: string, me: Me, names: Names, list: ListView): View {
  const id = /^#\/inbreng\/([\w-]+)$/.exec(hash)?.[1];
  if (id) return new ItemView(id, me, names);
  if (hash === '#/logboek') return new AuditView();
  if (hash === '#/beheer' || !me.may.includes('list')) return new OperationsView(names);
  return list;
}

void start();
