import type { TurnInput, TurnResult } from './turn.ts';

/** What is committed when working a turn out failed: the person is told, the state stays as it was. */
export function failTurn(input: TurnInput, code: string): TurnResult {
  const { state, inbound, account, translate } = input;
  const locale = state.language?.locale ?? inbound.localeHint ?? account.locale;
  return {
    state,
    events: [
      ...(input.first ? [{ type: 'conversation.started' } as const] : []),
      { type: 'message.received', kind: inbound.content.kind },
      { type: 'turn.failed', code },
    ],
    outbound: [{ text: translate('failed', locale, {}), choices: [], locale }],
    effects: [],
  };
}
