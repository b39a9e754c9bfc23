import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { handlers, hasRole } from '../../../src/core/cases/policy.ts';
import { pageRoles } from '../../../web/console/model/pageAccess.ts';
import { pathOf, type Route } from '../../../web/console/model/route.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { sidewaysFaults } from '../support/overflow.ts';
import { until } from '../support/until.ts';
import { type ConsolePage, describeInConsole } from './support/inConsole.ts';
import { people } from './support/people.ts';

/** Each light and dark. */
const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a wide screen', { viewport: { width: 1360, height: 860 } }],
  ['a small phone', { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true }],
];

/** Every page of the console, with something that it names where it names anything. */
const routeTo = (page: string): Route => {
  const named = { account: 'web', document: null, code: null };
  return { page, ...named } as Route;
};

/** In the page: what is shown at each address, as if it had been typed. */
async function shownAt(routes: readonly (readonly [string, string])[]) {
  const shown = [];
  for (const [name, path] of routes) {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
    while (document.querySelector(`.desk.at-${name}`) === null) await new Promise(requestAnimationFrame);
    shown.push({
      page: name,
      heading: document.querySelector('main h1')?.textContent,
      links: [...document.querySelectorAll('main a')].map((each) => each.textContent),
      controls: document.querySelectorAll('main :is(button, input, select, textarea, [role=switch])').length,
      current: document.querySelectorAll('.queues [aria-current]').length,
    });
  }
  return shown;
}

const unsureTicket = {
  status: 'unsure',
  ...{ system: 'works', round: 1, at: Date.now(), number: null, token: null, fault: null },
  ...{ there: null, mark: null },
} as const;

