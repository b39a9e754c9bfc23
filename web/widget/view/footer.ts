import type { WidgetStrings } from '../strings.ts';
import { make } from './dom.ts';

/** The links that every chat carries: what it can answer, privacy, accessibility, and the same conversation without JavaScript. */
export function createFooter(
  strings: WidgetStrings,
  base: string,
  token: () => string | null,
  cases: HTMLElement,
): HTMLElement {
  const hidden = (name: string) => make('input', { type: 'hidden', name });
  const tokenInput = hidden('token');
  const langInput = hidden('lang');
  const textOnly = make('button', {});
  // The token travels in the body: addresses end up in logs.
  const form = make('form', { method: 'post', action: `${base}/xat/continua` }, tokenInput, langInput, textOnly);
  form.addEventListener('submit', () => {
    tokenInput.value = token() ?? '';
    langInput.value = strings.locale();
  });
  const pages = [
    ['temes', 'guide'],
    ['privacitat', 'privacy'],
    ['accessibilitat', 'accessibility'],
  ] as const;
  const links = pages.map(([path, key]) => {
    const link = make('a', { rel: 'noopener', target: '_blank' });
    strings.each(() => {
      link.href = `${base}/${path}?lang=${strings.locale()}`;
      link.replaceChildren(strings(key), make('span', { class: 'hidden' }, ` ${strings('newTab')}`));
    });
    return link;
  });
  const element = make('nav', {}, cases, ...links, form);
  strings.each(() => {
    textOnly.textContent = strings('textOnly');
    element.setAttribute('aria-label', strings('links'));
  });
  return element;
}
