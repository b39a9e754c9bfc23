import type { LineStatus } from '../follow.ts';
import type { Listener } from '../listener.ts';
import type { Entry, Log } from '../log.ts';
import { localeOf, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import type { WordKey, Words } from '../words.ts';
import { createAnnouncer } from './announcer.ts';
import { createBanner } from './banner.ts';
import { createComposer } from './composer.ts';
import { make } from './dom.ts';
import { createExitBar } from './exitBar.ts';
import { createFooter } from './footer.ts';
import { guardInput } from './guardInput.ts';
import { createHeader } from './header.ts';
import { createLauncher } from './launcher.ts';
import { createPanel } from './panel.ts';
import { createTranscript } from './transcript.ts';

/** How long a sign of typing is believed, when nothing follows it. */
const typingFor = 6_000;

const told: Readonly<Record<LineStatus, WordKey | null>> = {
  connecting: 'connecting',
  online: null,
  lost: 'lost',
  offline: 'offline',
  barred: 'barred',
};

/** The whole chat: the button on the page and the panel that it opens. */
export interface Chat {
  readonly element: HTMLElement;
  readonly listener: Listener;
  /** `isInactive`: without taking the focus. */
  open(isInactive: boolean): void;
  close(): void;
  /** Where the conversation offers to leave to at once; null: it does not. */
  exit(): string | null;
  /** Closes the panel, and leaves nothing of the conversation in it. */
  clear(): void;
}

export function createChat(
  options: Options,
  words: Words,
  log: Log,
  session: () => Session,
  /** Told when the person opens or closes the panel. */
  toggled: (isOpen: boolean) => void,
  /** Leaves the page at once, for another address. */
  leave: (url: string) => void,
): Chat {
  let unread = 0;
  let opener: HTMLElement | null = null;
  let status: LineStatus = 'online';
  let typingTimer: ReturnType<typeof setTimeout> | undefined;

  const banner = createBanner();
  const launcher = createLauncher(words, () => open(false));
  const transcript = createTranscript(words, {
    retry(key) {
      session().retry(key);
      focusField();
    },
    choose(choice) {
      banner.dismiss();
      session().choose(choice);
      focusField();
    },
  });
  const composer = createComposer(words, options.uploadMb, {
    send(text) {
      banner.dismiss();
      session().send(text);
    },
    attach: (file) => session().attach(file),
    refuseFile: (why) => tell(words(why, { mb: options.uploadMb })),
  });
  const announcer = createAnnouncer(words, (entry) => transcript.textOf(entry));
  const header = createHeader(words, options.title, { restart, close });
  const footer = createFooter(words, options.base, () => session().token());
  const exitBar = createExitBar(words, () => {
    const url = exit();
    if (url !== null) leave(url);
  });
  const panel = createPanel(
    [header, exitBar.element, transcript.element, banner.element, composer.element, footer, announcer.element],
    () => {
      if (banner.dismiss()) composer.focus();
      else close();
    },
  );
  const element = make('section', { class: options.position }, launcher.element, panel.element);
  guardInput(element);
  words.each(() => {
    element.lang = words.locale();
    element.setAttribute('aria-label', options.title ?? words('title'));
    showStatus();
  });

  function open(isInactive: boolean): void {
    if (panel.isOpen()) return;
    const focused = document.activeElement;
    opener = focused instanceof HTMLElement && focused !== document.body ? focused : null;
    panel.show(isInactive);
    launcher.element.hidden = true;
    count(0);
    session().open();
    transcript.toNewest();
    if (!isInactive) focusField();
    toggled(true);
  }

  function close(): void {
    if (!panel.isOpen()) return;
    panel.hide();
    launcher.element.hidden = false;
    // The launcher is what opened it, unless the page has a button of its own.
    if (opener?.isConnected && !opener.shadowRoot) opener.focus();
    else launcher.element.focus();
    toggled(false);
  }

  /** On a touch screen, focus in the field would pull up the keyboard and hide the conversation. */
  function focusField(): void {
    if (matchMedia('(pointer: coarse)').matches) transcript.focus();
    else composer.focus();
  }

  async function restart(): Promise<void> {
    const isSure = await banner.ask(words('restartAsk'), words('restartYes'), words('restartNo'));
    if (isSure === null) return;
    if (isSure) session().restart();
    composer.focus();
  }

  function exit(): string | null {
    return log.entries().findLast(({ quickExit }) => quickExit !== null)?.quickExit ?? null;
  }

  function clear(): void {
    session().leave();
    composer.clear();
    banner.dismiss();
    announcer.clear();
    count(0);
    if (panel.isOpen()) panel.hide();
    launcher.element.hidden = false;
    toggled(false);
  }

  function tell(text: string): void {
    banner.say(text);
    announcer.say(text);
  }

  function count(next: number): void {
    unread = next;
    launcher.unread(unread);
  }

  function showStatus(): void {
    const key = told[status];
    const isBarred = status === 'barred';
    banner.state(...(key ? [words(key)] : []), ...(isBarred ? [' ', ownPageLink(options.base, words)] : []));
    const wasInField = composer.element.matches(':focus-within');
    composer.element.hidden = isBarred;
    if (isBarred && wasInField) transcript.focus();
  }

  const listener: Listener = {
    changed() {
      transcript.render(log.entries());
      exitBar.show(exit() !== null);
      const locale = localeOf([log.entries().findLast(({ from }) => from === 'bot')?.locale ?? '']);
      if (locale) words.use(locale);
    },
    news(entries: readonly Entry[]) {
      clearTimeout(typingTimer);
      transcript.typing(false);
      announcer.read(entries);
      if (entries.some(({ quickExit }) => quickExit !== null)) announcer.say(exitBar.text());
      if (!panel.isOpen()) count(unread + entries.length);
    },
    status(next) {
      if (next === status) return;
      const key = told[next];
      if (key && next !== 'connecting') announcer.say(words(key));
      else if (status === 'lost' || status === 'offline') announcer.say(words('online'));
      status = next;
      showStatus();
    },
    failed: () => announcer.say(words('failed')),
    typing() {
      transcript.typing(true);
      clearTimeout(typingTimer);
      typingTimer = setTimeout(() => transcript.typing(false), typingFor);
    },
    forgotten: () => tell(words('forgotten')),
    left: clear,
  };

  return { element, listener, open, close, exit, clear };
}

/** To the page that the server shows itself, where the chat works whatever this page says. */
function ownPageLink(base: string, words: Words): HTMLElement {
  return make(
    'a',
    { href: `${base}/xat?lang=${words.locale()}`, rel: 'noopener', target: '_blank' },
    words('ownPage'),
    make('span', { class: 'hidden' }, ` ${words('newTab')}`),
  );
}
