import { z } from 'zod';
import type { MunicipalityProfile } from '../../services/contributions/profile.ts';
import { type Person, ROLES } from '../../services/privacy/roles.ts';
import type { OidcSettings } from './staff-config.ts';

const values = z
  .union([
    z.string().transform((one) => [one]),
    z.array(z.unknown()).transform((all) => all.filter(isString)),
  ])
  .catch([]);
const name = z.string().trim().min(1).max(200).optional().catch(undefined);

/**
 * The member of staff that an identity provider's claims describe; undefined when no claim value has a role in the
 * profile. Teams are those the profile gives with the role and those of the teams claim; unknown teams are dropped.
 */
export function personFromClaims(
  claims: Readonly<Record<string, unknown>> & { readonly sub: string },
  oidc: Pick<OidcSettings, 'rolesClaim' | 'teamsClaim'>,
  profile: Pick<MunicipalityProfile, 'roles' | 'teams'>,
): Person | undefined {
  const granted = values
    .parse(claimAt(claims, oidc.rolesClaim))
    .flatMap((value) => (Object.hasOwn(profile.roles, value) ? [profile.roles[value]] : []))
    .filter((grant) => grant !== undefined);
  const role = ROLES.find((candidate) => granted.some((grant) => grant.role === candidate));
  if (!role) return undefined;
  const wanted = new Set([
    ...granted.filter((grant) => grant.role === role).flatMap((grant) => grant.teams),
    ...values.parse(claimAt(claims, oidc.teamsClaim)),
  ]);
  return {
    id: claims.sub,
    name: name.parse(claims.name) ?? name.parse(claims.preferred_username) ?? claims.sub,
    role,
    teams: profile.teams.map((team) => team.id).filter((id) => wanted.has(id)),
  };
}

/** A claim by its name, or by a path with dots such as `realm_access.roles`, as Keycloak nests them. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const part of path.split('.')) {
    const holder = z.record(z.string(), z.unknown()).safeParse(value);
    value = holder.success && Object.hasOwn(holder.data, part) ? holder.data[part] : undefined;
  }
  return value;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
