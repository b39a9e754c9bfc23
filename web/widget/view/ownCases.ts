import type { KeptCases } from '../keptCases.ts';
import type { WidgetStrings } from '../strings.ts';
import { make } from './dom.ts';

/** The button that shows the cases of this browser, and their list. */
export interface OwnCases {
  readonly button: HTMLElement;
  readonly element: HTMLElement;
  /** Looks again which cases there are. */
  draw(): void;
}

/** `left` is called when the list went away with the focus in it. */
export function createOwnCases(strings: WidgetStrings, base: string, cases: KeptCases, left: () => void): OwnCases {
  const button = make('button', { type: 'button', click: () => (element.hidden !== false ? open() : close()) });
  const list = make('ul', {});
  const hint = make('p', {});
  const forgetAll = make('button', { type: 'button', click: () => drop(cases.forgetAll) });
  const element = make('div', { class: 'banner cases', role: 'group' }, list, hint, forgetAll);
  let drawn = '';

  function open(): void {
    element.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    list.querySelector('button')?.focus();
  }

  function close(): void {
    element.hidden = true;
    button.setAttribute('aria-expanded', 'false');
  }

  function drop(forget: () => void): void {
    forget();
    draw();
    if (element.hidden) left();
    else forgetAll.focus();
  }

  function draw(): void {
    const all = cases.all();
    const now = JSON.stringify([strings.locale(), all]);
    if (now === drawn) return;
    drawn = now;
    list.replaceChildren(...all.map(({ code, key }) => row(code, key)));
    button.hidden = all.length === 0;
    if (all.length === 0) close();
  }

  function row(code: string, key: string): HTMLElement {
    const field = (name: string, value: string) => make('input', { type: 'hidden', name, value });
    const see = make('button', {}, strings('caseSee', { code }));
    // Where they ask to be told: browsers let a page of ours do that, not the page that shows the chat.
    const notify = make(
      'button',
      { formaction: `${base}/cas#notify`, 'aria-label': `${strings('caseNotify')} ${code}` },
      strings('caseNotify'),
    );
    const forget = make(
      'button',
      { type: 'button', 'aria-label': `${strings('forget')} ${code}`, click: () => drop(() => cases.forget(code)) },
      strings('forget'),
    );
    // The key travels in the body: addresses end up in logs and histories.
    const form = make(
      'form',
      { method: 'post', action: `${base}/cas`, target: '_blank', rel: 'noopener' },
      ...[field('code', code), field('key', key), field('lang', strings.locale()), see, notify],
    );
    return make('li', {}, form, forget);
  }

  close();
  strings.each(() => {
    button.textContent = strings('cases');
    element.setAttribute('aria-label', strings('cases'));
    hint.textContent = strings('casesHint');
    forgetAll.textContent = strings('casesForget');
    draw();
  });
  return { button, element, draw };
}
