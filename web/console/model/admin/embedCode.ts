import { contrastOf } from '../contrast.ts';

/** How pages show the chat. */
export interface EmbedChoice {
  readonly siteKey: string;
  /** Empty: that of the page. */
  readonly language: string;
  readonly position: 'end' | 'start';
  /** Empty: what the reader prefers. */
  readonly theme: string;
  readonly isOpen: boolean;
  /** As `#0b5a63`; null: ours. */
  readonly colour: string | null;
}

/** The attributes that differ from what the chat does without them. */
export function embedData({
  siteKey,
  language,
  position,
  theme,
  isOpen,
}: EmbedChoice): Readonly<Record<string, string>> {
  return {
    'data-site-key': siteKey,
    ...(language !== '' && { 'data-lang': language }),
    ...(position !== 'end' && { 'data-position': position }),
    ...(theme !== '' && { 'data-theme': theme }),
    ...(isOpen && { 'data-open': '' }),
  };
}

/** The style properties that a custom colour needs. */
export function embedStyle({ colour }: EmbedChoice): Readonly<Record<string, string>> {
  if (colour === null) return {};
  return {
    '--finestreta-accent': colour,
    '--finestreta-on-accent': contrastOf(colour, '#ffffff') >= 4.5 ? '#fff' : '#000',
  };
}

/** The code that a page needs. Keys and languages are of letters, digits and few signs: nothing has to be escaped. */
export function embedCode(url: string, choice: EmbedChoice): string {
  const attributes = Object.entries(embedData(choice)).map(([name, value]) =>
    value === '' ? name : `${name}="${value}"`,
  );
  const style = Object.entries(embedStyle(choice)).map(([name, value]) => `${name}: ${value};`);
  return [
    ...(style.length === 0 ? [] : [`<style>finestreta-chat { ${style.join(' ')} }</style>`]),
    `<script src="${url}/embed.js" ${attributes.join(' ')} defer></script>`,
    `<noscript><a href="${url}/xat">${url}/xat</a></noscript>`,
  ].join('\n');
}
