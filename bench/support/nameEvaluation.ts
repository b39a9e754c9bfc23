import type { createConversations } from './conversation.ts';
import { type NamedService, readNames } from './evaluationSet.ts';
import { percent, shareOf } from './measures.ts';
import { outcomeOf } from './questionEvaluation.ts';
import type { Report } from './report.ts';
import type { ShippedKnowledge } from './shipped.ts';

type Begin = ReturnType<typeof createConversations>;

/** What came of a bare name: the service was answered, offered among others, or neither; or another one was answered. */
type Verdict = 'right' | 'offered' | 'wrong' | 'silent';

interface PlayedName {
  readonly named: NamedService;
  readonly alone: Verdict;
  /** The same below an answer about another service. */
  readonly later: Verdict;
}

/**
 * Names of services alone, as people type them on a phone: first as the beginning of a conversation, then below the answer to another
 * service's title. There is no target.
 */
export async function evaluateNames({ knowledge }: ShippedKnowledge, begin: Begin): Promise<Report> {
  const played: PlayedName[] = [];
  for (const named of readNames()) {
    const alone = await verdictOf(begin(named.locale), named.name, named);
    const conversation = begin(named.locale);
    const before = knowledge.entry(named.before);
    if (before === undefined) throw new Error(`names.tsv: no entry ${named.before}: name one of dialogs/faq.`);
    await conversation.say({ kind: 'text', text: before.title[named.locale] });
    played.push({ named, alone, later: await verdictOf(conversation, named.later, named) });
  }
  const share = (of: readonly PlayedName[], test: (one: PlayedName) => boolean) => percent(shareOf(of, test));
  const rowOf = (language: string, of: readonly PlayedName[]) => ({
    language,
    count: of.length,
    'alone: right': share(of, ({ alone }) => alone === 'right'),
    offered: share(of, ({ alone }) => alone === 'offered'),
    wrong: share(of, ({ alone }) => alone === 'wrong'),
    'later: right': share(of, ({ later }) => later === 'right'),
    'offered then': share(of, ({ later }) => later === 'offered'),
    'wrong then': share(of, ({ later }) => later === 'wrong'),
  });
  return {
    title: 'Names of services alone, at the beginning and below another answer',
    rows: [
      ...[...Map.groupBy(played, ({ named }) => named.locale)].map(([locale, of]) => rowOf(locale, of)),
      rowOf('all', played),
    ],
    targets: [],
    misses: played
      .filter(({ alone, later }) => alone !== 'right' || later !== 'right')
      .map(({ named, alone, later }) => ({ name: named.name, entry: named.entry, alone, said: named.later, later })),
  };
}

async function verdictOf({ say }: ReturnType<Begin>, text: string, { entry }: NamedService): Promise<Verdict> {
  const { events, state, understanding } = await say({ kind: 'text', text });
  const { answered, offered } = outcomeOf(events, state, understanding);
  if (answered.includes(entry)) return 'right';
  if (offered.includes(entry)) return 'offered';
  return answered.length > 0 ? 'wrong' : 'silent';
}
