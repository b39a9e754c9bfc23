import type { Capabilities } from '../model/account.ts';
import type { Choice, Outbound, Rendered } from '../model/message.ts';
import type { Translate } from '../ports/translate.ts';
import { toPlainText } from './plainText.ts';
import { splitText } from './splitText.ts';
import { speakerLength } from './withSpeaker.ts';

/**
 * Adapts a message to what a channel can show: choices become a numbered list where there are too few buttons, markup
 * becomes plain text, a quick exit is left out where unsupported, and a long text becomes several messages, with the
 * choices on the last.
 */
export function render(message: Outbound, capabilities: Capabilities, translate: Translate): readonly Rendered[] {
  const asButtons = message.choices.length <= capabilities.buttons;
  const text = asButtons ? message.text : `${message.text}\n\n${numbered(message, translate)}`;
  const written = capabilities.markup === 'plain' ? toPlainText(text) : text;
  const { textLength, delivery } = capabilities;
  const pieces = splitText(written, delivery === 'push' ? textLength - speakerLength(message, textLength) : textLength);
  return pieces.map((part, index) => ({
    text: part,
    markup: capabilities.markup,
    choices:
      asButtons && index === pieces.length - 1 ? message.choices.map((choice) => shorten(choice, capabilities)) : [],
    files: index === pieces.length - 1 ? message.files : [],
    locale: message.locale,
    ...(message.speaker !== undefined && { speaker: message.speaker }),
    ...(message.attendedBy !== undefined && { attendedBy: message.attendedBy }),
    ...(message.announces !== undefined && { announces: message.announces }),
    ...(message.answers && capabilities.ratings && index === pieces.length - 1 && { answers: message.answers }),
    ...(message.quickExit && capabilities.quickExit && index === pieces.length - 1 && { quickExit: true as const }),
  }));
}

function numbered(message: Outbound, translate: Translate): string {
  const list = message.choices.map((choice, index) => `${index + 1}. ${choice.label}`).join('\n');
  return `${list}\n\n${translate('answerWithNumber', message.locale, {})}`;
}

function shorten(choice: Choice, { buttonLabel }: Capabilities): Choice {
  if (choice.label.length <= buttonLabel) return choice;
  const characters = Array.from(choice.label);
  return characters.length <= buttonLabel
    ? choice
    : { ...choice, label: `${characters.slice(0, buttonLabel - 1).join('')}…` };
}
