import type { OfferedChoice, ShownMessage } from '../conversationLog.ts';
import type { WidgetStrings } from '../strings.ts';
import { make } from './dom.ts';
import { type EntryDeps, entryElement } from './shownMessage.ts';

/** Distance from the end, in CSS pixels, within which a reader is taken to follow the conversation. */
const nearEnd = 96;
const margin = 12;

/** The messages, what may be chosen now, and the sign that somebody writes. */
interface Transcript {
  readonly element: HTMLElement;
  render(entries: readonly ShownMessage[]): void;
  /** Shows that somebody is typing. */
  showTyping(): void;
  hideTyping(): void;
  /** Shows the newest answer from its beginning. */
  toNewest(): void;
  focus(): void;
  /** A message as its words are seen. */
  textOf(entry: ShownMessage): string;
}

export function createTranscriptView(
  strings: WidgetStrings,
  deps: EntryDeps & { choose: (choice: OfferedChoice) => void },
): Transcript {
  const list = make('div', { class: 'entries' });
  /** What the newest message offers. */
  const newestChoices = make('div', {});
  const dots = make(
    'div',
    { class: 'typing' },
    make('span', { class: 'hidden' }),
    make('i', {}),
    make('i', {}),
    make('i', {}),
  );
  // The announcer speaks; were the log live as well, it would also read what the person typed and what a reload brings.
  const log = make('div', { class: 'log', role: 'log', 'aria-live': 'off', tabindex: '0' }, list, newestChoices, dots);
  const jump = make('button', { type: 'button', class: 'jump', click: goToNewest });
  const element = make('div', { class: 'transcript' }, log, jump);
  const own: EntryDeps = {
    retry: deps.retry,
    choose: deps.choose,
    rate(key, rating) {
      deps.rate(key, rating);
      // What was pressed is gone: on with what has taken its place, or with the conversation.
      const next = elements.get(key)?.element.querySelector<HTMLElement>('.rate[role]');
      (next?.querySelector('button') ?? log).focus();
      next?.scrollIntoView({ block: 'nearest' });
    },
  };
  let shown: readonly ShownMessage[] = [];
  let elements = new Map<string, { entry: ShownMessage; element: HTMLElement; choices: HTMLElement }>();

  dots.hidden = true;
  jump.hidden = true;
  strings.each(() => {
    log.setAttribute('aria-label', strings('log'));
    jump.textContent = strings('newMessages');
    if (dots.firstChild) dots.firstChild.textContent = strings('typing');
    elements.clear();
    draw();
    // They are written again, and do not come in again.
    for (const { element } of elements.values()) element.classList.add('settled');
  });
  log.addEventListener('scroll', () => {
    if (isAtEnd()) jump.hidden = true;
  });

  function draw(): void {
    const next: typeof elements = new Map();
    const nodes: Node[] = [];
    const offered: Node[] = [];
    let day = new Date().toDateString();
    for (const entry of shown) {
      const before = elements.get(entry.key);
      const kept =
        before?.entry === entry
          ? before
          : { entry, element: entryElement(entry, strings, own), choices: choicesElement(entry) };
      // A confirmed message only changes its line; it does not come in again.
      if (before && before !== kept) kept.element.classList.add('settled');
      const date = new Date(entry.at);
      if (date.toDateString() !== day) nodes.push(dayElement(date, strings));
      day = date.toDateString();
      next.set(entry.key, kept);
      nodes.push(kept.element);
      if (entry.choices.length > 0 && isOpen(entry)) (entry === shown.at(-1) ? offered : nodes).push(kept.choices);
    }
    elements = next;
    replaceChildren(list, nodes);
    replaceChildren(newestChoices, offered);
  }

  /** Whether a message belongs to the newest turn: what it offers can be chosen until somebody writes again. */
  function isOpen({ from, order }: ShownMessage): boolean {
    const last = shown.at(-1);
    return from === 'bot' && last?.from === 'bot' && Math.floor(order) === Math.floor(last.order);
  }

  function choicesElement({ choices, locale }: ShownMessage): HTMLElement {
    return make(
      'div',
      { class: 'choices', role: 'group', 'aria-label': strings('choices') },
      ...choices.map((choice) =>
        make(
          'button',
          { type: 'button', ...(locale && { lang: locale }), click: () => deps.choose(choice) },
          choice.label,
        ),
      ),
    );
  }

  function isAtEnd(): boolean {
    return log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd;
  }

  function goToNewest(): void {
    toNewest();
    // The button is about to go, and focus with it.
    log.focus();
  }

  /** `turn`: its first message, where what came before was read already. */
  function toNewest(turn = 0): void {
    jump.hidden = true;
    const lastAsked = shown.findLastIndex(({ from }) => from === 'user');
    const first = shown[Math.max(lastAsked + 1, turn)];
    const start = first && elements.get(first.key)?.element;
    const end = log.scrollHeight - log.clientHeight;
    log.scrollTop = start ? Math.min(end, start.offsetTop - margin) : end;
  }

  return {
    element,
    toNewest: () => toNewest(),
    focus: () => log.focus(),
    textOf({ key, text }) {
      const lines = elements.get(key)?.element.querySelectorAll('.bubble > span, .bubble p, .bubble li');
      return lines ? Array.from(lines, (part) => part.textContent).join('\n') : text;
    },
    showTyping() {
      const follows = isAtEnd();
      dots.hidden = false;
      if (follows) log.scrollTop = log.scrollHeight;
    },
    hideTyping() {
      dots.hidden = true;
    },
    render(entries) {
      const follows = isAtEnd();
      const newest = entries.at(-1);
      const grew = newest !== undefined && newest.key !== shown.at(-1)?.key;
      shown = entries;
      draw();
      if (!grew) return;
      // Who attends writes several times, and may ask something at the end.
      const turn = shown.findIndex(({ order }) => Math.floor(order) === Math.floor(newest.order));
      if (follows || newest.from === 'user') toNewest(turn);
      else jump.hidden = false;
    },
  };
}

function dayElement(date: Date, strings: WidgetStrings): HTMLElement {
  const format = new Intl.DateTimeFormat(strings.dates(), { weekday: 'long', day: 'numeric', month: 'long' });
  return make('p', { class: 'day' }, format.format(date));
}

/** Updates a list and leaves unchanged nodes in place, so that focus and selection are kept. */
function replaceChildren(parent: HTMLElement, nodes: readonly Node[]): void {
  for (const [index, node] of nodes.entries()) {
    const present = parent.childNodes[index];
    if (present !== node) parent.insertBefore(node, present ?? null);
  }
  while (parent.childNodes.length > nodes.length) parent.lastChild?.remove();
}
