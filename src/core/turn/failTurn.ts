import type { EmergencyHelp } from '../kind.ts';
import { type TurnInput, type TurnResult, textOf } from './turn.ts';

/** What is committed when working a turn out failed: the person is told, the conversation stays as it was. */
export function failTurn(input: TurnInput, code: string): TurnResult {
  const { state, inbound, account, translate } = input;
  const help = helpIn(input);
  const locale = state.language?.locale ?? inbound.localeHint ?? account.locale;
  return {
    // It counts as a message: one that makes the turn fail cannot be repeated without end.
    state: { ...state, pace: { ...state.pace, backlog: state.pace.backlog + 1 } },
    events: [
      ...(input.first ? [{ type: 'conversation.started' } as const] : []),
      { type: 'message.received', kind: inbound.content.kind },
      { type: 'turn.failed', code },
    ],
    outbound: [{ text: help?.say[locale].trim() ?? translate('failed', locale, {}), choices: [], files: [], locale }],
    effects: [],
  };
}

/** Whom to call, if it is an emergency: whatever failed, this must not. */
function helpIn({ knowledge, inbound }: TurnInput): EmergencyHelp | null {
  try {
    return knowledge.emergencyIn(textOf(inbound))?.help ?? null;
  } catch {
    return null;
  }
}
