import type { ConversationListener } from '../conversationListener.ts';
import type { ConversationLog, ShownMessage } from '../conversationLog.ts';
import type { LineStatus } from '../follower.ts';
import type { KeptCases } from '../keptCases.ts';
import { createPageTitle } from '../pageTitle.ts';
import type { ChatSession } from '../session.ts';
import type { Shelf } from '../shelf.ts';
import type { WidgetStrings, WordKey } from '../strings.ts';
import { preferredLocaleOf, type WidgetOptions } from '../widgetOptions.ts';
import { createAnnouncementLine } from './announcement.ts';
import { createAnnouncer } from './announcer.ts';
import { createBanner } from './banner.ts';
import { createComposer } from './composer.ts';
import { make } from './dom.ts';
import { createExitBar } from './exitBar.ts';
import { createFooter } from './footer.ts';
import { guardInput } from './guardInput.ts';
import { createHeader } from './header.ts';
import { createLauncher } from './launcher.ts';
import { createMore } from './more.ts';
import { createPanel } from './panel.ts';
import { createTranscriptView } from './transcript.ts';

/** How long a typing signal is shown, when nothing follows it. */
const typingTimeoutMs = 6_000;

const announced: Readonly<Record<LineStatus, WordKey | null>> = {
  connecting: 'connecting',
  online: null,
  lost: 'lost',
  offline: 'offline',
  barred: 'barred',
};

/** The whole chat: the button on the page and the panel that it opens. */
export interface Chat {
  readonly element: HTMLElement;
  readonly listener: ConversationListener;
  open(): void;
  /** Opens without taking the focus. */
  openQuietly(): void;
  close(): void;
  /** The address for a quick exit that the conversation offers; null: none. */
  exit(): string | null;
  /** The page is seen again. */
  seen(): void;
  /** Closes the panel, and leaves nothing of the conversation in it. */
  clear(): void;
}

