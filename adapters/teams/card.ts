import type { Choice } from '../../src/core/model/message.ts';
import { type MarkupBlock, parseMarkup, type Span } from './markup.ts';

/** An Adaptive Card (schema 1.5), as JSON. */
export type Card = Readonly<Record<string, unknown>>;

export const cardType = 'application/vnd.microsoft.card.adaptive';

/** Longest text that is also included hidden, so that the card can still show it after a button press. */
const hiddenTextLength = 4_000;

/**
 * A text with its choices, one button below the other. `Action.Execute` sends the press to the bot without posting a
 * message in the person's name, and lets the card be replaced; older clients fall back to `Action.Submit`.
 */
export function choiceCard(text: string, choices: readonly Choice[], locale: string): Card {
  return cardWith(locale, [
    ...blocksOf(text),
    ...(text.length <= hiddenTextLength ? [{ type: 'Input.Text', id: 'said', isVisible: false, value: text }] : []),
    ...choices.map((choice) => ({ type: 'ActionSet', spacing: 'Small', actions: [buttonFor(choice)] })),
  ]);
}

/** A text with a picture above it: Teams would make two messages of a text and a picture, and tell the id of neither. */
export function pictureCard(
  text: string,
  picture: { readonly url: string; readonly alt: string },
  locale: string,
): Card {
  return cardWith(locale, [{ type: 'Image', url: picture.url, altText: picture.alt }, ...blocksOf(text)]);
}

/** The card after a button press: the text, and the choice instead of the buttons. */
export function chosenCard(said: string, label: string): Card {
  const chosen = { type: 'RichTextBlock', inlines: [run({ text: `✓ ${label}`, bold: true, href: null })] };
  return cardWith(null, [...blocksOf(said), chosen]);
}

function buttonFor({ label, value }: Choice): Card {
  const data = { choice: value, label };
  const fallback = { type: 'Action.Submit', title: label, data };
  return { type: 'Action.Execute', verb: 'choice', title: label, data, fallback };
}

function cardWith(lang: string | null, body: readonly Card[]): Card {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    ...(lang !== null && { lang }),
    body,
  };
}

/** Rich text rather than text blocks: those would interpret Markdown in plain text. */
function blocksOf(text: string): readonly Card[] {
  return parseMarkup(text).flatMap(({ kind, lines }, index) =>
    lines.map((line, position) => ({
      type: 'RichTextBlock',
      spacing: position > 0 ? lineSpacing[kind] : index > 0 ? 'Default' : 'None',
      inlines: kind === 'list' ? [run({ text: '• ', bold: false, href: null }), ...line.map(run)] : line.map(run),
    })),
  );
}

const lineSpacing: Readonly<Record<MarkupBlock['kind'], string>> = { paragraph: 'None', list: 'Small' };

function run({ text, bold, href }: Span): Card {
  return {
    type: 'TextRun',
    text,
    ...(bold && { weight: 'Bolder' }),
    ...(href !== null && { color: 'Accent', underline: true, selectAction: { type: 'Action.OpenUrl', url: href } }),
  };
}
