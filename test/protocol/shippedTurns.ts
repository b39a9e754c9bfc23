import { openShipped } from '../../bench/support/shipped.ts';
import { computeVectors } from '../../bench/support/vectors.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import type { TurnInput, TurnResult } from '../../src/core/turn/turnDraft.ts';
import { createTranslator } from '../../src/language/translator.ts';
import type { Protocol } from '../../src/protocol/index.ts';
import { keptLearning } from '../support/keptLearning.ts';
import { shippedContent } from '../support/shippedContent.ts';
import { turnOf } from '../support/turn.ts';
import { loadShipped, tuesday } from './shipped.ts';

/** The bot as it ships, with both voices, asked one message at a time. */
export interface ShippedBot {
  readonly knowledge: Knowledge;
  readonly protocol: Protocol;
  /** What comes of a message that arrives on a Tuesday morning, unless the changes say otherwise. */
  receive(text: string, changes: Partial<TurnInput>): TurnResult;
}

export async function openShippedBot(): Promise<ShippedBot> {
  const { shipped } = await loadShipped();
  const {
    content,
    knowledge: read,
    vectorOf,
  } = await openShipped({
    learn: keptLearning,
    content: await shippedContent(),
    vectorOf: computeVectors(),
  });
  const knowledge: Knowledge = {
    ...read,
    // As in `understand`: meanings only where they are wanted, but at once.
    understand(text, whole) {
      const first = read.understand(text, whole);
      const { wants } = first;
      if (wants.length === 0) return first;
      const vectors = (wanted: string) => (wants.includes(wanted) ? vectorOf(wanted) : null);
      return { ...first, ...first.weigh(vectors) };
    },
  };
  const values = { ...content.council.values, privacyUrl: 'https://bot.example/privacitat' };
  const translate = createTranslator(content.phrases.phrases, values);
  return {
    knowledge,
    protocol: shipped,
    receive: (text, changes) => turnOf(text, { knowledge, translate, now: tuesday, person: 'p-1', ...changes }),
  };
}

/** What a turn decided about a message. */
export function judged({ events }: TurnResult) {
  const found = <T extends TurnResult['events'][number]['type']>(type: T) =>
    events.find((event): event is Extract<TurnResult['events'][number], { type: T }> => event.type === type) ?? null;
  return {
    rule: found('protocol.applied')?.rule ?? null,
    actions: found('protocol.applied')?.actions ?? [],
    answered: found('question.answered')?.entry ?? null,
    opened: found('case.opened'),
    invited: found('private.invited') !== null,
  };
}
