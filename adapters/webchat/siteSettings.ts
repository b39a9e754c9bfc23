import { z } from 'zod';
import { CodedError } from '../../src/core/model/errors.ts';
import { origin, siteKey } from './settings.ts';

/** What an account of the web chat may say of itself under `settings`. */
const siteSettings = z.strictObject({
  /** Public key of its own with which pages open conversations; `KEY.ACCOUNT` always does. */
  siteKey: siteKey.optional(),
  /** Origins of the pages that may show it; without them those of WEBCHAT_ORIGINS. The server's own pages always may. */
  origins: z.array(origin).optional(),
});

export interface SiteSettings {
  readonly siteKey: string | null;
  readonly origins: readonly string[] | null;
}

/** Reads them. Throws `config.invalid`, naming what is wrong. */
export function readSiteSettings(given: unknown): SiteSettings {
  const parsed = siteSettings.safeParse(given);
  if (parsed.success) return { siteKey: parsed.data.siteKey ?? null, origins: parsed.data.origins ?? null };
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`);
  throw new CodedError('config.invalid', `Mend the settings of this web chat: ${faults.join('; ')}.`);
}
