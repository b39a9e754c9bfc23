import { withMatchesHere } from '../dialogue/matchesHere.ts';
import { recordOf } from '../model/understanding.ts';
import type { TurnInput, TurnResult } from './turnDraft.ts';

/** The commit of a turn that failed: the person is informed, and the conversation stays as it was. */
export function failTurn(input: TurnInput, code: string): TurnResult {
  const { state, inbound, account, translate } = input;
  const { danger } = input.understanding;
  const locale = state.language?.locale ?? inbound.localeHint ?? account.locale;
  // Even after a failure, the emergency number must be shown.
  const isAlarm = danger.level === 'alarm';
  const help = danger.help === null ? [] : [(isAlarm ? danger.help.alarm : danger.help.line)[locale]?.trim() ?? ''];
  const text = [...help, ...(isAlarm ? [] : [translate('failed', locale, {})])].join('\n\n');
  return {
    // It counts against the rate limit, so that a message that makes turns fail cannot be repeated endlessly.
    state: { ...state, pace: { ...state.pace, backlog: state.pace.backlog + 1 } },
    events: [
      ...(input.first ? [{ type: 'conversation.started' } as const] : []),
      {
        type: 'message.received',
        kind: inbound.content.kind,
        understanding: recordOf(withMatchesHere(input.understanding, state)),
      },
      { type: 'turn.failed', code },
    ],
    outbound: [{ text, choices: [], files: [], locale }],
    sideEffects: [],
    slots: input.flow?.slots ?? {},
    collected: null,
  };
}