export function createChat(
  options: WidgetOptions,
  strings: WidgetStrings,
  log: ConversationLog,
  cases: KeptCases,
  /** The announcement that was put away. */
  away: Shelf<string>,
  session: () => ChatSession,
  /** Called when the person opens or closes the panel. */
  toggled: (to: 'open' | 'closed') => void,
  /** Leaves the page at once, for another address. */
  leave: (url: string) => void,
): Chat {
  let unread = 0;
  let opener: HTMLElement | null = null;
  let status: LineStatus = 'online';
  let typingTimer: ReturnType<typeof setTimeout> | undefined;

  const title = createPageTitle();
  const banner = createBanner();
  const announcement = createAnnouncementLine(strings, options, away);
  const launcher = createLauncher(strings, open);
  const transcript = createTranscriptView(strings, {
    retry(key) {
      session().retry(key);
      focusField();
    },
    rate(key, rating) {
      session().rate(key, rating);
      announcer.say(strings(rating.value.match(/^useless:[^/]+$/) ? 'rateWhy' : 'rated'));
    },
    choose(choice) {
      banner.dismiss();
      session().choose(choice);
      focusField();
    },
  });
  const casesButton = make('button', { type: 'button', 'aria-expanded': 'false', click: () => more.toggleCases() });
  const more = createMore(
    {
      strings,
      base: options.base,
      cases,
      casesButton,
      uploadMb: options.uploadMb,
      attach: (files) => session().attach(files, ''),
      locate: (point) => session().locate(point),
      newest: () => log.entries().slice(log.entries().findLastIndex(({ from }) => from === 'user') + 1),
      textOf: (entry) => transcript.textOf(entry),
      say: (text) => announcer.say(text),
      notify: (text) => announce(text),
      leave() {
        more.note();
        focusField();
      },
    },
    () => announce(strings('moreFailed')),
  );
  more.button.addEventListener('click', () => banner.dismiss());
  const composer = createComposer(strings, options.uploadMb, more.button, {
    send(text) {
      banner.dismiss();
      session().send(text);
    },
    // The bot alone needs no such sign.
    typed: () => attendedBy() && session().type(),
    attach(files, caption) {
      banner.dismiss();
      session().attach(files, caption);
    },
    refuseFile: (why, name) => announce(strings(why, { name, mb: options.uploadMb })),
  });
  const announcer = createAnnouncer(strings, (entry) => transcript.textOf(entry));
  const header = createHeader(strings, options.title, {
    save: () => more.save(log.entries()),
    restart,
    close,
  });
  const footer = createFooter(strings, options.base, () => session().token(), casesButton);
  const exitBar = createExitBar(strings, () => {
    const url = exit();
    if (url !== null) leave(url);
  });
  const panel = createPanel(
    [
      header.element,
      exitBar.element,
      announcement.element,
      transcript.element,
      banner.element,
      more.element,
      composer.element,
      footer,
      announcer.element,
    ],
    () => {
      if (banner.dismiss()) composer.focus();
      else if (!more.dismiss()) close();
    },
  );
  const element = make('section', { class: options.position }, launcher.element, panel.element);
  guardInput(element);
  strings.each(() => {
    element.lang = strings.locale();
    casesButton.textContent = strings('cases');
    element.setAttribute('aria-label', options.title ?? strings('title'));
    showStatus();
  });

  function open(): void {
    if (panel.isOpen()) return;
    openWith(panel.show);
    focusField();
  }

  function openQuietly(): void {
    if (!panel.isOpen()) openWith(panel.showQuietly);
  }

  function openWith(show: () => void): void {
    const focused = document.activeElement;
    opener = focused instanceof HTMLElement && focused !== document.body ? focused : null;
    show();
    launcher.element.hidden = true;
    count(0);
    session().open();
    void announcement.load();
    transcript.toNewest();
    toggled('open');
  }

  function close(): void {
    if (!panel.isOpen()) return;
    more.stop();
    panel.hide();
    launcher.element.hidden = false;
    // The launcher is what opened it, unless the page has a separate button.
    if (opener?.isConnected && !opener.shadowRoot) opener.focus();
    else launcher.element.focus();
    toggled('closed');
  }

  /** On a touch screen, focus in the field would pull up the keyboard and hide the conversation. */
  function focusField(): void {
    if (matchMedia('(pointer: coarse)').matches) transcript.focus();
    else composer.focus();
  }

  async function restart(): Promise<void> {
    const isSure = await banner.ask(strings('restartAsk'), strings('restartYes'), strings('restartNo'));
    if (isSure === null) return;
    if (isSure) session().restart();
    composer.focus();
  }

  function newestOfBot(): ShownMessage | undefined {
    return log.entries().findLast(({ from }) => from === 'bot');
  }

  /** Who of the city's people answers now; null: nobody. */
  function attendedBy(): string | null {
    return newestOfBot()?.attendedBy ?? null;
  }

  function exit(): string | null {
    return log.entries().findLast(({ quickExit }) => quickExit !== null)?.quickExit ?? null;
  }

  function clear(): void {
    session().leave();
    cases.forgetAll();
    more.drawCases();
    composer.clear();
    more.stop();
    banner.dismiss();
    announcer.clear();
    count(0);
    if (panel.isOpen()) panel.hide();
    launcher.element.hidden = false;
    toggled('closed');
  }

  function announce(text: string): void {
    banner.say(text);
    announcer.say(text);
  }

  function count(next: number): void {
    unread = next;
    launcher.unread(unread);
  }

  function showStatus(): void {
    const key = announced[status];
    const isBarred = status === 'barred';
    banner.state(...(key ? [strings(key)] : []), ...(isBarred ? [' ', ownPageLink(options.base, strings)] : []));
    const wasInField = composer.element.matches(':focus-within');
    composer.element.hidden = isBarred;
    if (isBarred && wasInField) transcript.focus();
  }

  const listener: ConversationListener = {
    changed() {
      transcript.render(log.entries());
      for (const { from, text, at } of log.entries()) if (from === 'bot') cases.note(text, at);
      more.drawCases();
      header.speaks(attendedBy());
      if (exit() === null) exitBar.hide();
      else exitBar.show();
      const locale = preferredLocaleOf([newestOfBot()?.locale ?? '']);
      if (locale) strings.use(locale);
    },
    news(entries: readonly ShownMessage[]) {
      clearTimeout(typingTimer);
      transcript.hideTyping();
      title.add(entries.length);
      announcer.read(entries);
      more.news(entries);
      if (entries.some(({ quickExit }) => quickExit !== null)) announcer.say(exitBar.text());
      if (!panel.isOpen()) count(unread + entries.length);
    },
    status(next) {
      if (next === status) return;
      const key = announced[next];
      if (key && next !== 'connecting') announcer.say(strings(key));
      else if (status === 'lost' || status === 'offline') announcer.say(strings('online'));
      status = next;
      showStatus();
    },
    failed: () => announcer.say(strings('failed')),
    typing() {
      transcript.showTyping();
      clearTimeout(typingTimer);
      typingTimer = setTimeout(() => transcript.hideTyping(), typingTimeoutMs);
    },
    forgotten: () => announce(strings('forgotten')),
    left: clear,
  };

  return { element, listener, open, openQuietly, close, exit, clear, seen: title.restore };
}

/** To the page that the server shows itself, where the chat works whatever this page says. */
function ownPageLink(base: string, strings: WidgetStrings): HTMLElement {
  return make(
    'a',
    { href: `${base}/xat?lang=${strings.locale()}`, rel: 'noopener', target: '_blank' },
    strings('ownPage'),
    make('span', { class: 'hidden' }, ` ${strings('newTab')}`),
  );
}
