import { addUp, checkTalk, type Damage } from './check-talk.ts';
import { Requests } from './requests.ts';
import { type Place, Resident } from './resident.ts';
import { isFiled, nextAct } from './script.ts';

/** A load: residents who are there at once, and how many messages a second they send together. */
export interface LoadPlan {
  readonly place: Place;
  readonly residents: number;
  readonly perSecond: number;
  /** Talks in all; the load ends when all are over. */
  readonly talks?: number;
  /** Without `talks`: new residents come for those who are done, until this time has passed. */
  readonly seconds?: number;
}

/** What came of a load. Times are in milliseconds, from the moment a message was due. */
export interface LoadResult extends Damage {
  readonly messages: number;
  readonly talksDone: number;
  readonly perSecond: number;
  readonly answered: readonly number[];
  readonly acknowledged: readonly number[];
  readonly retries: number;
}

const TICK_MS = 2;
const ARRIVE_AT_ONCE = 20;

/**
 * Puts a load on the service and measures it. Messages fall due at a fixed rate whether or not the service keeps up,
 * and times count from then, so that a slow service cannot hide by being asked less.
 */
export function putLoad(plan: LoadPlan): Promise<LoadResult> {
  return new Load(plan).run();
}

class Load {
  readonly #plan: LoadPlan;
  readonly #requests = new Requests();
  readonly #all: { resident: Resident; number: number }[] = [];
  readonly #ready: { resident: Resident; number: number }[] = [];
  readonly #due: number[] = [];
  readonly #answered: number[] = [];
  readonly #acknowledged: number[] = [];
  readonly #busy = new Set<Promise<void>>();
  #begun = 0;
  #talksDone = 0;
  #stopped = false;
  #failure: unknown;

  constructor(plan: LoadPlan) {
    this.#plan = plan;
  }

  async run(): Promise<LoadResult> {
    const { residents } = this.#plan;
    for (let there = 0; there < residents; there += ARRIVE_AT_ONCE) {
      const count = Math.min(ARRIVE_AT_ONCE, residents - there);
      await Promise.all(Array.from({ length: count }, () => this.#arrive()));
    }
    const seconds = await this.#keepPace();
    await Promise.all(this.#busy);
    if (this.#failure) throw this.#failure;
    const damage = await this.#check();
    for (const { resident } of this.#all) resident.leave();
    this.#requests.close();
    const messages = this.#answered.length;
    return {
      ...damage,
      messages,
      talksDone: this.#talksDone,
      perSecond: messages / seconds,
      answered: this.#answered,
      acknowledged: this.#acknowledged,
      retries: this.#all.reduce((sum, { resident }) => sum + resident.retries, 0),
    };
  }

  async #arrive(): Promise<void> {
    const number = this.#begun;
    this.#begun += 1;
    const one = { resident: await Resident.arrive(this.#plan.place, this.#requests), number };
    this.#all.push(one);
    this.#ready.push(one);
  }

  /** Lets messages fall due until the load is over; resolves to how many seconds that took. */
  #keepPace(): Promise<number> {
    const { perSecond, seconds = Number.POSITIVE_INFINITY, talks } = this.#plan;
    const startedAt = performance.now();
    let fallen = 0;
    return new Promise((resolve) => {
      const tick = setInterval(() => {
        const now = performance.now();
        const elapsed = (now - startedAt) / 1_000;
        if (elapsed >= seconds || this.#talksDone === talks || this.#failure) {
          this.#stopped = true;
          clearInterval(tick);
          resolve(elapsed);
          return;
        }
        for (; fallen < elapsed * perSecond; fallen += 1) {
          // At the end of a fixed number of talks there is nobody left to say more.
          if (talks === undefined || this.#ready.length > this.#due.length)
            this.#due.push(startedAt + (fallen * 1_000) / perSecond);
        }
        this.#send();
      }, TICK_MS);
    });
  }

  #send(): void {
    while (!this.#stopped && this.#due.length > 0) {
      // Whoever it is: in turn, all talks would end and all new residents come at the same moment.
      const [one] = this.#ready.splice(Math.floor(Math.random() * this.#ready.length), 1);
      if (!one) return;
      const dueAt = this.#due.shift() ?? performance.now();
      const busy: Promise<void> = this.#say(one, dueAt)
        .catch((thrown: unknown) => {
          this.#failure ??= thrown;
        })
        .then(() => void this.#busy.delete(busy));
      this.#busy.add(busy);
    }
  }

  async #say(one: { resident: Resident; number: number }, dueAt: number): Promise<void> {
    const { resident, number } = one;
    const act = nextAct(resident.offered, resident.sent.length, number);
    const { acknowledgedMs, answeredMs } = await resident.say(act, dueAt);
    this.#answered.push(answeredMs);
    this.#acknowledged.push(acknowledgedMs);
    if (!isFiled(resident.offered)) this.#ready.push(one);
    else {
      this.#talksDone += 1;
      if (this.#plan.talks === undefined || this.#begun < this.#plan.talks) {
        resident.leave();
        if (!this.#stopped) await this.#arrive();
      }
    }
    this.#send();
  }

  /** Looks what the stream brought, and for a fixed number of talks also what the service kept. */
  async #check(): Promise<Damage> {
    const found: Damage[] = [];
    for (const { resident } of this.#all) {
      found.push(checkTalk(resident.sent, resident.heard));
      if (this.#plan.talks !== undefined) found.push(checkTalk(resident.sent, await resident.transcript()));
    }
    return addUp(found);
  }
}
