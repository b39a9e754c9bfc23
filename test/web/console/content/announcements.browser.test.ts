import { expect, test } from '@jest/globals';
import { createAnnouncementAdmin } from '../../../../src/composition/announcementAdmin.ts';
import { createPreviews } from '../../../../src/composition/previews.ts';
import { announcementsOf } from '../../../../src/content/announcementsOf.ts';
import type { AccountRecord } from '../../../../src/core/model/accountRecord.ts';
import { createWorld, type World } from '../../../announcements/world.ts';
import { createDeskStore, openTestDesk, type TestDesk, testContent } from '../../../support/contentDesk.ts';
import { createMemoryJournal } from '../../../support/memoryJournal.ts';
import { noSubscribers } from '../../../support/noSubscribers.ts';
import { accessibilityFaults } from '../../support/axe.ts';
import type { EditedContent } from '../support/fakeDesk.ts';
import { type ConsolePage, describeInDesk } from '../support/inConsole.ts';

const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
let opened: TestDesk;
let world: World;

/** Some who are reached: nobody finds the few who paused. */
const counted = {
  ...noSubscribers,
  tables: {
    ...noSubscribers.tables,
    state: { total: 43, cells: { active: 36 }, others: 7 },
    channel: { total: 38, cells: { telegram: 30, email: 8 }, others: 0 },
    topic: { total: 38, cells: { '*': 38 }, others: 0 },
    neighbourhood: { total: null, cells: {}, others: 0 },
  },
  announcements: [{ id: 'tall-d-aigua', fates: { total: 38, cells: { reached: 30 }, others: 8 } }],
};

/** An account that announces; on its platform nothing can be changed. */
const plain = {
  id: 'plain',
  state: 'open',
  definition: { channel: 'telegram', name: 'Canal', settings: { announce: {} } },
};

async function openDesk(): Promise<EditedContent> {
  const store = createDeskStore();
  opened = await openTestDesk(store, await testContent(), { accounts: () => [plain.id] });
  world = createWorld(createMemoryJournal(), Date.now());
  const records = [plain] as object as readonly AccountRecord[];
  const announcements = createAnnouncementAdmin({
    announcements: world.service().announcements,
    subscribers: { figures: async () => counted },
    desk: opened.desk,
    content: opened.knowledge.content,
    registry: {
      all: () => records,
      find: (id) => records.find((each) => each.id === id) ?? null,
      crisis: () => (world.crisis ? { towards: 'web', message: null, since: 0 } : null),
    },
    previews: createPreviews(),
    translate: () => '',
    clock: world.clock.now,
  });
  return { ...opened, announcements };
}

/** What one process of all does. */
async function look(): Promise<void> {
  world.live = announcementsOf(opened.knowledge.content());
  await world.run((own) => own.look());
  await world.deliver();
}

