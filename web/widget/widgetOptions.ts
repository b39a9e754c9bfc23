/** What a page says about the chat that it shows, in `data-` attributes of the script or of the element. */
export interface WidgetOptions {
  /** Address of the server, without a slash at its end. */
  readonly base: string;
  readonly siteKey: string;
  readonly locale: 'ca' | 'es' | 'en';
  /** Name of the assistant; null for ours, in the language of the moment. */
  readonly title: string | null;
  readonly position: 'start' | 'end';
  /** Open from the beginning. */
  readonly isOpen: boolean;
  readonly theme: 'light' | 'dark' | null;
  /** Most megabytes of a file; 0 for no files. */
  readonly uploadMb: number;
}

/** Reads the attributes. `languages`: what the page and then the browser speak, BCP 47, the best first. */
export function readOptions(
  data: Readonly<Record<string, string | undefined>>,
  scriptUrl: string,
  languages: readonly string[],
): WidgetOptions {
  return {
    base: new URL('.', scriptUrl).href.replace(/\/$/, ''),
    siteKey: data.siteKey ?? 'finestreta',
    locale: preferredLocaleOf([data.lang ?? '', ...languages]) ?? 'ca',
    title: data.title || null,
    position: data.position === 'start' ? 'start' : 'end',
    isOpen: data.open !== undefined && data.open !== 'false',
    theme: data.theme === 'light' || data.theme === 'dark' ? data.theme : null,
    uploadMb: Math.max(0, Number(data.uploadMb ?? 4)) || 0,
  };
}

/** The first of our languages in a list of language tags. */
export function preferredLocaleOf(tags: readonly string[]): WidgetOptions['locale'] | null {
  for (const tag of tags) {
    const language = tag.split(/[-_]/, 1)[0]?.toLowerCase();
    if (language === 'ca' || language === 'es' || language === 'en') return language;
  }
  return null;
}