describeInConsole('everybody can use the console', 60, (bed) => {
  const isFine = async ({ page }: ConsolePage, what: string) => {
    expect([what, ...(await accessibilityFaults(page, ['dark']))]).toEqual([what]);
    expect([what, ...(await sidewaysFaults(page))]).toEqual([what]);
  };

  test('a page that is not for somebody says so alone, with the way back to their own work', async () => {
    const routes = Object.keys(pageRoles).map(routeTo);
    for (const id of ['anna', 'eva', 'oriol']) {
      const desk = await bed().as(id, '/console');
      const { page } = desk;
      const me = people.find((each) => each.id === id);
      if (me === undefined) throw new Error('there must be somebody');
      const refused = routes.filter((route) => !hasRole(me, pageRoles[route.page]));
      // Who opens the console is led to their own work once it is known who they are, from wherever they are by then.
      await page.locator('.queues [aria-current]').first().waitFor();
      const shown = await page.evaluate(
        shownAt,
        refused.map((route) => [route.page, pathOf(route)] as const),
      );
      const alone = { heading: 'Aquesta pàgina no és de la vostra feina', links: ['Torna a la meva feina'] };
      expect([id, shown]).toEqual([
        id,
        refused.map((route) => ({ page: route.page, ...alone, controls: 0, current: 0 })),
      ]);
      if (id === 'anna') await isFine(desk, 'a page that is not for them');
      await page.getByRole('link', { name: 'Torna a la meva feina' }).click();
      await page.locator('.notforyou').waitFor({ state: 'detached' });
      // Who only reads has no switch of availability.
      expect([id, await page.locator('.top [role=switch]').count()]).toEqual([id, hasRole(me, handlers) ? 1 : 0]);
      await page.context().close();
    }
  });

  test.each(looks)('inbox, case, notes and dialogs have no fault on %s', async (_, options) => {
    const desk = await bed().as('adela', '/console', { ...options, undoSeconds: 20 });
    const { page, button } = desk;
    await desk.queue('Tots').click();
    await desk.rows.first().waitFor();
    await isFine(desk, 'the inbox');
    await desk.button(/^Filtres/).click();
    await isFine(desk, 'filters');
    await button('Desa la vista').click();
    await page.getByLabel('Nom de la vista').fill('Avui');
    await isFine(desk, 'saving a view');
    await page.keyboard.press('Enter');
    await page.locator('.queues').getByRole('list', { name: 'Vistes desades' }).waitFor();
    await desk.button(/^Filtres/).click();
    await button("Tria'n uns quants").click();
    await page.locator('.pickedbar').getByRole('button', { name: 'Tots' }).click();
    await isFine(desk, 'cases that are picked');
    await page.locator('.pickedbar').getByRole('button', { name: 'Cancel·la' }).click();
    await desk.open('C004-TEST');
    await page.locator('.reasoning summary').first().click();
    // Where there is room, all of it is in the panel.
    const details = page.locator('.guide summary');
    if (await details.isVisible()) await details.click();
    await page.locator('.collected').evaluate((element) => element.setAttribute('open', ''));
    const reported = page.locator('.collected dd');
    expect(await reported.allTextContents()).toEqual([
      'El contenidor del carrer Major vessa des de divendres i fa molta pudor.',
      'Plaça de la Vila, 1 (41.32612, 2.09471) Mostra-ho al mapa',
      'No',
      '',
    ]);
    expect(await page.locator('.related li').allInnerTexts()).toEqual([
      'C008-TEST (Obert): el mateix correu confirmat\nFa tres setmanes que el fanal de davant de casa no fa llum.',
      "C012-TEST (Obert): ha continuat aquí des d'un altre canal\nEl contenidor del carrer Major vessa des de divendres i fa molta pudor.",
      'C016-TEST (Obert): la mateixa conversa\nProposo que poseu més bancs al parc de la Solidaritat.',
    ]);
    await isFine(desk, 'a case');
    await page.locator('.collected .photo').click();
    await page.locator('dialog img').waitFor();
    await isFine(desk, 'a photo');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await desk.field.fill('Hi anem.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.held').waitFor();
    await isFine(desk, 'a reply that can be undone');
    await page.keyboard.press('Control+z');
    if (await details.isVisible()) await details.click();
    bed().fake.colleague('marc', 'C004-TEST', {
      kind: 'propose',
      sanction: 'warning',
      breaks: 'respectful',
      evidence: 2,
      reason: 'Insulta.',
    });
    await page.locator('.proposals').waitFor();
    bed().fake.say({ type: 'presence', code: 'C004-TEST', present: [{ agent: 'anna', typing: true }] });
    await page.getByText('Anna Puig escriu…').waitFor();
    await isFine(desk, 'a proposal and company');
    await button('Nota interna').click();
    await desk.field.fill('Ho mires, @nu');
    await page.locator('#mentions').waitFor();
    await isFine(desk, 'a note');
    await page.keyboard.press('Control+k');
    await page.locator('dialog').waitFor();
    await isFine(desk, 'the palette');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await bed().fake.notify('adela', 'C008-TEST', 'mentioned');
    await page.locator('.bell').click();
    await page.locator('.notificationlist li').waitFor();
    await isFine(desk, 'notifications');
    const leave = async () => {
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    };
    const pick = async (name: string) => {
      await page.keyboard.press('Control+k');
      await page.locator('dialog input').fill(name);
      await page.locator('dialog [role=option]', { hasText: name }).click();
    };
    await leave();
    await pick('Nota de contacte');
    await page.getByLabel('Què cal saber').waitFor();
    await isFine(desk, 'a note about the person');
    await leave();
    await pick('Fusiona');
    await page
      .locator('dialog')
      .getByRole('option', { name: /C008-TEST.*el mateix correu confirmat/ })
      .waitFor();
    await isFine(desk, 'merging two cases');
    await leave();
    await pick('Fora uns dies');
    await page.getByLabel('Qui us substitueix').selectOption('marc');
    await isFine(desk, 'being away');
    await page.getByLabel('Qui és fora').selectOption('marc');
    await page.getByLabel('Últim dia fora').fill('2035-01-31');
    await page.getByLabel('Qui la substitueix').selectOption('anna');
    await button('Serà fora').click();
    await page.locator('.toast', { hasText: 'Marc Serra: fora fins al' }).waitFor();
    await desk.command("Passa'l");
    await page
      .locator('dialog')
      .getByRole('option', { name: /Marc Serra.*ho rebrà/ })
      .click();
    await page.locator('dialog').getByText('Marc Serra és fora fins al', { exact: false }).waitFor();
    await page.getByRole('radio', { name: /^Marc Serra, encara que és fora/ }).waitFor();
    await isFine(desk, 'a transfer to somebody who is away');
    await leave();
    await pick('Fora uns dies');
    await page.getByLabel('Qui és fora').selectOption('marc');
    await page.getByText('Fora fins al', { exact: false }).first().waitFor();
    await isFine(desk, 'a colleague who is away');
    await button('Ja ha tornat').click();
    await page.locator('.toast', { hasText: 'Marc Serra ja no consta' }).waitFor();
    for (const name of ['Etiquetes', 'Prioritat']) {
      await desk.command(name);
      await page.getByRole('menu', { name }).waitFor();
      await isFine(desk, name);
      await page.keyboard.press('Escape');
    }
    for (const name of ["Passa'l", 'Ajorna', 'Tanca', 'Confirma']) {
      await (name === 'Confirma' ? button(name).click() : desk.command(name));
      await page.locator('dialog').waitFor();
      await isFine(desk, name);
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }
    bed().fake.ticket('C004-TEST', unsureTicket, 'La brigada hi va dijous.');
    await page.locator('.ticket.failing').waitFor();
    const arrival = page.getByLabel('Número que hi té');
    if (!(await arrival.isVisible())) await page.locator('.ticket > details > summary').click();
    await page.getByText('La brigada hi va dijous.').first().waitFor();
    await isFine(desk, 'a ticket of which nobody knows whether it arrived');
    await arrival.fill('638344');
    await page.keyboard.press('Enter');
    await until(() => bed().fake.posted.some(({ command }) => command.kind === 'settle-ticket'));
    await page.locator('.ticketbody summary').click();
    await arrival.waitFor();
    await isFine(desk, 'a number that was mistyped');
    expect(desk.errors).toEqual([]);
  });

  test.each(looks)('a conversation that is not all shown, and was opened, has no fault on %s', async (_, options) => {
    const desk = await bed().as('marc', '/console', options);
    const { page, button } = desk;
    bed().fake.hides('C004-TEST');
    await desk.open('C004-TEST');
    await page.locator('.outofsight').waitFor();
    await isFine(desk, 'what is not shown');
    await button('Obre la resta de la conversa').click();
    await page.locator('dialog').waitFor();
    await isFine(desk, 'why it is opened');
    await page.getByLabel('Per què us cal').fill('Diu que ja ens ho va explicar.');
    await page.locator('dialog').getByRole('button', { name: 'Obre-la' }).click();
    await page.locator('.outofsight.open').waitFor();
    await isFine(desk, 'what was opened');
  });

  test.each(looks)('the pages of administrators have no fault on %s', async (_, options) => {
    const desk = await bed().as('adela', '/console/personal', options);
    await desk.page.locator('.cards li').first().waitFor();
    await isFine(desk, 'staff');
    await desk.button("Clau d'operador").click();
    await desk.page.locator('dialog').waitFor();
    await isFine(desk, 'what an operator key is');
    await desk.button('Fes-ne una de nova').press('Enter');
    await desk.page.getByLabel('La vostra clau').waitFor();
    await isFine(desk, 'an operator key');
    await desk.page.keyboard.press('Escape');
    await desk.page.locator('dialog').waitFor({ state: 'detached' });
    await desk.button('Convida').click();
    await desk.page.locator('dialog').waitFor();
    await isFine(desk, 'the invitation');
    await desk.page.keyboard.press('Escape');
    await desk.page.goto(`${bed().fake.url}/console/ganxos`);
    await desk.page.locator('.hook').waitFor();
    await desk.page.getByLabel('Número de mòbil').fill('600 000 000');
    await desk.page.getByLabel('Número de mòbil').press('Enter');
    await desk.page.getByText('La passarel·la ha acceptat el missatge.').waitFor();
    await isFine(desk, 'web hooks');
    await desk.page.goto(`${bed().fake.url}/console/tiquets`);
    await desk.page.getByRole('heading', { name: 'Cal mirar-los: 1' }).waitFor();
    expect(await desk.page.locator('main').textContent()).not.toContain('secret');
    await isFine(desk, 'ticket systems');
    await desk.page.goto(`${bed().fake.url}/console/lectures`);
    await desk.page.locator('tr.glass', { hasText: 'Marc Serra' }).waitFor();
    await isFine(desk, 'who read what');
    await desk.page.goto(`${bed().fake.url}/console/etiquetes`);
    await desk.page.locator('.toolform').first().waitFor();
    await isFine(desk, 'labels and macros');
    await desk.page.goto(`${bed().fake.url}/console/tauler`);
    await desk.page.locator('.figures').first().waitFor();
    await desk.page.getByRole('link', { name: '5 de 5: 2 (50 %)' }).waitFor();
    await isFine(desk, 'the board');
    await desk.page.getByText("Llegeix què n'han escrit").click();
    await desk.page.locator('.ratingcomments').getByRole('link', { name: 'C004-TEST' }).waitFor();
    await isFine(desk, 'what citizens wrote with their grades');
    expect(desk.errors).toEqual([]);
  });

  test('everything is done by keyboard alone: from the list to a case, an answer, and back', async () => {
    const desk = await bed().as('anna', '/console');
    const { keyboard } = desk.page;
    await desk.rows.first().waitFor();
    await keyboard.press('j');
    await desk.focusIs('/console/cas/C004-TEST');
    await keyboard.press('j');
    await desk.focusIs('/console/cas/C008-TEST');
    await keyboard.press('k');
    await keyboard.press('Enter');
    await desk.page.locator('.casecommands').waitFor();
    expect(new URL(desk.page.url()).pathname).toBe('/console/cas/C004-TEST');
    await keyboard.press('t');
    await desk.page.locator('.facts', { hasText: /Ara respon\s*Anna Puig/ }).waitFor();
    await keyboard.press('r');
    await desk.page.waitForFunction(() => document.activeElement?.id === 'composer');
    // Single keys are text while one writes.
    await keyboard.type('jketn/?');
    expect(await desk.field.inputValue()).toBe('jketn/?');
    await desk.field.fill('Hi passen demà al matí.');
    await keyboard.press('Control+Enter');
    await desk.page.locator('.said.staff', { hasText: 'Hi passen demà al matí.' }).waitFor();
    // The list may hear of it sooner than the page that sent it.
    await until(async () => (await desk.field.inputValue()) === '');
    await desk.focusIs('composer');
    await keyboard.press('Escape');
    await keyboard.press('e');
    await desk.page.locator('.event', { hasText: "El cas s'ha tancat: Resolt." }).waitFor();
    await keyboard.press('/');
    await desk.focusIs('search');
    expect(bed().fake.posted.map(({ command }) => command.kind)).toEqual(['take', 'reply', 'close']);
  });

  test.each([
    ['es', 'Los míos'],
    ['en', 'Mine'],
  ])('its texts are those of the person, in %s', async (locale, mine) => {
    const { page, errors } = await bed().as('anna', '/console');
    await page.route(/\/me$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), locale } });
    });
    await page.reload();
    await page.locator('.queues').getByText(mine, { exact: true }).first().waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe(locale);
    expect(errors).toEqual([]);
  });

  test('shortcuts of one key are listed, and switched off for good; the palette stays', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.rows.first().waitFor();
    await page.keyboard.press('?');
    await page.locator('dialog', { hasText: 'Dreceres del teclat' }).waitFor();
    await page.locator('dialog input[type=checkbox]').uncheck();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.reload();
    await desk.rows.first().waitFor();
    await page.keyboard.press('?');
    await page.keyboard.press('j');
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('combobox', { name: 'Què voleu fer?' });
    await palette.waitFor();
    expect(await page.locator('dialog').count()).toBe(1);
    await palette.fill('tots');
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'Tots' }).waitFor();
  });

  test('a dialog gives the focus back to where it was', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.open('C004-TEST');
    await desk.button('Ajorna').focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.locator('dialog').waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.page.locator('dialog').waitFor({ state: 'detached' });
    await desk.focusIs('Ajorna');
  });
});
