import { afterAll, expect, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { accessibilityFaults } from './support/axe.ts';
import { type ChatPage, openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { openTownHall, type TownHall } from './support/townHall.ts';

let hall: TownHall;

const policy = "default-src * 'unsafe-inline'";
const viewport = { width: 1000, height: 700 };
const overlay = '<div style="position: fixed; inset: 0; z-index: 2147483647; background: #fdd"></div>';
const squeeze =
  'float: left; position: static; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); contain: strict';

/** What pages do to everything that stands on them, on purpose or not. */
const hostile: readonly (readonly [string, string])[] = [
  ['unsets all', '* { all: unset !important }'],
  ['hides buttons and boxes', 'button, div, section, dialog, svg, span { display: none !important }'],
  [
    'hides what it does not know',
    'html > *, body > *, finestreta-chat { display: none !important; visibility: hidden !important; opacity: 0 !important; pointer-events: none !important }',
  ],
  [
    'has a huge rem',
    'html { font-size: 200px !important } * { font-size: 5rem !important; line-height: 9 !important }',
  ],
  ['is zoomed', 'html { zoom: 3 } body { zoom: .2 }'],
  [
    'transforms its boxes',
    'html, body, div, finestreta-chat { transform: scale(.4) rotate(20deg) !important; filter: blur(4px) !important; perspective: 9px; will-change: transform }',
  ],
  ['squeezes everything', `body, body *, finestreta-chat { ${squeeze.replaceAll(';', ' !important;')} !important }`],
  [
    'uses our names',
    '* { --accent: red !important; --on-accent: red; --text: red; --background: red; --inset-inline: 40% auto; --radius: 0; --shadow: none; color: red !important }',
  ],
  [
    'animates everything',
    '@keyframes rise { to { margin: 99px } } * { animation: rise 1s infinite !important; transition: all 60s !important; cursor: none !important; user-select: none !important }',
  ],
  ['is a grid of its own', 'html { display: grid; grid-template-columns: 1fr 1fr; gap: 90px } html > * { order: -1 }'],
];

/** Opens the page of a town hall with these styles, and this body behind the chat. */
async function openHall(browser: Browser, url: string, styles: string, body = ''): Promise<ChatPage> {
  const script = `<script src="${url}/embed.js" data-lang="ca"></script>`;
  hall.shows = { policy, head: `<style>${styles}</style>`, script: `${body}${script}` };
  return openPage(browser, hall.origin, { viewport, reducedMotion: 'reduce' });
}

/** How a control is drawn and where, and whether a person who points at its middle meets it. */
async function looks(control: Locator): Promise<unknown> {
  const drawn = await control.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const root = element.getRootNode() as ShadowRoot;
    const met = root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const of = element.localName;
    return {
      isMet: met?.closest(of) === element,
      color: style.color,
      background: style.backgroundColor,
      radius: style.borderRadius,
      cursor: style.cursor,
    };
  });
  const box = await control.boundingBox();
  const rounded = box && Object.fromEntries(Object.entries(box).map(([side, at]) => [side, Math.round(at)]));
  return { ...drawn, ...rounded };
}

async function allLooks(chat: ChatPage): Promise<unknown> {
  const launcher = await looks(chat.launcher);
  await chat.open();
  // The line that says so takes room.
  await chat.panel.getByText("S'està connectant").waitFor({ state: 'hidden' });
  await chat.ask('un paper del padró');
  await chat.lastAnswer('clarify ca');
  const controls = [
    chat.panel,
    chat.panel.locator('.send'),
    chat.choices.last(),
    chat.panel.locator('.bot .bubble').last(),
  ];
  return [launcher, await Promise.all(controls.map(looks))];
}

