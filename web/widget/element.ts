import { createLog } from './conversationLog.ts';
import { createCredentials, type Saved } from './credentials.ts';
import { createDirectLine } from './directLine.ts';
import type { OutgoingMessage } from './directLineWire.ts';
import { dress } from './dress.ts';
import { createKeptCases, type SavedCases } from './keptCases.ts';
import { createQuickExit, type QuickExitDeps } from './quickExit.ts';
import { type ChatSession, createSession } from './session.ts';
import { createShelf } from './shelf.ts';
import { createStrings } from './strings.ts';
import styles from './styles.css?inline';
import { type Chat, createChat } from './view/chat.ts';
import { readOptions } from './widgetOptions.ts';

/** What the script that brought the element said about it. */
export interface Origin {
  readonly url: string;
  readonly data: Readonly<Record<string, string | undefined>>;
}

interface Running {
  readonly chat: Chat;
  leave(): void;
}

interface ChatElement extends HTMLElement {
  /** The script that put it on the page; none where the page did that. */
  origin?: Origin;
  connectedCallback(): void;
}

/** The one element that shows the chat; others on the page wait until it is gone. */
let shown: ChatElement | null = null;

/**
 * Sees to it that the page shows one chat: defines `<finestreta-chat>`, if no script has yet, and puts one on the page, if
 * there is none. Attributes of the element win over those of the script.
 */
export function install(name: string, origin: Origin): void {
  if (!customElements.get(name)) define(name, origin);
  const mount = () => {
    // Next to the body, so that a page that changes or replaces its body does not affect it.
    if (!document.querySelector(name))
      document.documentElement.append(Object.assign(document.createElement(name), { origin }));
  };
  if (document.body) mount();
  else addEventListener('DOMContentLoaded', mount);
}

/** Defines the element. `origin` serves those that the page has placed. */
function define(name: string, origin: Origin): void {
  customElements.define(
    name,
    class extends HTMLElement implements ChatElement {
      // Declared only: what older browsers need for fields would weigh more than all of this.
      declare origin?: Origin;
      declare private running: Running | undefined;

      connectedCallback(): void {
        // The page's own element is where the page wants the chat.
        if (shown?.origin && !this.origin) shown.remove();
        if (shown) return;
        shown = this;
        this.running = start(this, this.origin ?? origin);
      }

      disconnectedCallback(): void {
        if (shown !== this) return;
        this.running?.leave();
        shown = null;
        // One that was only moved is about to be connected again.
        if (!this.isConnected) document.querySelector<ChatElement>(name)?.connectedCallback();
      }

      /** Opens the panel. */
      open(): void {
        this.running?.chat.open();
      }

      close(): void {
        this.running?.chat.close();
      }
    },
  );
}

function start(host: HTMLElement, origin: Origin): Running {
  const languages = [document.documentElement.lang, ...navigator.languages];
  const options = readOptions({ ...origin.data, ...host.dataset }, origin.url, languages);
  if (options.theme) host.dataset.theme = options.theme;
  const strings = createStrings(options.locale);
  const log = createLog();
  const name = `finestreta:${new URL(options.base).host}:${options.siteKey}`;
  const isOpen = createShelf<boolean>('sessionStorage', `${name}:open`);
  const line = createDirectLine(options.base, options.siteKey);
  const chat: Chat = createChat(
    options,
    strings,
    log,
    createKeptCases(createShelf<SavedCases>('localStorage', `${name}:cases`)),
    createShelf<string>('localStorage', `${name}:away`),
    () => session,
    (to) => {
      if (to === 'open') raise(host, chat.element);
      isOpen.set(to === 'open');
    },
    (url) => leaveAtOnce(url),
  );
  const session: ChatSession = createSession({
    line,
    credentials: createCredentials({
      line,
      shelf: createShelf<Saved>('localStorage', name),
      alone: (work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
      now: Date.now,
    }),
    log,
    unsent: createShelf<readonly OutgoingMessage[]>('sessionStorage', `${name}:unsent`),
    locale: strings.locale,
    listener: chat.listener,
  });
  const control = new AbortController();
  const on = (target: EventTarget, type: string, received: (event: Event) => void) =>
    target.addEventListener(type, received, { signal: control.signal, capture: true });
  const leaveAtOnce = createQuickExit({
    base: options.base,
    name,
    offered: chat.exit,
    clear() {
      chat.clear();
      isOpen.set(null);
    },
    on,
  });
  watchPage(session, name, options.base, chat, on);
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [];
  dress(root, styles);
  root.replaceChildren(chat.element);
  raise(host, chat.element);
  // On a small screen the panel covers the page: a page that was just opened must be seen.
  const isRoomy = matchMedia('(min-width: 30.01em)').matches;
  if (isRoomy && (isOpen.get() ?? options.isOpen)) chat.openQuietly();
  return {
    chat,
    leave() {
      session.sleep();
      control.abort();
    },
  };
}

/** Puts the chat before all that is on the page by now, and gives it back the size that a zoomed page takes from it. */
function raise(host: HTMLElement, element: HTMLElement): void {
  const zoom = host.parentElement?.currentCSSZoom ?? 1;
  element.style.setProperty('zoom', String(1 / zoom));
  // A page that sets the z-index of the chat wants it behind something. Older browsers have no popovers.
  if (getComputedStyle(host).getPropertyValue('--finestreta-z') !== '' || !element.showPopover) return;
  element.popover = 'manual';
  element.hidePopover();
  element.showPopover();
}

function watchPage(session: ChatSession, name: string, base: string, chat: Chat, on: QuickExitDeps['on']): void {
  on(window, 'online', () => {
    session.check();
    session.retry(null);
  });
  // If the page's policy forbids it, the browser reports that to the page's developer.
  on(document, 'securitypolicyviolation', (event) => {
    const { blockedURI, disposition } = event as SecurityPolicyViolationEvent;
    if (disposition === 'enforce' && blockedURI.startsWith(`${base}/v3/`)) session.bar();
  });
  on(window, 'offline', () => chat.listener.status('offline'));
  on(document, 'visibilitychange', () => {
    if (document.hidden) return;
    session.check();
    chat.seen();
  });
  on(window, 'storage', (event) => {
    if ((event as StorageEvent).key === name) session.join();
  });
  on(window, 'pagehide', () => {
    session.sleep();
    // Somebody who returns to the page must not see, even briefly, a conversation that was left by a quick exit.
    chat.element.hidden = chat.exit() !== null;
  });
  on(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) session.signal();
    chat.element.hidden = false;
  });
  // A page's own link to the chat: without this script it leads to the page without JavaScript.
  on(document, 'click', (event) => {
    const link = event.target instanceof Element && event.target.closest('[data-finestreta-open]');
    if (!link) return;
    event.preventDefault();
    chat.open();
    const value = link.getAttribute('data-finestreta-open') ?? '';
    // A link may begin with what the bot offers anyway, and answers nothing for the person.
    if (/^(start|entry|command):/.test(value)) session.choose({ label: link.textContent.trim(), value });
  });
}
