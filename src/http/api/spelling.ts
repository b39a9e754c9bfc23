import { z } from 'zod';
import { editors } from '../../core/cases/policy.ts';
import { locales } from '../../core/model/locale.ts';
import { openedDesk } from './content.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

const locale = z.enum(locales);
const word = z.string().regex(/^\p{L}[\p{L}\p{M}·'’-]{0,59}$/u, 'is not one word: send letters only');

const checkedTexts = z.strictObject({
  texts: z.array(z.strictObject({ locale, text: z.string().max(20_000) })).max(500),
});
const checkedDocument = z.strictObject({ text: z.string().max(2_000_000) });
const suggestedWords = z.strictObject({ locale, words: z.array(word).min(1).max(5) });
const ownWord = z.strictObject({ word, own: z.boolean() });

/** Spelling and plain words in the three languages, while an editor writes, and the council's own words. */
export function spellingRoutes({ desk, spelling }: Pick<ApiDeps, 'desk' | 'spelling'>): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'content/jargon',
      roles: editors,
      kind: 'read',
      answer: async () => openedDesk(desk).jargon(),
    },
    {
      method: 'post',
      path: 'content/spelling',
      roles: editors,
      kind: 'write',
      isLarge: true,
      async answer({ request }) {
        openedDesk(desk);
        return { unknown: await spelling.check(check(checkedTexts, request.body).texts) };
      },
    },
    {
      method: 'post',
      path: 'content/spelling/document',
      roles: editors,
      kind: 'write',
      isLarge: true,
      async answer({ request }) {
        openedDesk(desk);
        return { unknown: await spelling.checkDocument(check(checkedDocument, request.body).text) };
      },
    },
    {
      method: 'post',
      path: 'content/spelling/suggestions',
      roles: editors,
      kind: 'write',
      async answer({ request }) {
        openedDesk(desk);
        const given = check(suggestedWords, request.body);
        return { suggestions: await spelling.suggest(given.locale, given.words) };
      },
    },
    {
      method: 'post',
      path: 'content/spelling/word',
      roles: editors,
      kind: 'write',
      async answer({ agent, request }) {
        const given = check(ownWord, request.body);
        const { ownWords } = openedDesk(desk);
        await (given.own ? ownWords.add(given.word, agent.id) : ownWords.remove(given.word, agent.id));
      },
    },
  ];
}
