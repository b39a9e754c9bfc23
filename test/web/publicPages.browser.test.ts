import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { parseCheckpointText } from '../../src/transparency/note/checkpoint.ts';
import { formatSignatures, parseNote } from '../../src/transparency/note/signedNote.ts';
import { provenCase } from '../transparency/support/provenCase.ts';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { figuresSite, siteWitness } from './support/figuresSite.ts';
import { describeInBrowser } from './support/inBrowser.ts';

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { viewport: { width: 1280, height: 800 } }],
  ['a dark phone', { viewport: { width: 320, height: 568 }, colorScheme: 'dark' }],
];

const pages = [
  '/temes?lang=ca',
  '/temes/padro.alta?lang=es',
  '/temes/violencia.ajuda?lang=ca',
  '/temes?lang=ca&q=un+paper+del+padr%C3%B3',
  '/temes?lang=ca&q=hi+ha+foc',
  '/temes/canvis?lang=en',
  '/temes/no.such?lang=ca',
  '/transparencia?lang=ca',
  '/transparencia/tot?lang=en',
  '/transparencia/comprova?lang=es',
];

describeInBrowser('pages for everybody', figuresSite, (bed) => {
  for (const [look, options] of looks) {
    test(`have no fault in ${look}`, async () => {
      const { browser, site } = bed();
      const { page } = await openPage(browser, site.url, { ...options, reducedMotion: 'reduce' });
      for (const address of pages) {
        await page.goto(site.url + address);
        expect([address, ...(await accessibilityFaults(page))]).toEqual([address]);
        const isTooWide = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
        expect([address, isTooWide]).toEqual([address, false]);
      }
    });
  }

  test('lead from the demo page to a service and on to the chat, by keyboard and without JavaScript', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ca-ES' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Temes i serveis' }).press('Enter');
    await page.getByLabel('Què busqueu?').fill("com m'empadrono");
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Registering <b>&</b> more ca' }).press('Enter');
    await page.getByRole('link', { name: 'The documents ca' }).press('Enter');
    await page.waitForURL(/#documents$/);
    await page.getByRole('link', { name: 'Pregunteu sobre aquest tema' }).press('Enter');
    expect(await page.getByLabel('La vostra pregunta').inputValue()).toBe('Registering <b>&</b> more ca');
  });

  test('show figures without JavaScript, and how each is recomputed', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ca-ES' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Transparència' }).press('Enter');
    await page.getByRole('link', { name: 'març del 2025' }).press('Enter');
    const figure = page.getByRole('region', { name: "Com s'han respost" });
    expect(await figure.getByRole('row', { name: 'Resposta donada' }).isVisible()).toBe(true);
    await figure.getByText('Com es recalcula').press('Enter');
    await figure.getByRole('link', { name: 'Torneu-ho a calcular' }).press('Enter');
    await page.waitForURL(/\/transparencia\/2025-03\?lang=ca#check$/);
    expect(await page.getByText('transparency:recompute').isVisible()).toBe(true);
  });

  test('check a proof in the browser, with the server off, and find what was altered', async () => {
    const { browser, site } = bed();
    const { page } = await openPage(browser, `${site.url}/transparencia/comprova?lang=ca`);
    await page.getByLabel('Fitxer de la prova').waitFor();
    await page.context().setOffline(true);
    const alone = (await (await provenCase()).proof()) ?? '';
    const { text } = parseNote(alone.slice(alone.indexOf('\n\n') + 2));
    const cosignatures = siteWitness.sign({ text, head: parseCheckpointText(text) }, 1_764_000_000_000);
    // The checkpoint is at the end, and its signatures at the end of that.
    const proof = `${alone}${formatSignatures(cosignatures)}`;
    const verdictOf = async (text: string) => {
      const buffer = Buffer.from(text);
      await page
        .getByLabel('Fitxer de la prova')
        .setInputFiles({ name: 'a.tlog-proof', mimeType: 'text/plain', buffer });
      await page
        .locator('#proof-verdict')
        .and(page.locator(`[data-size="${buffer.length}"]`))
        .waitFor();
      return page.locator('#proof-verdict').textContent();
    };
    expect(await verdictOf(proof)).toBe('La prova és certa.');
    expect(await page.locator('#proof-steps').textContent()).toContain('Prou testimonis han confirmat');
    expect(await page.locator('#proof-hidden').textContent()).toContain('policia-local');
    expect(await page.locator('#proof-hidden').textContent()).toContain('Codi del cas7KQ4-M2XB');
    expect(await accessibilityFaults(page)).toEqual([]);

    const altered = (change: (extra: string) => string) =>
      proof.replace(/^extra (\S+)$/m, (_, extra: string) => {
        return `extra ${Buffer.from(change(Buffer.from(extra, 'base64').toString())).toString('base64')}`;
      });
    const other = altered((extra) => extra.replace('\\"protocol\\":\\"p1', '\\"protocol\\":\\"p2'));
    expect(await verdictOf(`${other}\n`)).toBe('La prova no és certa.');
    expect(await page.locator('#proof-steps').textContent()).toContain("L'entrada o la prova s'han alterat");
    expect(await page.locator('#proof-says').textContent()).toBe('');
    const claimed = Buffer.from('["salt","kind","praise"]').toString('base64url');
    const lie = altered((extra) => extra.replace('"disclosures":["', `"disclosures":["${claimed}","`));
    expect(await verdictOf(lie)).toBe('La prova no és certa.');
    expect(await page.locator('#proof-steps').textContent()).toContain("coses que l'entrada no conté");
    const resized = proof.replace(/\n321\n/, '\n322\n');
    expect(await verdictOf(`${resized}\n\n`)).toBe('La prova no és certa.');
    expect(await verdictOf('no proof')).toBe('La prova no és certa.');
    // Saved before a witness had cosigned, or with what another witness signed in its name.
    expect(await verdictOf(alone)).toBe("La prova és coherent, però els testimonis encara no l'han confirmada.");
    expect(await accessibilityFaults(page)).toEqual([]);
    const [line = ''] = formatSignatures(cosignatures).split('\n');
    const forged = `${alone}${line.slice(0, -6)}AAAA==\n`;
    expect(await verdictOf(forged)).toBe('La prova no és certa.');
    expect(await page.locator('#proof-steps').textContent()).toContain("La signatura d'un testimoni és falsa");
    // The proof of this log under the key of another one.
    const key = page.getByLabel('Clau del registre');
    await key.fill((await key.inputValue()).replace(/.$/, ''));
    expect(await verdictOf(`${proof}  `)).toBe('La prova no és certa.');
    expect(await page.locator('#proof-steps').textContent()).toContain('La signatura no és');
  });

  test('are well-formed for programs', async () => {
    const { browser, site } = bed();
    const { page } = await openPage(browser, site.url);
    for (const path of ['/temes/canvis.xml?lang=ca', '/sitemap.xml']) {
      const root = await page.evaluate(
        `fetch('${path}').then((answer) => answer.text()).then((text) => new DOMParser().parseFromString(text, 'application/xml').documentElement.nodeName)`,
      );
      expect(['feed', 'urlset']).toContain(root);
    }
  });
});
