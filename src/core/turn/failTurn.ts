import type { TurnInput, TurnResult } from './draft.ts';

/** What is committed when working a turn out failed: the person is told, the conversation stays as it was. */
export function failTurn(input: TurnInput, code: string): TurnResult {
  const { state, inbound, account, translate, danger } = input;
  const locale = state.language?.locale ?? inbound.localeHint ?? account.locale;
  // Whatever failed, the number to call must not.
  const isAlarm = danger.level === 'alarm';
  const help = danger.help === null ? [] : [(isAlarm ? danger.help.alarm : danger.help.line)[locale]?.trim() ?? ''];
  const text = [...help, ...(isAlarm ? [] : [translate('failed', locale, {})])].join('\n\n');
  return {
    // It counts as a message: one that makes the turn fail cannot be repeated without end.
    state: { ...state, pace: { ...state.pace, backlog: state.pace.backlog + 1 } },
    events: [
      ...(input.first ? [{ type: 'conversation.started' } as const] : []),
      { type: 'message.received', kind: inbound.content.kind },
      { type: 'turn.failed', code },
    ],
    outbound: [{ text, choices: [], files: [], locale }],
    sideEffects: [],
  };
}