describeInBrowser(
  'the chat on a hostile page',
  async () => {
    hall = await openTownHall();
    return { settings: { WEBCHAT_ORIGINS: hall.origin } };
  },
  (bed) => {
    let calm: unknown;
    afterAll(() => hall.close());

    test.each(hostile)('looks and answers as ever where the page %s', async (_, styles) => {
      const { browser, site } = bed();
      calm ??= await allLooks(await openHall(browser, site.url, ''));
      const chat = await openHall(browser, site.url, styles);
      expect(await allLooks(chat)).toEqual(calm);
      expect(chat.errors).toEqual([]);
    });

    test('stands before whatever the page puts before everything', async () => {
      const { browser, site } = bed();
      const chat = await openHall(browser, site.url, '', overlay);
      expect(await looks(chat.launcher)).toMatchObject({ isMet: true });
      await chat.open();
      // What comes later does not cover it either.
      await chat.page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(overlay)})`);
      await chat.panel.getByRole('button', { name: 'Tanca el xat' }).click();
      await chat.launcher.click();
      expect(await accessibilityFaults(chat.page)).toEqual([]);
    });

    test('stands where --finestreta-z says, if the page wants it behind something', async () => {
      const { browser, site } = bed();
      const chat = await openHall(browser, site.url, 'finestreta-chat { --finestreta-z: 5 }', overlay);
      expect(await looks(chat.launcher)).toMatchObject({ isMet: false });
    });

    test('is hidden where the page says so by its attribute', async () => {
      const { browser, site } = bed();
      const chat = await openHall(browser, site.url, '');
      await chat.launcher.waitFor();
      await chat.page.evaluate("document.querySelector('finestreta-chat').hidden = true");
      await chat.launcher.waitFor({ state: 'hidden' });
    });
  },
);

describeInBrowser(
  'the chat on a page that writes itself again',
  async () => {
    hall = await openTownHall();
    return { settings: { WEBCHAT_ORIGINS: hall.origin } };
  },
  (bed) => {
    afterAll(() => hall.close());

    const scriptOf = (url: string, data: string) =>
      `(() => { const script = document.createElement('script'); script.src = '${url}/embed.js?again'; ${data}; document.head.append(script); return new Promise((resolve) => { script.onload = () => resolve(null) }); })()`;
    /** Launchers on the page, in shadow roots and out of them. */
    const launchers = (chat: ChatPage) =>
      chat.page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((element) => [...(element.shadowRoot?.querySelectorAll('.launcher') ?? []), ...(element.matches('.launcher') ? ['outside'] : [])]).map((found) => found === 'outside' ? found : 'inside')",
      );

    test('shows one launcher however often the script runs', async () => {
      const { browser, site } = bed();
      const chat = await openHall(browser, site.url, '', `<script src="${site.url}/embed.js"></script>`);
      await chat.open();
      await chat.page.evaluate(scriptOf(site.url, ''));
      await chat.page.evaluate(scriptOf(site.url, "script.dataset.siteKey = 'finestreta'"));
      expect(await launchers(chat)).toEqual(['inside']);
      expect(await chat.panel.isVisible()).toBe(true);
    });

    test('comes back with the script after the page has thrown all away, and goes on', async () => {
      const { browser, site } = bed();
      const chat = await openHall(browser, site.url, '');
      await chat.open();
      await chat.ask("com m'empadrono");
      await chat.lastAnswer('padro.alta ca');
      await chat.page.evaluate("document.documentElement.innerHTML = '<head></head><body><h1>Nova</h1></body>'");
      expect(await launchers(chat)).toEqual([]);
      await chat.page.evaluate(scriptOf(site.url, "script.dataset.lang = 'en'"));
      expect(await launchers(chat)).toEqual(['inside']);
      await chat.lastAnswer('padro.alta ca');
    });

    test('stays where the page only changes its body', async () => {
      const { browser, site } = bed();
      const chat = await openHall(browser, site.url, '');
      await chat.open();
      await chat.ask("com m'empadrono");
      await chat.lastAnswer('padro.alta ca');
      await chat.page.evaluate("document.body = document.createElement('body')");
      await chat.page.evaluate(scriptOf(site.url, ''));
      expect(await launchers(chat)).toEqual(['inside']);
      expect(await chat.panel.isVisible()).toBe(true);
    });

    test('an element of the page itself takes the place of ours, a second one waits until the first is gone', async () => {
      const { browser, site } = bed();
      const chat = await openHall(browser, site.url, '');
      await chat.launcher.waitFor();
      const add = (title: string) =>
        chat.page.evaluate(
          `document.body.append(Object.assign(document.createElement('finestreta-chat'), { id: '${title}' }));
           document.getElementById('${title}').isConnected`,
        );
      await add('one');
      await add('two');
      expect(await launchers(chat)).toEqual(['inside']);
      await chat.page.locator('#one .launcher').waitFor();
      await chat.page.evaluate("document.getElementById('one').remove()");
      await chat.page.locator('#two .launcher').waitFor();
      // Moved about, it is still the only one.
      await chat.page.evaluate("document.querySelector('main').append(document.getElementById('two'))");
      expect(await launchers(chat)).toEqual(['inside']);
      await chat.page.locator('#two .launcher').click();
      await chat.panel.locator('.bot').first().waitFor();
    });
  },
);
