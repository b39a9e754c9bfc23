import type { InboundContent } from '../model/message.ts';

/** A position as it is shown to people: degrees of WGS 84, to about a metre. */
export function pointText({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** What a person sent in words: a position without a name is its numbers; empty where there is nothing to show. */
export function shownText(content: InboundContent): string {
  if (content.kind === 'start') return '';
  return content.kind === 'location' && content.text === '' ? pointText(content) : content.text;
}
