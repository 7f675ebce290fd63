import { z } from 'zod';
import { DANGERS, LANGUAGES } from '../understanding/understanding.ts';
import { OUTCOMES, type TRAJECTORIES, trajectorySchema } from './contribution.ts';

/** What the municipality promises the resident in a trajectory; `locales/` has a sentence for each (`promise.<code>`). */
export const PROMISES = ['contact', 'linked', 'quick_fix', 'study'] as const;

/** What someone of the staff may be; what each may do stands in `services/privacy/roles.ts`. */
export const STAFF_ROLES = [
  'case_worker',
  'coordinator',
  'advisory_council',
  'privacy_officer',
  'administrator',
  'auditor',
] as const;

const text = z.string().trim().min(1).max(300);
const id = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and _, beginning with a letter');
const phone = z.string().regex(/^\+?[0-9][0-9 ()-]{1,18}$/, 'a phone number in quotes, e.g. "14 075"');
const days = z.int().min(1).max(3660);
const share = z.number().min(0).max(1);

/** A sentence or label in each language in which our sentences exist. */
const localised = z.strictObject({ nl: text, en: text });

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).min(1));

const whenSchema = z.strictObject({
  kind: oneOrMore(z.enum(OUTCOMES)).optional(),
  theme: oneOrMore(id).optional(),
  urgent: z.boolean().optional(),
  /** True or false: whether there is any; names: one of these. */
  danger: z.union([z.boolean(), oneOrMore(z.enum(DANGERS))]).optional(),
  asksPerson: z.boolean().optional(),
  neighbourhood: oneOrMore(id).optional(),
  language: oneOrMore(z.enum(LANGUAGES)).optional(),
  onBehalfOf: z.boolean().optional(),
});

const routeSchema = z.strictObject({
  name: text,
  when: whenSchema.default({}),
  // biome-ignore lint/suspicious/noThenProperty: the word of the YAML file; these objects are never awaited.
  then: z.strictObject({ trajectory: trajectorySchema, team: id }),
});

const trajectoryCard = z.strictObject({ team: id, replyWithinDays: days, promise: z.enum(PROMISES) });
const helpline = z.strictObject({ number: phone, label: localised });

/** `--name: value` pairs of a municipality's design; the characters allowed cannot leave a CSS declaration or load anything. */
const tokens = z.record(
  z.string().regex(/^--[a-z][a-z0-9-]{0,79}$/, 'a CSS custom property such as --page-accent'),
  z
    .string()
    .regex(/^[#\w .,%()/-]{1,80}$/, 'letters, digits and # . , % ( ) / - only')
    .refine(
      (value) => !/url|image|import|expression|attr|\/\*/i.test(value),
      'a colour, size or font, nothing that loads',
    ),
);

/** Everything in a municipality's YAML file. Keys not named here are faults. */
export const profileSchema = z.strictObject({
  id,
  name: text,
  phone,
  hours: localised,
  website: z.url({ protocol: /^https$/ }),
  /** Languages of the page's menu; all in which our sentences exist unless told. */
  languages: z
    .array(z.enum(['nl', 'en']))
    .min(1)
    .optional(),
  noticeVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'the date of the privacy notice in quotes, e.g. "2026-11-01"'),
  /** Labels that differ from the ten standard themes of `locales/`, and themes of the municipality's own. */
  themes: z.record(id, localised).default({}),
  neighbourhoods: z
    .array(z.strictObject({ id, name: text, aliases: z.array(text).default([]) }))
    .min(1)
    .max(12),
  teams: z.array(z.strictObject({ id, name: text, contact: text })).min(1),
  trajectories: z.strictObject({
    personal_contact: trajectoryCard,
    existing_project: trajectoryCard,
    quick_win: trajectoryCard,
    new_policy: trajectoryCard,
  } satisfies Record<(typeof TRAJECTORIES)[number], typeof trajectoryCard>),
  /** An urgent contribution has an answer within this time, whatever its trajectory. */
  urgentReplyWithinDays: days,
  routes: z.array(routeSchema).min(1),
  /** Certainty below `unsure`: a person weighs. From `clear` on the resident is not asked. Between: one plain question. */
  thresholds: z.strictObject({ unsure: share, clear: share }),
  clientSupporter: z.strictObject({ name: text, phone }),
  advisoryBody: z.strictObject({ name: text }),
  /** Which numbers are shown first, per danger. */
  helplines: z.strictObject({
    suicide: z.array(helpline).min(1),
    violence: z.array(helpline).min(1),
    child: z.array(helpline).min(1),
    homeless: z.array(helpline).min(1),
    hunger: z.array(helpline).min(1),
    medical: z.array(helpline).min(1),
  } satisfies Record<(typeof DANGERS)[number], unknown>),
  /** Days that things are kept; `auditYears` in years. */
  retention: z.strictObject({
    abandoned: days,
    individual: days,
    collective: days,
    contact: days,
    inboxKeys: days,
    auditYears: z.int().min(1).max(20),
  }),
  /** What a value of the OpenID claim makes someone; a case worker sees the named teams only. */
  roles: z.record(text, z.strictObject({ role: z.enum(STAFF_ROLES), teams: z.array(id).default([]) })),
  design: z.strictObject({
    name: text,
    logo: text,
    light: tokens.default({}),
    dark: tokens.default({}),
  }),
});

/** One municipality, read from its YAML file and found valid. */
export type MunicipalityProfile = z.infer<typeof profileSchema>;
export type RoutingRule = MunicipalityProfile['routes'][number];
export type Promised = (typeof PROMISES)[number];
export type StaffRole = (typeof STAFF_ROLES)[number];
