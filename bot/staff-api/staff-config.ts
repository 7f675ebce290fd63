import type { Config } from '../config.ts';

/** What the staff side needs of the configuration. Without `oidc`, staff sign in by picking a role, in development only. */
export type StaffConfig = Pick<Config, 'publicUrl' | 'masterKey' | 'production' | 'oidc' | 'profile'>;

export type { OidcSettings } from '../config.ts';
