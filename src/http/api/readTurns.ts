import { readers } from '../../core/cases/policy.ts';
import type { LinkedConversations } from '../../core/journal/linkedConversations.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { noteReading, readableCase } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check, wholeNumber } from './validate.ts';
import { visibleCases } from './visibleCases.ts';
import { type Stretch, visibleTurns } from './visibleTurns.ts';
import type { CaseTurns } from './wire.ts';

/**
 * Maximum number of turns of the case's own conversation in one response; the page continues after the last revision.
 */
const page = 500;
/** Maximum number of turns read of each earlier conversation: the newest. */
const maxEarlierTurns = 200;

type Deps = Pick<
  ApiDeps,
  'tenant' | 'cases' | 'content' | 'journal' | 'sealer' | 'outbox' | 'accounts' | 'knowledge' | 'readings' | 'clock'
> & { readonly history: LinkedConversations };

/** What was said and done in a case, across all channels, oldest first, as far as the reader may see it. */
export function turnsRoutes(deps: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'cases/:code/turns',
      roles: readers,
      kind: 'read',
      parameters: ['after'],
      async answer(context): Promise<CaseTurns> {
        const row = await readableCase(context, deps);
        const after = check(wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0), context.request.query.after);
        await noteReading(context, row, null, deps);
        const earlier = await deps.history.before(row.conversation);
        const seen = await visibleCases(row, context.agent, [...earlier, row.conversation], deps);
        const before = after === 0 ? await Promise.all(earlier.map((each) => newestOf(each, deps))) : [];
        const own = { conversation: row.conversation, after, limit: page };
        const locale = context.agent.locales[0] ?? 'ca';
        const { turns, hidden, read } = await visibleTurns([...before, own], seen, locale, deps);
        return { turns, hidden, more: read.count === page, last: read.last };
      },
    },
  ];
}

async function newestOf(conversation: ConversationId, { journal }: Deps): Promise<Stretch> {
  const { latest } = await journal.load(conversation, '');
  return { conversation, after: Math.max(0, (latest?.revision ?? 0) - maxEarlierTurns), limit: maxEarlierTurns };
}
