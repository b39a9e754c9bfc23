import type { ConversationState } from '../model/conversation.ts';
import type { Outbound } from '../model/message.ts';
import type { Knowledge } from '../ports/knowledge.ts';
import type { Translate } from '../ports/translate.ts';

interface Said {
  readonly state: ConversationState;
  readonly outbound: readonly Outbound[];
}

/**
 * Marks what the bot says while people have the conversation ("a person is answering you now", a privacy notice), so that a channel
 * can go on saying who answers there.
 */
export function attendedBy<R extends Said>(
  result: R,
  { knowledge, translate }: { readonly knowledge: Pick<Knowledge, 'protocol'>; readonly translate: Translate },
): R {
  const { takeover, cases } = result.state;
  const attended = takeover === null ? undefined : cases.find(({ code }) => code === takeover.case);
  if (attended === undefined) return result;
  const marked = (message: Outbound): Outbound => {
    if (message.speaker !== undefined) return message;
    const department = knowledge.protocol.department(attended.department, message.locale);
    return { ...message, attendedBy: translate('speaker.team', message.locale, { department }) };
  };
  return { ...result, outbound: result.outbound.map(marked) };
}
