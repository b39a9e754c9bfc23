import type { ReadActivity } from './activity.ts';

interface Mention {
  readonly id: string;
  /** The mention in the message's text, as in `<at>Finestreta</at>`. */
  readonly text: string;
}

/** Whether a message mentions the bot. */
export function mentionsBot(activity: ReadActivity): boolean {
  return mentionsOf(activity).some(({ id }) => id === activity.recipient.id);
}

/** The text of a message: without the mention of the bot, and with other mentions as names. */
export function writtenText(activity: ReadActivity): string {
  return textWith(activity, (name) => name);
}

/** Like `textOf`, with other mentions formatted by `shown`. */
export function textWith(activity: ReadActivity, shown: (name: string) => string): string {
  let text = (activity.text ?? '').toWellFormed();
  for (const { id, text: mention } of mentionsOf(activity)) {
    if (mention !== '') text = text.replaceAll(mention, id === activity.recipient.id ? '' : shown(nameIn(mention)));
  }
  return text.replaceAll('&nbsp;', ' ').trim();
}

function mentionsOf({ entities }: ReadActivity): readonly Mention[] {
  return (entities ?? []).flatMap((entity) => {
    if (entity.type.toLowerCase() !== 'mention') return [];
    const { mentioned, text } = entity as { mentioned?: { id?: unknown }; text?: unknown };
    return typeof mentioned?.id === 'string' ? [{ id: mentioned.id, text: typeof text === 'string' ? text : '' }] : [];
  });
}

function nameIn(mention: string): string {
  return mention.replace(/^<at[^>]*>|<\/at>$/g, '');
}
