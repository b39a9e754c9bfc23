import { type Html, html } from '../html.ts';
import { type Block, type Inline, parseLightMarkdown } from './lightMarkdown.ts';

/** Light Markdown as safe HTML: all text is escaped, and links lead only where the parser allows. */
export function renderMarkdown(text: string): Html {
  return html`${parseLightMarkdown(text).map(renderBlock)}`;
}

function renderBlock(block: Block): Html {
  if (block.kind === 'paragraph') return html`<p>${block.inlines.map(renderInline)}</p>`;
  const items = block.items.map((inlines) => html`<li>${inlines.map(renderInline)}</li>`);
  return block.start === null ? html`<ul>${items}</ul>` : html`<ol start="${block.start}">${items}</ol>`;
}

function renderInline(inline: Inline): Html {
  switch (inline.kind) {
    case 'text':
      return html`${inline.text}`;
    case 'break':
      return html`<br>`;
    case 'bold':
      return html`<strong>${inline.inlines.map(renderInline)}</strong>`;
    case 'link':
      return html`<a href="${inline.href}" rel="noopener">${inline.inlines.map(renderInline)}</a>`;
  }
}
