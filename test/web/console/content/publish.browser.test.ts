import { expect, test } from '@jest/globals';
import type { ContentDesk } from '../../../../src/content/desk/desk.ts';
import { testDay } from '../../../support/clock.ts';
import { createDeskStore, openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { linksWithout, openGatedDesk } from '../../../support/gatedDesk.ts';
import { accessibilityFaults } from '../../support/axe.ts';
import type { EditedContent } from '../support/fakeDesk.ts';
import { type ConsolePage, describeInDesk } from '../support/inConsole.ts';

const entry = 'faq/padro/padro.alta';
let desk: ContentDesk;

/** Adela was let in by who proposes. */
const fourEyes = {
  accountsOf: async (agent: string) => [agent],
  accessOf: async (agent: string) => (agent === 'adela' ? { by: 'eva', at: testDay } : null),
};
const openDesk = (approval: 'off' | 'required') => async () => {
  const opened = await openTestDesk(createDeskStore(), await testContent(), { approval, fourEyes });
  desk = opened.desk;
  return opened;
};
const pinned = 'questions:\n  - { ask: ask padro.alta ca 3, locale: ca, expect: padro.alta }\n';

async function openWithGate(): Promise<EditedContent> {
  const content = await testContent({ 'tests.yaml': pinned });
  const opened = await openGatedDesk(createDeskStore(), content, { links: linksWithout('mort.example') });
  desk = opened.desk;
  return opened;
}

/** Writes a draft as somebody. */
async function draft(document: string, from: string, to: string, by = 'eva'): Promise<void> {
  const { base, text } = await desk.read(document);
  await desk.save({ document, base, onto: null, change: { text: (text ?? '').replace(from, to) }, by });
}

const note = ({ page }: ConsolePage) => page.getByLabel('Què canvia i per què');

describeInDesk('publishing', openDesk('off'), (bed) => {
  test('shows each change before and after, publishes some of them, and undoes it', async () => {
    const page = await bed().as('eva', '/console');
    await draft(entry, 'ca: Resposta.', 'ca: Resposta nova.');
    await draft('faq/residus/residus.mobles', 'Resposta.', 'Truqueu abans.', 'adela');
    await page.page.getByRole('link', { name: 'Publica', exact: true }).click();
    await page.page.locator('.changes li', { hasText: 'Esborrany de Adela Font' }).waitFor();
    const change = page.page.locator('.changes li', { hasText: 'padro.alta ca' });
    expect(await change.locator('ins').allTextContents()).toEqual([' nova']);
    await page.page.getByRole('checkbox', { name: 'residus.mobles ca' }).uncheck();
    await page.page.locator('h2', { hasText: 'Canvis que es publicaran: 1' }).waitFor();
    expect(await page.button('Publica-ho ara').isDisabled()).toBe(true);
    await note(page).fill('Text més clar');
    await page.button('Publica-ho ara').click();
    await page.page.locator('.toast', { hasText: 'Publicat' }).waitFor();
    await change.waitFor({ state: 'detached' });
    expect((await desk.read(entry)).live?.text).toContain('Resposta nova.');

    await page.page.locator('.page header').getByRole('link', { name: 'Historial' }).click();
    const release = page.page.locator('.releases > li', { hasText: 'Text més clar' });
    await release.getByText('Publicació 2 · Eva Coll').waitFor();
    await release.locator('summary', { hasText: 'Documents canviats: 1' }).click();
    await release.locator('ins', { hasText: 'nova' }).waitFor();
    await page.button('Desfés la publicació 2').click();
    await page.page.getByLabel('Per què es desfà').fill('No era correcte');
    await page.page.keyboard.press('Enter');
    await page.page.locator('.releases > li', { hasText: 'desfà la publicació 2' }).waitFor();
    expect((await desk.read(entry)).live?.text).toContain('ca: Resposta.');
    expect(page.errors).toEqual([]);
  });

  test('is not possible with a fatal problem, which is told with its change', async () => {
    const page = await bed().as('eva', '/console');
    await draft(entry, 'es: Respuesta.', 'es: ""');
    await page.page.getByRole('link', { name: 'Publica', exact: true }).click();
    await page.page.locator('.changes .problem.fatal', { hasText: 'answer.es' }).waitFor();
    await note(page).fill('Ho provo');
    expect(await page.button('Publica-ho ara').isDisabled()).toBe(true);
    await page.page.locator('.publishform .problem', { hasText: 'Corregiu els problemes' }).waitFor();
  });

  test('at another time waits in sight, and can be taken back', async () => {
    const page = await bed().as('eva', '/console');
    await draft(entry, 'ca: Resposta.', 'ca: Demà.');
    await page.page.getByRole('link', { name: 'Publica', exact: true }).click();
    await note(page).fill('Horari d’estiu');
    await page.page.getByLabel('En un altre moment').check();
    await page.page.getByLabel('Dia i hora').fill('2099-06-01T08:00');
    await page.button('Programa la publicació').click();
    const proposal = page.page.locator('.proposal', { hasText: 'Horari d’estiu' });
    await proposal.getByText(/Es publicarà el .*2099/).waitFor();
    expect((await desk.read(entry)).live?.text).toContain('ca: Resposta.');
    await page.button('Torna-ho a esborrany').click();
    await page.page.locator('.changes li', { hasText: 'padro.alta ca' }).waitFor();
  });

  test('a service is begun with a title and a topic', async () => {
    const page = await bed().as('eva', '/console');
    await page.button('Servei nou').click();
    await page.page.getByLabel('Títol en català').fill("Casal d'estiu");
    await page.page.getByRole('dialog').getByLabel('Tema').selectOption('padro');
    await page.button('Comença a escriure').click();
    await page.page.locator('h1', { hasText: "Casal d'estiu" }).waitFor();
    await page.page.locator('.tag.new').waitFor();
    await page.page.locator('.problem', { hasText: 'Encara falta.' }).first().waitFor();
    expect((await desk.read('faq/padro/padro.casal-estiu')).state).toBe('new');
    expect(page.errors).toEqual([]);
  });
});

describeInDesk('publishing that a second person approves', openDesk('required'), (bed) => {
  test('is proposed by one and approved by another', async () => {
    const eva = await bed().as('eva', '/console');
    await draft(entry, 'ca: Resposta.', 'ca: Aprovada.');
    await eva.page.getByRole('link', { name: 'Publica', exact: true }).click();
    await note(eva).fill('Per aprovar');
    await eva.button("Demana l'aprovació").click();
    await eva.page.locator('.proposal', { hasText: "Ho ha d'aprovar una altra persona." }).waitFor();
    expect(await eva.page.getByRole('button', { name: 'Aprova-ho' }).count()).toBe(0);
    const adela = await bed().as('adela', '/console/contingut/publica');
    await adela.button('Aprova-ho').click();
    await adela.page.locator('.toast', { hasText: 'Publicat' }).waitFor();
    expect((await desk.read(entry)).live?.text).toContain('ca: Aprovada.');
    await adela.page.goto(`${bed().fake.url}/console/contingut/historia`);
    await adela.page.locator('.releases', { hasText: 'Ho ha aprovat Adela Font.' }).waitFor();
    await adela.page.locator('.releases .problem', { hasText: "l'accés de Adela Font el va donar" }).waitFor();
    expect(await accessibilityFaults(adela.page)).toEqual([]);
  });
});

describeInDesk('the gate', openWithGate, (bed) => {
  test('says what changes for those who ask, and a second person lets a pinned question fall', async () => {
    const eva = await bed().as('eva', '/console');
    await eva.page.locator('.contents li').first().waitFor();
    await desk.remove(entry, 'eva');
    await eva.page.getByRole('link', { name: 'Publica', exact: true }).click();
    await eva.button('Comprova-ho').click();
    const falling = eva.page.locator('.falling', { hasText: 'ask padro.alta ca 3' });
    await falling.waitFor();
    await eva.page.locator('.summary', { hasText: 'De 1 preguntes en canvien 1.' }).waitFor();
    expect(await falling.locator('dd').first().textContent()).toBe('padro.alta ca');
    await eva.page.locator('.checkreport', { hasText: 'Fixades: 1. De sèrie: 0. De la gent: 0.' }).waitFor();
    expect(await accessibilityFaults(eva.page)).toEqual([]);
    // In the dark, and on a phone, where nothing is cut off.
    const size = eva.page.viewportSize();
    await eva.page.emulateMedia({ colorScheme: 'dark' });
    await eva.page.setViewportSize({ width: 360, height: 780 });
    expect(await accessibilityFaults(eva.page)).toEqual([]);
    expect(await eva.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await eva.page.emulateMedia({ colorScheme: 'light' });
    if (size !== null) await eva.page.setViewportSize(size);
    await note(eva).fill('Ja no es fa');
    await eva.button('Publica-ho ara').click();
    await eva.page.locator('.publishform .fault', { hasText: 'ask padro.alta ca 3' }).waitFor();

    const adela = await bed().as('adela', '/console/contingut/publica');
    await adela.page.getByLabel('Per què es pot publicar').fill('El servei ja no existeix');
    await adela.button('Accepta-ho').click();
    await adela.page.locator('.falling', { hasText: 'Adela Font ho accepta' }).waitFor();
    await eva.button('Publica-ho ara').click();
    await eva.page.locator('.toast', { hasText: 'Publicat' }).waitFor();
    expect((await desk.list()).release).toBe(2);
  });

  test('a question that comes close to another service is kept, removed and moved, and each is undone', async () => {
    const eva = await bed().as('eva', '/console', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    await eva.page.locator('.contents li').first().waitFor();
    await draft(entry, 'ca: [', 'ca: [ask residus mobles ca 3 o no, ');
    await eva.page.goto(`${bed().fake.url}/console/contingut/publica`);
    await eva.button('Comprova-ho').click();
    const clash = eva.page.getByRole('group', { name: 'ask residus mobles ca 3 o no' });
    const questions = async (document: string) => (await desk.read(document)).entry?.questions?.ca ?? [];
    const undo = async (said: string) => {
      await clash.getByRole('status').filter({ hasText: said }).waitFor();
      await eva.focusIs('Desfés-ho');
      await eva.page.keyboard.press('Enter');
      await eva.focusIs('Passa-la a «residus.mobles ca»');
    };
    await clash.getByRole('button', { name: 'Deixa-la on és' }).click();
    expect(await accessibilityFaults(eva.page)).toEqual([]);
    await undo('no us ho tornarà a dir');
    await clash.getByRole('button', { name: 'Treu-la' }).click();
    await undo('Treta');
    expect(await questions(entry)).toHaveLength(9);
    await clash.getByRole('button', { name: 'Passa-la a' }).press('Enter');
    await clash.getByRole('status').filter({ hasText: 'Passada a «residus.mobles ca»' }).waitFor();
    expect(await questions(entry)).toHaveLength(8);
    expect((await questions('faq/residus/residus.mobles')).at(-1)).toBe('ask residus mobles ca 3 o no');
    await eva.page.locator('.checkreport .banner', { hasText: 'han canviat' }).waitFor();
    expect(await accessibilityFaults(eva.page)).toEqual([]);
    await eva.focusIs('Desfés-ho');
    expect(eva.errors).toEqual([]);
  });

  test('says so when the drafts change after the check', async () => {
    const page = await bed().as('eva', '/console');
    await page.page.locator('.contents li').first().waitFor();
    await draft(entry, 'ca: Resposta.', 'ca: Una altra, a https://mort.example/tramit.');
    await page.page.getByRole('link', { name: 'Publica', exact: true }).click();
    await page.button('Comprova-ho').click();
    await page.page.locator('.summary', { hasText: 'De 1 preguntes no en canvia cap.' }).waitFor();
    await page.page.locator('.checkreport summary', { hasText: 'Per repassar' }).click();
    await page.page.getByText('ja no porta enlloc: https://mort.example/tramit').waitFor();
    await page.page.locator('.hint', { hasText: "No s'han pogut mirar 1 enllaços" }).waitFor();
    expect(await accessibilityFaults(page.page)).toEqual([]);
    await draft(entry, 'ca: Una altra', 'ca: Encara una altra');
    await page.page.getByRole('link', { name: 'Contingut' }).click();
    await page.page.getByRole('link', { name: 'Publica', exact: true }).click();
    await page.page.locator('.checkreport .banner', { hasText: 'han canviat' }).waitFor();
    expect(page.errors).toEqual([]);
  });
});
