import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { PageLanguage } from './pageLanguage.ts';

/** For how long a page may be shown without asking whether it is still the newest, seconds. */
const pageAge = 60;

/** A page that only changes with what it is made from. */
interface CachedPage {
  readonly language: PageLanguage;
  readonly type: string;
  /** All that it is made from, besides its language: the same state is the same page. */
  readonly state: readonly (string | number | null)[];
}

/** Answers with a page, unless the browser has it already. */
export function sendCached(
  request: Request,
  response: Response,
  { language, type, state }: CachedPage,
  write: () => string,
): void {
  const { locale, isChosen } = language;
  const tag = createHash('sha256')
    .update(JSON.stringify([locale, ...state]))
    .digest('base64url')
    .slice(0, 22);
  response.set({
    ETag: `W/"${tag}"`,
    'Content-Language': locale,
    'Cache-Control': isChosen ? `public, max-age=${pageAge}` : 'no-cache',
  });
  if (!isChosen) response.set('Vary', 'Accept-Language');
  if (request.fresh) return void response.status(304).end();
  response.type(type).send(write());
}
