import type { Request, Response } from 'express';
import { z } from 'zod';
import { caseLinksIn, type KeyedCode } from '../../../core/cases/caseLinks.ts';
import type { TranscriptTurn } from '../../../core/journal/transcript.ts';
import { cookieOf } from '../../cookieOf.ts';
import type { TextSigner } from './signer.ts';

/** Number of cases that are remembered, and of codes that are not taken from the conversation again. */
const mostKept = 10;
const mostForgotten = 30;
const yearMs = 365 * 86_400_000;

const saved = z.object({
  cases: z.array(z.object({ code: z.string(), key: z.string() })),
  forgotten: z.array(z.string()),
});
type Saved = z.infer<typeof saved>;
const nothing: Saved = { cases: [], forgotten: [] };

/** The cookie that remembers this browser's cases with their keys, so that they are at hand after the conversation. */
export interface CaseCookie {
  /** The cases of this browser, newest first. */
  read(request: Request): readonly KeyedCode[];
  /** The cases of this browser, newest first, those of the turns included, which it remembers from now on. */
  takeIn(request: Request, response: Response, turns: readonly TranscriptTurn[]): readonly KeyedCode[];
  /** Forgets them; those of the conversation are not taken in again. */
  forget(request: Request, response: Response): void;
  /** Removes the cookie. */
  clear(request: Request, response: Response): void;
}

/** Creates the cookie: it stays for a year, no script can read it and no other site sends it. */
export function createCaseCookie(signer: TextSigner, isSecure: (request: Request) => boolean): CaseCookie {
  const nameFor = (request: Request) => (isSecure(request) ? '__Host-casos' : 'casos');
  const optionsFor = (request: Request) =>
    ({ httpOnly: true, sameSite: 'strict', secure: isSecure(request), path: '/' }) as const;

  function read(request: Request): Saved {
    const value = cookieOf(request.headers.cookie, nameFor(request));
    const text = value === null ? null : signer.open(value, 'cookie');
    try {
      return text === null ? nothing : saved.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    } catch {
      return nothing;
    }
  }

  function write(request: Request, response: Response, { cases, forgotten }: Saved): void {
    const kept = { cases: cases.slice(0, mostKept), forgotten: forgotten.slice(0, mostForgotten) };
    const text = Buffer.from(JSON.stringify(kept)).toString('base64url');
    response.cookie(nameFor(request), signer.sign(text, 'cookie'), {
      ...optionsFor(request),
      maxAge: yearMs,
      encode: (value) => value,
    });
  }

  return {
    read: (request) => read(request).cases,
    takeIn(request, response, turns) {
      const { cases, forgotten } = read(request);
      const known = new Set([...forgotten, ...cases.map(({ code }) => code)]);
      const said = turns.flatMap(({ content }) => content?.outbound ?? []);
      const found = new Map(said.flatMap(({ text }) => caseLinksIn(text)).map((each) => [each.code, each]));
      const fresh = [...found.values()].filter(({ code }) => !known.has(code)).reverse();
      const all = [...fresh, ...cases].slice(0, mostKept);
      if (fresh.length > 0) write(request, response, { cases: all, forgotten });
      return all;
    },
    forget(request, response) {
      const { cases, forgotten } = read(request);
      write(request, response, { cases: [], forgotten: [...cases.map(({ code }) => code), ...forgotten] });
    },
    clear(request, response) {
      const name = nameFor(request);
      if (cookieOf(request.headers.cookie, name) !== null) response.clearCookie(name, optionsFor(request));
    },
  };
}
