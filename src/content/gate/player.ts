import { type ConversationState, newConversation } from '../../core/model/conversation.ts';
import type { FlowDefinition, SlotValues } from '../../core/model/flow.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { InboundContent } from '../../core/model/message.ts';
import type { Understanding } from '../../core/model/understanding.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import { runTurn } from '../../core/turn/pipeline.ts';
import { createTranslator } from '../../language/translator.ts';
import type { Content } from '../content.ts';
import { trialAccount } from '../trialAccount.ts';
import type { GateQuestion } from './gateQuestion.ts';
import { type QuestionOutcome, readOutcome } from './outcome.ts';

/** What a turn between a person and the bot takes, where nothing is kept or sent. */
const minute = 60_000;
const ourPages = { privacyUrl: 'https://bot.example/privacitat', caseUrl: 'https://bot.example/cas' };

/** Asks questions of a content: its own turns, in a conversation that nothing keeps. */
export type Play = (
  question: GateQuestion,
  understandingOf: (text: string) => Understanding,
  now: number,
) => readonly QuestionOutcome[];

/** Creates the player of a content. */
export function createPlayer(content: Pick<Content, 'phrases' | 'council'>, knowledge: Knowledge): Play {
  const translate = createTranslator(content.phrases.phrases, { ...content.council.values, ...ourPages });

  return ({ locale, turns, context }, understandingOf, now) => {
    const account = accountIn(locale);
    let state: ConversationState = newConversation(now);
    if (context !== null)
      state = {
        ...state,
        ...context,
        language: { locale, explicit: false },
        introduced: true,
        startedAt: now - minute,
      };
    let definition: FlowDefinition | null = null;
    let slots: SlotValues = {};
    return turns.map(({ text, written = text, choice }, index) => {
      const result = runTurn({
        state,
        first: index === 0 && context === null,
        inbound: { id: `m${index}`, content: contentOf(written, choice), localeHint: locale },
        revision: index + 1,
        account,
        surface: 'private',
        person: null,
        knowledge,
        understanding: understandingOf(text),
        translate,
        transfer: null,
        flow: definition === null ? null : { definition, slots },
        issueCode: () => 'K7QF2MDX',
        issueCaseCode: () => `C4SE-${String(index).padStart(4, '0')}`,
        caseLink: (code) => `${ourPages.caseUrl}/${code}`,
        now: now + index * minute,
      });
      state = result.state;
      slots = result.slots;
      const { flow } = state;
      definition = knowledge.flows.all.find(({ id }) => id === flow?.flow) ?? null;
      return readOutcome(result.events, state, definition);
    });
  };
}

const contentOf = (text: string, choice: string | undefined): InboundContent =>
  choice === undefined ? { kind: 'text', text } : { kind: 'choice', value: choice, text: '' };

const accountIn = (locale: Locale) =>
  trialAccount({ id: 'gate', tenant: 'default', channel: 'gate', name: 'Gate', locale });
