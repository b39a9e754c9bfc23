import { type Html, html } from '../../html.ts';

/** A wide table that scrolls on its own, also by keyboard. */
export function scrolling(label: string, table: Html): Html {
  return html`<div class="scrolling" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}
