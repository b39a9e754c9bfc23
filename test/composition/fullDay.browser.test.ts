import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { freePort } from '../support/freePort.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { openPage } from '../web/support/chatPage.ts';
import { until } from '../web/support/until.ts';
import { type DayDesk, dayDesk, follow, type Pressed, reload, send, serve, takeNext } from './support/dayDesk.ts';
import { type Fate, planDay, wordOf } from './support/dayPlan.ts';
import { createDayRecord } from './support/dayRecord.ts';
import { type FakeChats, openFakeChats } from './support/fakeChats.ts';
import { hire, receives, signInPage, take } from './support/staffPages.ts';
import { makeTownsperson, type Townsperson } from './support/townspeople.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();
/**
 * Cases of the day, besides those of four people in a browser or a chat who talk on. `DAY_CASES=200` plays a whole day, which
 * takes five times as long.
 */
const count = Number(process.env.DAY_CASES ?? 40) - 4;
const seed = Number(process.env.DAY_SEED ?? 20261128);
/** How many citizens write at once. */
const atOnce = 8;
const timeLimit = 300_000 + count * 1_000;

(path === null ? describe.skip : describe)('a day of three agents, a supervisor and many cases', () => {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  const log = createLog();
  let port: string;
  let app: App;
  let chats: FakeChats;
  let dialogs: ContentFolder;
  let browser: Browser;

  const environment = () => ({
    ...{ DATA_DIR: data, DIALOGS_DIR: dialogs.path, LEARNT_DIR: learntDir, PORT: port, CONSOLE_SECOND_FACTOR: 'off' },
    ...{ MEANING: 'off', CONTENT_LINKS: 'off', ...chats.secrets },
    // All these people write from one address within seconds.
    ...{ CASES_PER_ADDRESS: '1000', WEBCHAT_STARTS_PER_MINUTE: '1000', WEBCHAT_ADDRESS_POSTS_PER_MINUTE: '10000' },
  });
  async function start(): Promise<void> {
    const env = environment();
    app = await startApp(readConfig(env, root), env, everyRole, log);
  }

  beforeAll(async () => {
    await builtPages();
    // It restarts on the same port, which nobody else must be given meanwhile.
    port = String(await freePort());
    // Little to learn, so that it starts in a moment.
    dialogs = await createContentFolder();
    chats = await openFakeChats();
    await chats.openAccounts(readConfig(environment(), root));
    await chats.openTeamsAccount(readConfig(environment(), root));
    await start();
    browser = await launchBrowser(path ?? '');
  }, timeLimit);
  afterAll(async () => {
    await browser.close();
    await app.close();
    await chats.close();
    await dialogs.remove('.');
    rmSync(data, { recursive: true });
  });

  const pressed: Pressed = new Map();
  const passed = new Set<string>();
  const record = createDayRecord();
  const people = new Map<string, Townsperson>();
  const codes = new Map<string, string>();
  const plan = new Map(planDay(count, seed).map((each) => [each.name, each]));
  const ofFate = (fate: Fate) => [...plan.values()].filter((each) => each.fate === fate);

  async function hireAll(): Promise<Record<'anna' | 'berta' | 'clara' | 'silvia', DayDesk>> {
    await hire(app, 'Anna', ['agent'], ['oiac']);
    await hire(app, 'Berta', ['agent'], ['oiac', 'hisenda']);
    await hire(app, 'Clara', ['agent'], ['oiac']);
    await hire(app, 'Silvia');
    const desk = async (name: string, undoSeconds: 0 | 20) => {
      const staff = await signInPage(browser, app.url, name, { undoSeconds });
      await staff.page.waitForURL('**/console');
      await staff.page.locator('.queues button', { hasText: 'Els meus' }).click();
      return dayDesk(staff, pressed, { canUndo: undoSeconds > 0 });
    };
    const [anna, berta, clara, silvia] = await Promise.all([
      desk('Anna', 0),
      desk('Berta', 0),
      desk('Clara', 20),
      desk('Silvia', 20),
    ]);
    const label = { id: null, name: 'Barri', colour: '#1d7a46' };
    await silvia.page.evaluate(
      `fetch('/console/api/labels', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '${JSON.stringify(label)}' })`,
    );
    return { anna, berta, clara, silvia };
  }

  /** The people of the plan, some at once, each with two messages. */
  async function everybodyWrites(): Promise<void> {
    const waiting = [...plan.values()];
    const one = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const person = makeTownsperson(next.way, next.name, { chats, url: app.url });
        people.set(next.name, person);
        await person.say('person ara');
        await until(async () => receipt.test(await person.received()));
        codes.set(next.name, receipt.exec(await person.received())?.[1] ?? '');
        await person.say(next.text);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
  }
  const receipt = /([0-9A-Z]{4}-[0-9A-Z]{4}) ca/;

  /** What the supervisor does with all cases of a fate at once. */
  async function inBulk(desk: DayDesk, fate: Fate, press: () => Promise<void>): Promise<void> {
    const { page } = desk;
    const cases = ofFate(fate);
    const word = wordOf[fate] ?? '';
    await page.locator('#search').fill(word);
    // Another search may have found as many.
    await page.locator(`.scroll li[aria-setsize="${cases.length}"]`, { hasText: word }).first().waitFor();
    await page.getByRole('button', { name: "Tria'n uns quants" }).click();
    await page.locator('.pickedbar').getByRole('button', { name: 'Tots' }).click();
    await press();
    await page.locator('.held', { hasText: `${cases.length} casos` }).waitFor();
  }
  const command = ({ page }: DayDesk, name: string) =>
    page.locator('.pickedbar').getByRole('button', { name, exact: true }).click();

  async function triage(desk: DayDesk): Promise<void> {
    const { page } = desk;
    await page.locator('.queues button', { hasText: 'Tots' }).click();
    const closeAsSpam = async () => {
      await command(desk, 'Tanca');
      await page.getByLabel('Correu brossa').check();
      await page.keyboard.press('Enter');
    };
    await inBulk(desk, 'spam', closeAsSpam);
    await page
      .locator('.held')
      .getByRole('button', { name: /^Desfés/ })
      .click();
    await page.locator('.held').waitFor({ state: 'detached' });
    await inBulk(desk, 'spam', closeAsSpam);
    await inBulk(desk, 'moved', async () => {
      await command(desk, "Passa'l");
      await page.locator('dialog').getByRole('combobox').fill('hisenda');
      await page.keyboard.press('Enter');
    });
    await inBulk(desk, 'rests', async () => {
      await command(desk, 'Ajorna');
      await page.locator('dialog .button').click();
    });
    for (const { name } of ofFate('spam')) desk.did(name, 'close spam');
    for (const { name } of ofFate('moved')) desk.did(name, 'assign hisenda');
    for (const { name } of ofFate('rests')) desk.did(name, 'snooze');
    // Leaving the page sends what waits.
    await reload(desk);
    await page.locator('.queues button', { hasText: 'Sense ningú' }).click();
    const rest = count - ofFate('spam').length - ofFate('rests').length;
    await page.locator(`.scroll li[aria-setsize="${rest}"]`).first().waitFor();
  }

  /** What the journal is to hold by now, by the codes of the cases. */
  const expected = () =>
    Object.fromEntries([...pressed].map(([name, lines]) => [codes.get(name) ?? name, lines] as const).sort());
  const done = async () => Object.fromEntries([...(await record.read(app))].sort());
  const linesIn = (lines: Readonly<Record<string, readonly string[]>>) => Object.values(lines).flat().length;
  const allIsDone = () => until(async () => linesIn(await done()) >= linesIn(expected()));

  test(
    'nothing that was pressed is lost or done twice, also when the server restarts in the middle',
    async () => {
      // They wrote overnight.
      await everybodyWrites();
      const { anna, berta, clara, silvia } = await hireAll();
      const agents = [anna, berta, clara];
      await triage(silvia);

      // Four citizens in a browser and in chats talk with four of staff at once.
      const web = await openPage(browser, `${app.url}/?lang=ca`);
      const page = await (await browser.newContext({ locale: 'ca-ES', javaScriptEnabled: false })).newPage();
      await page.goto(`${app.url}/xat?lang=ca`);
      const onPage = async (text: string) => {
        await page.locator('textarea').fill(text);
        await page.getByRole('button', { name: 'Envia' }).click();
        await page.locator('.user', { hasText: text }).first().waitFor();
      };
      const onPageReceived = async () => {
        await page.reload();
        return (await page.locator('.bot, .staff').allTextContents()).join('\n');
      };
      const telegram = chats.onTelegram(11, 'ca');
      const teams = chats.onTeams('maria', app.url);
      await web.open();
      const onWebReceived = async () => (await web.transcript()).filter((line) => !line.startsWith('>')).join('\n');
      const talks = [
        { name: '901', desk: anna, say: web.ask, received: onWebReceived },
        { name: '902', desk: berta, say: onPage, received: onPageReceived },
        { name: '903', desk: clara, say: telegram.say, received: async () => telegram.said().join('\n') },
        { name: '904', desk: silvia, say: teams.say, received: async () => teams.said().join('\n') },
      ];
      await Promise.all(
        talks.map(async ({ name, desk, say, received }) => {
          people.set(name, { say, received });
          await say('person ara');
          await until(async () => receipt.test(await received()));
          const code = receipt.exec(await received())?.[1] ?? '';
          codes.set(name, code);
          await say(`Assumpte ${name} sobre el fanal del carrer`);
          await follow(desk, code);
          await take(desk);
          desk.did(name, 'take', `reply R${name}.1`);
          await send(desk, { code, name }, `R${name}.1`, 'Control+Enter');
        }),
      );

      const work = async (desk: DayDesk, may: () => boolean) => {
        while (may()) {
          const open = await takeNext(desk);
          if (open === null) return;
          const planned = plan.get(open.name);
          if (planned === undefined) throw new Error(`${desk.name} took a case that nobody planned: ${open.name}`);
          await serve(desk, open, planned, passed);
        }
      };
      let left = Math.floor((count - ofFate('spam').length - ofFate('rests').length) / 2);
      await Promise.all(agents.map((desk) => work(desk, () => left-- > 0)));
      // Leaving a page sends what waits.
      for (const desk of [clara, silvia]) await reload(desk);
      await allIsDone();
      expect(await done()).toEqual(expected());

      // The server goes away: an answer to Anna has just got lost, Berta presses while nobody is there, and Clara's reply waits.
      const [ofAnna, ofBerta, ofClara] = await Promise.all(agents.map(takeNext));
      if (!ofAnna || !ofBerta || !ofClara) throw new Error('there was not enough to do');
      const offline = ({ page: at }: DayDesk) => at.locator('.toast', { hasText: 'No hi ha connexió' }).waitFor();
      await anna.page.route(
        '**/commands',
        async (route) => {
          await route.fetch();
          await route.abort();
        },
        { times: 1 },
      );
      const answers = [
        [anna, ofAnna],
        [berta, ofBerta],
        [clara, ofClara],
      ] as const;
      for (const [desk, { name }] of answers) {
        await desk.page.locator('#composer').fill(`R${name}.1`);
        desk.did(name, `reply R${name}.1`);
      }
      await anna.page.keyboard.press('Control+Enter');
      await offline(anna);
      await clara.page.keyboard.press('Control+Enter');
      await clara.page.locator('.held', { hasText: ofClara.code }).waitFor();
      await app.close();
      await berta.page.keyboard.press('Control+Enter');
      await offline(berta);
      await Promise.all([web.ask('Encara no hi ha vingut ningú'), telegram.say('Encara no hi ha vingut ningú')]);
      await start();
      await Promise.all([onPage('Encara no hi ha vingut ningú'), teams.say('Encara no hi ha vingut ningú')]);
      for (const [desk, { code, name }] of answers) {
        const field = desk.page.locator('#composer');
        const said = desk.page.locator('.said.staff', { hasText: `R${name}.1` });
        const waits = desk.page.locator('.held', { hasText: code });
        await desk.page.locator('.line').waitFor({ state: 'detached' });
        // What was not sent is still in the field, and pressed again.
        await until(async () => {
          if ((await said.count()) + (await waits.count()) > 0) return true;
          if ((await field.inputValue()) !== '') await desk.page.keyboard.press('Control+Enter');
          return false;
        });
      }

      // The afternoon.
      await Promise.all(
        talks.map(async ({ name, desk }) => {
          const open = await follow(desk, codes.get(name) ?? '');
          await receives(desk, 'Encara no hi ha vingut ningú');
          desk.did(name, `reply R${name}.2`, 'close resolved');
          await send(desk, open, `R${name}.2`, 'Control+Shift+Enter');
        }),
      );
      await Promise.all(agents.map((desk) => work(desk, () => true)));
      for (const desk of [clara, silvia]) await reload(desk);
      await allIsDone();
      // What was passed on late is answered last.
      await work(berta, () => true);
      await allIsDone();

      // Each citizen has been told everything once, in order, where they wrote.
      // With a point, which no code of a case has: the page shows codes as well.
      const repliesIn = (received: string) => received.match(/R\d{3}\.\d/g) ?? [];
      const repliesDue = (name: string) =>
        repliesIn((pressed.get(name) ?? []).filter((line) => line.includes(': reply ')).join());
      for (const [name, { received }] of people) {
        await until(async () => repliesIn(await received()).length >= repliesDue(name).length);
      }
      const received = new Map<string, readonly string[]>();
      for (const [name, person] of people) received.set(name, repliesIn(await person.received()));
      expect(Object.fromEntries(received)).toEqual(
        Object.fromEntries([...people.keys()].map((name) => [name, repliesDue(name)])),
      );
      expect(await done()).toEqual(expected());
      expect(Object.keys(expected())).toHaveLength(count + 4);
      expect([anna, berta, clara, silvia].flatMap(({ errors }) => errors)).toEqual([]);
    },
    timeLimit,
  );
});
