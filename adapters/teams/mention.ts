import type { ReadActivity } from './activity.ts';

interface Mention {
  readonly id: string;
  /** The words of the message that stand for it, as in `<at>Finestreta</at>`. */
  readonly text: string;
}

/** Whether a message names the bot. */
export function mentionsBot(activity: ReadActivity): boolean {
  return mentionsOf(activity).some(({ id }) => id === activity.recipient.id);
}

/** What the person wrote: without the mention of the bot, other mentions as names. */
export function textOf(activity: ReadActivity): string {
  return textWith(activity, (name) => name);
}

/** As `textOf`, other mentions as `shown` says of their names. */
export function textWith(activity: ReadActivity, shown: (name: string) => string): string {
  let text = (activity.text ?? '').toWellFormed();
  for (const { id, text: words } of mentionsOf(activity)) {
    if (words !== '') text = text.replaceAll(words, id === activity.recipient.id ? '' : shown(nameIn(words)));
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

function nameIn(words: string): string {
  return words.replace(/^<at[^>]*>|<\/at>$/g, '');
}
