import type { Shown } from '../../../contract/adapter/fixture.ts';

/** An activity as the bot sends it. */
export interface SentActivity {
  readonly type: string;
  readonly text?: string;
  readonly textFormat?: string;
  readonly summary?: string;
  readonly locale?: string;
  readonly replyToId?: string;
  readonly conversation: { readonly id: string };
  readonly from: { readonly id: string };
  readonly recipient: { readonly id: string };
  readonly attachments?: readonly SentAttachment[];
  readonly suggestedActions?: { readonly actions: readonly { readonly title: string; readonly value: unknown }[] };
}

export interface SentAttachment {
  readonly contentType: string;
  readonly contentUrl?: string;
  readonly name?: string;
  readonly content?: Json;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the bot put into a card
export type Json = any;

/** What is read of a text or a card, and where its marks are. */
export type Reading = Pick<Shown, 'text' | 'bold' | 'links'>;

const tag = /<(\/?)([a-z]+)((?:\s+[a-z]+="[^"<]*")*)\s*\/?>/y;

/** Reads a text as Teams shows `textFormat: xml`; throws where it is not well-formed or holds unknown tags. */
export function readXml(xml: string): Reading {
  let text = '';
  const bold: string[] = [];
  const links: { text: string; url: string }[] = [];
  const open: { name: string; from: number; url: string }[] = [];
  for (let at = 0; at < xml.length; ) {
    tag.lastIndex = at;
    const found = tag.exec(xml);
    if (!found) {
      const end = xml.indexOf('<', at);
      const stretch = xml.slice(at, end < 0 ? undefined : end);
      if (end === at || stretch.includes('>')) throw new Error(`not well-formed: ${xml.slice(at, at + 40)}`);
      text += decode(stretch);
      at += stretch.length;
      continue;
    }
    const [whole, closing, name = '', attributes = ''] = found;
    at += whole.length;
    if (!/^(p|br|ul|li|strong|a)$/.test(name)) throw new Error(`Teams knows no <${name}>`);
    if (name === 'br') text += '\n';
    else if (!closing) {
      if (name === 'li') text += '- ';
      open.push({ name, from: text.length, url: decode(/href="([^"]*)"/.exec(attributes)?.[1] ?? '') });
    } else {
      const last = open.pop();
      if (last?.name !== name) throw new Error(`</${name}> closes nothing`);
      const words = text.slice(last.from);
      if (name === 'strong') bold.push(words);
      if (name === 'a') links.push({ text: words, url: last.url });
      if (name === 'p') text += '\n\n';
      if (name === 'li') text += '\n';
    }
  }
  if (open.length > 0) throw new Error('something is left open');
  return { text: text.trim(), bold, links };
}

function decode(text: string): string {
  if (/&(?!amp;|lt;|gt;|quot;)/.test(text)) throw new Error(`a bare & in ${text.slice(0, 40)}`);
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Reads a card as Teams draws it, hidden inputs left out. */
export function readCard(card: Json): Reading & { readonly buttons: readonly Json[] } {
  const shown = (card.body as Json[]).filter(({ isVisible }) => isVisible !== false);
  const lines = shown.filter(({ type }) => type === 'RichTextBlock');
  const runs: Json[] = lines.flatMap(({ inlines }) => inlines);
  return {
    text: lines.map(({ inlines }) => inlines.map(({ text }: Json) => text).join('')).join('\n'),
    bold: runs.filter(({ weight }) => weight === 'Bolder').map(({ text }) => text),
    links: runs
      .filter(({ selectAction }) => selectAction)
      .map((run) => ({ text: run.text, url: run.selectAction.url })),
    buttons: shown.filter(({ type }) => type === 'ActionSet').flatMap(({ actions }) => actions),
  };
}

/** Values of a card's inputs, as pressing a button sends them. */
export function inputsOf(card: Json): Record<string, string> {
  const inputs = (card.body as Json[]).filter(({ type }) => type === 'Input.Text');
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value]));
}
