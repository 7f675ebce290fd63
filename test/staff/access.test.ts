import { expect } from 'chai';
import { ROLES } from '../../services/privacy/roles.ts';
import { sampleContribution } from './sample-contribution.ts';
import { type StaffService, startStaffService } from './staff-service.ts';

const CANARY = 'KANARIE-4410';
const seen = { version: 1 };
const POSTS: Record<string, object> = {
  take: seen,
  release: seen,
  kind: { ...seen, kind: 'collective', reason: 'Zo is het.' },
  trajectory: { ...seen, trajectory: 'quick_win' },
  team: { ...seen, team: 'adviseur' },
  notes: { ...seen, text: 'Gebeld.' },
  answer: { ...seen, text: 'Dank u wel.' },
  close: { ...seen, text: 'Dank u wel.' },
  erase: seen,
};
const WORK = Object.keys(POSTS).filter((name) => name !== 'erase');

/** Which of these each role may do, per place; `read` is the content, `record` the rest. Written out by hand. */
const EXPECTED = {
  coordinator: { own: ['read', ...WORK], other: ['read', ...WORK], otherCollective: ['read', ...WORK] },
  case_worker: { own: ['read', ...WORK], other: [], otherCollective: [] },
  advisory_council: { own: [], other: [], otherCollective: ['read', 'notes'] },
  privacy_officer: { own: ['read', 'erase'], other: ['read', 'erase'], otherCollective: ['read', 'erase'] },
  auditor: { own: ['record'], other: ['record'], otherCollective: ['record'] },
  administrator: { own: [], other: [], otherCollective: [] },
} as const;
const PLACES = {
  own: { team: 'wijkteams', kind: 'individual' },
  other: { team: 'beleid', kind: 'individual' },
  otherCollective: { team: 'beleid', kind: 'collective' },
} as const;
const PAGES = {
  '/api/staff/contributions': [
    'coordinator',
    'case_worker',
    'advisory_council',
    'privacy_officer',
    'auditor',
  ],
  '/api/staff/audit': ['privacy_officer', 'auditor'],
  '/api/staff/audit/verdict': ['privacy_officer', 'auditor'],
  '/api/staff/operations': ['administrator'],
  '/api/staff/me': [...ROLES],
  '/api/staff/labels': [...ROLES],
};

describe('access to the staff API', () => {
  let service: StaffService;

  before(async () => {
    service = await startStaffService();
  });
  after(() => service.close());

  async function filed(place: keyof typeof PLACES): Promise<string> {
    const contribution = sampleContribution({ ...PLACES[place], content: { story: CANARY, wish: CANARY } });
    await service.register.file(contribution);
    return contribution.id;
  }

  for (const role of ROLES) {
    for (const place of ['own', 'other', 'otherCollective'] as const) {
      it(`gives ${role} on a contribution that is ${place} what the role allows, and refuses the rest on record`, async () => {
        const caller = await service.as({ role, teams: ['wijkteams'] });
        const before = (await service.audit.head()).seq;
        const allowed: string[] = [];

        const read = await caller.get(`/api/staff/contributions/${await filed(place)}`);
        if (read.status === 200) allowed.push(JSON.stringify(read.body).includes(CANARY) ? 'read' : 'record');
        else expect(read.status).to.equal(403);
        for (const [name, body] of Object.entries(POSTS)) {
          const { status } = await caller.post(
            `/api/staff/contributions/${await filed(place)}/${name}`,
            body,
          );
          expect(status).to.be.oneOf([200, 403]);
          if (status === 200) allowed.push(name);
        }

        expect(allowed).to.deep.equal([...EXPECTED[role][place]]);
        const entries = await service.audit.find({ limit: (await service.audit.head()).seq - before });
        const granted = entries.filter(({ result, why }) => result === 'allowed' && why !== 'erased');
        expect(granted).to.have.length(allowed.length);
        expect(entries.filter((entry) => entry.result === 'denied')).to.have.length(10 - allowed.length);
      });
    }

    it(`gives ${role} the pages of the role only`, async () => {
      const caller = await service.as({ role, teams: ['wijkteams'] });

      for (const [path, roles] of Object.entries(PAGES)) {
        const allowed: readonly string[] = roles;
        expect([path, (await caller.get(path)).status]).to.deep.equal([
          path,
          allowed.includes(role) ? 200 : 403,
        ]);
      }
    });
  }

  it('shows the administrator nothing that anyone typed, and no contribution, anywhere', async () => {
    const caller = await service.as({ role: 'administrator', teams: ['wijkteams', 'beleid'] });
    const id = await filed('own');

    for (const path of [...Object.keys(PAGES), `/api/staff/contributions/${id}`]) {
      const { body } = await caller.get(path);
      expect(JSON.stringify(body)).not.to.include(CANARY).and.not.to.include(id);
    }
  });

  it('shows the council the story without contact, answers, or notes of others', async () => {
    const id = await filed('otherCollective');
    const coordinator = await service.as({ role: 'coordinator', teams: [] });
    await coordinator.post(`/api/staff/contributions/${id}/notes`, { version: 1, text: 'GEHEIM-notitie' });
    await coordinator.post(`/api/staff/contributions/${id}/answer`, { version: 2, text: 'GEHEIM-antwoord' });
    const council = await service.as({ role: 'advisory_council', teams: [] });
    await council.post(`/api/staff/contributions/${id}/notes`, { version: 3, text: 'Dit horen wij vaker.' });

    const { body } = await council.get(`/api/staff/contributions/${id}?reason=advice`);

    expect(body).to.have.nested.property('content.story', CANARY);
    expect(body).to.have.nested.property('content.contact', null);
    expect(body).to.have.nested.property('content.notes[0].text', 'Dit horen wij vaker.');
    expect(JSON.stringify(body)).not.to.match(/GEHEIM|31612345678/);
  });

  it('is refused to whoever is not signed in, or comes with a broken or foreign session', async () => {
    const elsewhere = await startStaffService();
    const cookie = `staff=${'x'.repeat(300)}`;

    expect((await service.nobody().get('/api/staff/me')).status).to.equal(401);
    expect((await fetch(`${service.origin}/api/staff/me`, { headers: { cookie } })).status).to.equal(401);
    await elsewhere.close();
  });

  it('takes changes from its own page only', async () => {
    const caller = await service.as({ role: 'coordinator', teams: [] });
    const path = `/api/staff/contributions/${await filed('own')}/take`;

    expect((await caller.post(path, seen, { origin: 'https://elders.example' })).status).to.equal(403);
    expect((await caller.post(path, seen, { origin: '' })).status).to.equal(403);
    expect((await caller.post(path, seen, { 'sec-fetch-site': 'same-site' })).status).to.equal(403);
    expect((await caller.post(path, 'version=1', { 'content-type': 'text/plain' })).status).to.equal(415);
    expect((await caller.post(path, { version: 'één' })).status).to.equal(400);
    expect((await caller.post(path, { ...seen, more: 1 })).status).to.equal(400);
    expect((await caller.post(path, seen)).status).to.equal(200);
  });
});