describeInDesk('announcements', openDesk, (bed) => {
  const isFine = async ({ page }: ConsolePage, what: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([what, colorScheme, ...(await accessibilityFaults(page))]).toEqual([what, colorScheme]);
    }
    const wide = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    expect([what, await page.evaluate(isTooWide), ...(await accessibilityFaults(page))]).toEqual([what, false]);
    if (wide !== null) await page.setViewportSize(wide);
  };

  test('are written, previewed, published, held by a crisis, released and withdrawn, with the keyboard', async () => {
    const desk = await bed().as('eva', '/console/anuncis');
    const { page, button } = desk;
    await page.getByText('Encara no hi ha cap anunci.').waitFor();
    await button('Anunci nou').press('Enter');
    await page.getByLabel('Títol en català').fill('Tall d’aigua');
    await page.keyboard.press('Enter');
    await page.locator('#field-title-es').fill('Corte de agua');
    await page.locator('#field-title-en').fill('Water cut');
    for (const locale of ['ca', 'es', 'en']) await page.locator(`#field-text-${locale}`).fill(`**Text** ${locale}`);
    const day = new Date(world.clock.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Comença', { exact: true }).fill(day);
    await page.getByLabel('Acaba', { exact: true }).fill(day);
    const often = page.getByLabel('Cada quant', { exact: true });
    await often.selectOption('WEEKLY');
    await page.getByRole('checkbox', { name: 'dissabte' }).check();
    await page.getByLabel('Dies que no n', { exact: false }).fill(day);
    await button('Afegeix el dia').press('Enter');
    await page.locator('.repeat .hint', { hasText: /^cada setmana, .*dissabte.*, fins al/ }).waitFor();
    await isFine(desk, 'how it repeats');
    await often.selectOption('MONTHLY');
    await page.getByLabel('Quin dia del mes').selectOption('last');
    await page.locator('.repeat .hint', { hasText: /^cada mes, l'últim / }).waitFor();
    await often.selectOption('');
    await page
      .getByLabel('Surt', { exact: true })
      .fill(`${new Date(world.clock.now()).toISOString().slice(0, 10)}T00:00`);
    await page.getByRole('checkbox', { name: 'Canal' }).press('Space');
    await page.locator('.preview strong', { hasText: 'Tall d’aigua' }).waitFor();
    await isFine(desk, 'the form');
    await page.locator('.saving.saved').waitFor();

    world.crisis = true;
    await opened.desk.publish({ note: 'Tall', at: null, documents: null, by: 'eva' });
    await look();
    await page.getByRole('link', { name: 'Anuncis', exact: true }).press('Enter');
    await page.locator('.banner', { hasText: 'Hi ha una crisi' }).waitFor();
    await page.getByRole('heading', { name: 'Aturats: els ha de mirar algú: 1' }).waitFor();
    expect(world.shown('plain')).toEqual([]);

    world.crisis = false;
    world.crisisEndedAt = world.clock.now();
    await page.reload();
    await button(/^Deixa que surti/).press('Enter');
    await page.locator('.toast', { hasText: 'Pot sortir.' }).waitFor();
    await look();
    await page.reload();
    await page.locator('.posts li', { hasText: 'Canal: publicat' }).waitFor();
    expect(world.shown('plain')).toHaveLength(1);
    await button(/^Història/).press('Enter');
    await page.locator('.steps li', { hasText: 'Revisat: pot sortir, Eva Coll' }).waitFor();
    await isFine(desk, 'the list');
    await button('Mes següent').press('Enter');
    await page.locator('.agendamonth').waitFor();
    await button('Setmana').press('Enter');
    await page.locator('.agendamonth.week tr').nth(1).waitFor();
    expect(await page.locator('.agendamonth tbody tr').count()).toBe(1);
    await page.locator('summary', { hasText: 'Qui hi està subscrit' }).press('Enter');
    await page.locator('.subscribers tr', { hasText: /^Telegram30$/ }).waitFor();
    await page.locator('.subscribers tr', { hasText: /^Altres, junts7$/ }).waitFor();
    await page.locator('.subscribers td', { hasText: 'Menys de 5' }).waitFor();
    await page.locator('.fates tr', { hasText: 'tall-d-aigua30···8' }).waitFor();
    await isFine(desk, 'a week, and who subscribes');
    await button('Setmana següent').press('Enter');
    await button('Mes').press('Enter');
    await page.locator('.agendamonth:not(.week)').waitFor();

    // It has ended: what its channel still shows can be withdrawn all the same.
    world.clock.advance(5 * 86_400_000);
    await page.reload();
    await page.locator('summary', { hasText: 'Acabats: 1' }).press('Enter');
    await button(/^Retira/).press('Enter');
    await page.getByLabel('Motiu').fill('La data era equivocada.');
    await isFine(desk, 'withdrawing');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('summary', { hasText: 'Retirats: 1' }).waitFor();
    await world.deliver();
    expect(world.shown('plain')).toEqual([]);
    expect(desk.errors).toEqual([]);
  });

  test('are moved to another day by keyboard and by dragging, as a draft', async () => {
    const desk = await bed().as('eva', '/console/anuncis');
    const { page, button } = desk;
    // In the middle of a month, so that both days are in sight whatever day it is.
    const month = new Date(world.clock.now() + 40 * 86_400_000).toISOString().slice(0, 7);
    const inAll = (text: string) => `{ ca: ${text}, es: ${text}, en: ${text} }`;
    const text = [
      `kind: event\ntitle: ${inAll('Xerrada')}\ntext: ${inAll('Veniu')}\naccounts: [plain]`,
      `from: ${month}-28\nuntil: ${month}-28\npublishAt: ${month}-14T09:30\n`,
    ].join('\n');
    const document = 'announcements/talk.yaml';
    await opened.desk.save({ document, base: null, onto: null, change: { text }, by: 'eva' });
    await page.reload();
    const talk = page.locator('.agendamonth li', { hasText: 'Xerrada' });
    await page.locator('.agendamonth').waitFor();
    // The month that it is in the town, which need not be that of the browser.
    const today = new Date(world.clock.now()).toLocaleDateString('sv', { timeZone: 'Europe/Madrid' });
    const number = (of: string) => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7));
    for (let each = number(today); each < number(month); each += 1) await button('Mes següent').press('Enter');
    await talk.waitFor();
    await talk.getByRole('button', { name: /^Mou/ }).press('Enter');
    await page.getByLabel('Dia que surt').fill(`${month}-16`);
    await isFine(desk, 'moving');
    await page.locator('dialog').getByRole('button', { name: 'Mou', exact: true }).press('Enter');
    const cell = (day: number) =>
      page.locator('.agendamonth td', { has: page.locator(`time[datetime="${month}-${day}"]`) });
    await cell(16).locator('li', { hasText: 'Xerrada' }).waitFor();
    await talk.getByRole('link').dragTo(cell(17));
    await cell(17).locator('li', { hasText: 'Xerrada' }).waitFor();
    const { fields } = await opened.desk.read(document);
    expect(fields).toMatchObject({ publishAt: `${month}-17T09:30`, from: `${month}-28` });
    expect(desk.errors).toEqual([]);
  });

  test('that repeat are one in the list and many in the month, and are withdrawn as a whole', async () => {
    const desk = await bed().as('eva', '/console/anuncis');
    const { page, button } = desk;
    const dayLater = (days: number) => new Date(world.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
    const inAll = (text: string) => `{ ca: ${text}, es: ${text}, en: ${text} }`;
    const text = [
      `kind: event\ntitle: ${inAll('Mercat')}\ntext: ${inAll('Veniu')}\naccounts: [plain]`,
      `from: ${dayLater(1)}\nuntil: ${dayLater(1)}\npublishAt: ${dayLater(-1)}T09:00\nrepeat: FREQ=DAILY;COUNT=90\n`,
    ].join('\n');
    const at = { document: 'announcements/market.yaml', base: null, onto: null };
    await opened.desk.save({ ...at, change: { text }, by: 'eva' });
    await opened.desk.publish({ note: 'Mercat', at: null, documents: null, by: 'eva' });
    await look();
    await page.reload();
    const whole = page.locator('.announcement.scheduled', { hasText: 'cada dia, 90 vegades' });
    await whole.waitFor();
    expect(await page.locator('.announcement.scheduled').count()).toBe(1);
    await button('Mes següent').press('Enter');
    await page.locator('.agendamonth td:not(.none)').nth(27).locator('a', { hasText: 'Mercat' }).waitFor();
    await isFine(desk, 'a list with what repeats');
    const before = world.shown('plain').length;
    expect(before).toBeGreaterThan(0);
    await whole.getByRole('button', { name: /^Retira/ }).press('Enter');
    await page.getByLabel('Motiu').fill('Ja no hi ha mercat.');
    await page.locator('dialog').getByRole('button', { name: 'Retira', exact: true }).press('Enter');
    await whole.waitFor({ state: 'detached' });
    world.clock.advance(3 * 86_400_000);
    await look();
    expect(world.shown('plain')).toEqual([]);
    expect(desk.errors).toEqual([]);
  });
});
