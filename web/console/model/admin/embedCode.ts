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

/** The properties of style that a colour of its own needs. */
export function embedStyle({ colour }: EmbedChoice): Readonly<Record<string, string>> {
  if (colour === null) return {};
  return {
    '--finestreta-accent': colour,
    '--finestreta-on-accent': contrast(colour, '#ffffff') >= 4.5 ? '#fff' : '#000',
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

/** Contrast of two colours as `#rrggbb`, from 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
