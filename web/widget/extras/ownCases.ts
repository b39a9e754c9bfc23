import { make } from '../view/dom.ts';
import type { ExtrasHost } from './host.ts';
import type { ExtraStrings } from './strings.ts';

/** The list of the cases of this browser. */
interface OwnCases {
  readonly element: HTMLElement;
  /** Opens it, or closes it. */
  toggle(): void;
  /** Looks again which cases there are. */
  draw(): void;
}

export function createOwnCases(
  { strings, base, cases, casesButton: button, leave }: ExtrasHost,
  say: ExtraStrings,
): OwnCases {
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
    button.hidden = cases.all().length === 0;
    if (element.hidden) leave();
    else forgetAll.focus();
  }

  function draw(): void {
    const all = cases.all();
    const now = JSON.stringify([strings.locale(), all]);
    if (now === drawn) return;
    drawn = now;
    list.replaceChildren(...all.map(row));
    if (all.length === 0) close();
  }

  function row({ code, key, at }: ReturnType<typeof cases.all>[number]): HTMLElement {
    const day = new Intl.DateTimeFormat(strings.dates(), { day: 'numeric', month: 'long' });
    const field = (name: string, value: string) => make('input', { type: 'hidden', name, value });
    const see = make('button', { class: 'see' }, say('caseSee', { code }));
    const opened = at === undefined ? null : make('time', {}, day.format(at));
    // Where they ask to be told: browsers let a page of ours do that, not the page that shows the chat.
    const notify = make(
      'button',
      { formaction: `${base}/cas#notify`, 'aria-label': `${say('caseNotify')} ${code}` },
      say('caseNotify'),
    );
    const forget = make(
      'button',
      { type: 'button', 'aria-label': `${say('forget')} ${code}`, click: () => drop(() => cases.forget(code)) },
      say('forget'),
    );
    // The key travels in the body: addresses end up in logs and histories.
    const form = make(
      'form',
      { method: 'post', action: `${base}/cas`, target: '_blank', rel: 'noopener' },
      ...[field('code', code), field('key', key), field('lang', strings.locale()), see, opened, notify],
    );
    return make('li', {}, form, forget);
  }

  close();
  strings.each(() => {
    element.setAttribute('aria-label', strings('cases'));
    hint.textContent = say('casesHint');
    forgetAll.textContent = say('casesForget');
    draw();
  });
  return { element, draw, toggle: () => (element.hidden ? open() : close()) };
}
