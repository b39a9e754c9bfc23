import type { Outbound, Rendered } from '../model/message.ts';

/** UTF-16 units that a piece of a message needs, at least, besides who says it. */
const minText = 200;

/**
 * A message as it goes to a platform, which has no other way to show who speaks: what people of the city write begins with
 * their name, as the council signs. The journal keeps the name apart.
 */
export function withSpeaker(message: Rendered): Rendered {
  const { speaker, text, markup } = message;
  if (speaker === undefined) return message;
  return { ...message, text: text === '' ? nameOf(speaker, markup, '') : `${nameOf(speaker, markup, ':')}\n\n${text}` };
}

/** How much of a message's length its speaker takes on a platform. */
export function speakerLength({ speaker }: Pick<Outbound, 'speaker'>, limit: number): number {
  const length = speaker === undefined ? 0 : nameOf(speaker, 'markdown', ':').length + 2;
  return limit - length < minText ? 0 : length;
}

function nameOf(speaker: string, markup: Rendered['markup'], end: string): string {
  // A name is no markup, whatever somebody is called.
  const name = speaker.replaceAll(/[*[\]()\n]/g, ' ').trim();
  return markup === 'plain' ? `${name}${end}` : `**${name}${end}**`;
}
