import { type ConversationState, newConversation } from '../../src/core/model/conversation.ts';
import type { Event } from '../../src/core/model/event.ts';
import type { FlowDefinition, SlotValues } from '../../src/core/model/flow.ts';
import type { Locale } from '../../src/core/model/locale.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { Understanding } from '../../src/core/model/understanding.ts';
import { runTurn } from '../../src/core/turn/pipeline.ts';
import { createTranslator } from '../../src/language/translator.ts';
import { accountWith } from '../../test/support/account.ts';
import type { ShippedKnowledge } from './shipped.ts';

/** What a turn did, and the state that it left behind. */
interface Played {
  readonly events: readonly Event[];
  readonly state: ConversationState;
  readonly understanding: Understanding;
}

/** A private conversation with the bot. */
interface BenchConversation {
  say(content: InboundContent): Promise<Played>;
}

/** When shipped content is measured: the same on each day, since answers may be out of date; a text that is not valid yet is withheld. */
export const heldAt = Date.UTC(2026, 10, 30, 10);
const minute = 60_000;

/** Begins conversations with the bot as it ships: its own turns, with both voices, on the state of earlier turns. */
export function createConversations({ content, knowledge, read }: ShippedKnowledge) {
  const translate = createTranslator(content.phrases.phrases, {
    ...content.council.values,
    privacyUrl: 'https://bot.example/privacitat',
    caseUrl: 'https://bot.example/cas',
  });

  return (locale: Locale): BenchConversation => {
    let state = newConversation(heldAt);
    let definition: FlowDefinition | null = null;
    let slots: SlotValues = {};
    let revision = 0;
    return {
      async say(said) {
        revision += 1;
        const understanding = await read(said.kind === 'text' ? said.text : '');
        const result = runTurn({
          state,
          first: revision === 1,
          inbound: { id: `m${revision}`, content: said, localeHint: locale },
          revision,
          account: accountIn(locale),
          surface: 'private',
          person: null,
          knowledge,
          understanding,
          translate,
          transfer: null,
          flow: definition === null ? null : { definition, slots },
          issueCode: () => 'K7QF2MDX',
          issueCaseCode: () => `C4SE-${String(revision).padStart(4, '0')}`,
          caseLink: (code) => `https://bot.example/cas/${code}`,
          now: heldAt + revision * minute,
        });
        state = result.state;
        slots = result.slots;
        const { flow } = state;
        definition = knowledge.flows.all.find(({ id }) => id === flow?.flow) ?? null;
        return { events: result.events, state, understanding };
      },
    };
  };
}

const accountIn = (locale: Locale) =>
  accountWith({ id: 'bench', channel: 'bench', name: 'Bench', locale, pace: { burst: 1_000, perMinute: 1_000 } });
