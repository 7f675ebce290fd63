import type { StoredContribution } from '../../services/contributions/contribution.ts';
import type { MunicipalityProfile } from '../../services/contributions/profile.ts';
import type { ContributionRegister } from '../../services/contributions/register.ts';
import { CodedError } from '../../services/errors.ts';
import type { AuditTrail } from '../../services/privacy/audit.ts';
import { type Action, may, type Person } from '../../services/privacy/roles.ts';
import { ErasedError } from './detailed-error.ts';

interface DeskParts {
  readonly register: ContributionRegister;
  readonly audit: AuditTrail;
  readonly profile: MunicipalityProfile;
  readonly now: () => Date;
}

/** What the endpoints of the staff API share: the register, and permission that is recorded before anything is shown. */
export class StaffDesk {
  readonly register: ContributionRegister;
  readonly audit: AuditTrail;
  readonly profile: MunicipalityProfile;
  readonly now: () => Date;

  constructor(parts: DeskParts) {
    this.register = parts.register;
    this.audit = parts.audit;
    this.profile = parts.profile;
    this.now = parts.now;
  }

  /** Lets a person do something that concerns no single contribution. Errors: CodedError `forbidden`, recorded. */
  async permit(person: Person, action: Action): Promise<void> {
    if (may(person, action)) return;
    await this.#record(person, { action, object: null, reference: null, result: 'denied', why: 'role' });
    throw new CodedError('forbidden', 'not for this role');
  }

  /**
   * Finds a contribution for a person to do something with, and records that, before anything is done or shown.
   *
   * Errors: CodedError `not_found`; ErasedError; `forbidden`, recorded too.
   */
  async reach(person: Person, action: Action, id: string, why: string): Promise<StoredContribution> {
    const stored = await this.register.get(id);
    const object = stored?.id ?? null;
    const reference = stored?.reference ?? null;
    const allowed = stored ? may(person, action, stored) : may(person, action);
    if (!allowed) {
      const refused = may(person, action) ? 'reach' : 'role';
      await this.#record(person, { action, object, reference, result: 'denied', why: refused });
      throw new CodedError('forbidden', 'not for this role or team');
    }
    if (!stored) throw await this.#missing(id);
    await this.did(person, action, stored, why);
    return stored;
  }

  /** Records that a person does, or did, something to a contribution. */
  async did(person: Person, action: Action, to: StoredContribution, why: string): Promise<void> {
    const { id: object, reference } = to;
    await this.#record(person, { action, object, reference, result: 'allowed', why });
  }

  async #missing(id: string): Promise<CodedError> {
    const erased = await this.register.tombstone(id);
    return erased ? new ErasedError(erased.at) : new CodedError('not_found', 'no such contribution');
  }

  async #record(
    person: Person,
    event: {
      action: Action;
      object: string | null;
      reference: string | null;
      result: 'allowed' | 'denied';
      why: string;
    },
  ): Promise<void> {
    await this.audit.record({ who: person.id, role: person.role, ...event });
  }
}
