import { z } from 'zod';
import { CodedError } from '../../src/core/model/errors.ts';
import { origin, siteKey } from './settings.ts';

/** The web chat part of an account's definition, under `settings`. */
const siteSettings = z.strictObject({
  /** The account's own public key, with which pages open conversations; `KEY.ACCOUNT` always works. */
  siteKey: siteKey.optional(),
  /** Origins of the pages that may show it; by default those of WEBCHAT_ORIGINS. The server's own pages always may. */
  origins: z.array(origin).optional(),
});

export interface SiteSettings {
  readonly siteKey: string | null;
  readonly origins: readonly string[] | null;
}

/** Validates them. Throws `config.invalid`, naming what is wrong. */
export function readSiteSettings(given: unknown): SiteSettings {
  const parsed = siteSettings.safeParse(given);
  if (parsed.success) return { siteKey: parsed.data.siteKey ?? null, origins: parsed.data.origins ?? null };
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`);
  throw new CodedError('config.invalid', `Fix the settings of this web chat: ${faults.join('; ')}.`);
}
