import type { ConversationId } from '../../core/conversation.ts';
import type { LinkedConversations } from '../../core/linkedConversations.ts';
import type { Locale } from '../../core/locale.ts';
import { check, count } from './check.ts';
import type { ConsoleParts } from './parts.ts';
import { onlookers, type Route } from './route.ts';
import { caseOf, noteReading } from './sight.ts';
import { type Surroundings, toTurn } from './toTurn.ts';
import type { Turn, Turns } from './wire.ts';

/** Most turns of one answer that are the case's own; the page asks again with the last revision. */
const page = 500;
/** Most turns that are shown of each conversation that was continued: the newest. */
const mostBefore = 200;

type Parts = Pick<
  ConsoleParts,
  'tenant' | 'cases' | 'content' | 'journal' | 'sealer' | 'outbox' | 'accounts' | 'knowledge' | 'log'
> & { readonly history: LinkedConversations };

/** What was said and done in a case, over all channels, the oldest first. */
export function turnsRoutes(parts: Parts): readonly Route[] {
  return [
    {
      method: 'get',
      path: 'cases/:code/turns',
      roles: onlookers,
      kind: 'read',
      async answer(ask): Promise<Turns> {
        const row = await caseOf(ask, parts);
        const after = check(count(0, Number.MAX_SAFE_INTEGER).default(0), ask.request.query.after);
        noteReading(ask, row, 'turns', parts);
        const locale = ask.agent.locales[0] ?? 'ca';
        const earlier = after === 0 ? await parts.history.before(row.conversation) : [];
        const before = await Promise.all(earlier.map((conversation) => newestOf(conversation, locale, parts)));
        const own = await turnsOf(row.conversation, after, page, locale, parts);
        return { turns: [...before.flat(), ...own], more: own.length === page };
      },
    },
  ];
}

async function newestOf(conversation: ConversationId, locale: Locale, parts: Parts): Promise<readonly Turn[]> {
  const { latest } = await parts.journal.load(conversation, '');
  return turnsOf(conversation, Math.max(0, (latest?.revision ?? 0) - mostBefore), mostBefore, locale, parts);
}

async function turnsOf(
  conversation: ConversationId,
  after: number,
  limit: number,
  locale: Locale,
  parts: Parts,
): Promise<readonly Turn[]> {
  const commits = await parts.journal.read(conversation, after, limit);
  const around = { ...surroundings(locale, parts), undelivered: await parts.outbox.undelivered(conversation) };
  return Promise.all(commits.map(async (commit) => toTurn(commit, await parts.sealer.open(commit), around)));
}

function surroundings(locale: Locale, parts: Parts): Omit<Surroundings, 'undelivered'> {
  const channels = new Map(parts.accounts().map(({ id, channel }) => [id, channel]));
  const rules = new Map(parts.content().protocol.rules.map(({ id, cites }) => [id, cites]));
  const knowledge = parts.knowledge();
  return {
    channelOf: (account) => channels.get(account) ?? '',
    titleOf: (entry) => knowledge.entry(entry)?.title[locale] ?? entry,
    citesOf: (rule) => rules.get(rule) ?? [],
  };
}
