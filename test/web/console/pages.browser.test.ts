import { inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('the pages around the cases', 10, (bed) => {
  test.each([
    ['a laptop', { width: 1280, height: 800 }],
    ['a phone', { width: 390, height: 740 }],
  ])('the page that is open is in sight among all of them, on %s', async (_, viewport) => {
    const desk = await bed().as('adela', '/console/codi', { viewport });
    const current = desk.page.locator('.queues [aria-current]');
    await current.waitFor();
    await until(() =>
      current.evaluate((element) => {
        const [own, bar] = [element.getBoundingClientRect(), element.closest('nav')?.getBoundingClientRect()];
        const isIn = (from: number, to: number, least = 0, most = 0) => from >= least && to <= most;
        return isIn(own.top, own.bottom, bar?.top, bar?.bottom) && isIn(own.left, own.right, bar?.left, bar?.right);
      }),
    );
  });

  test('who read what is whole on a phone', async () => {
    const desk = await bed().as('adela', '/console/lectures', { viewport: { width: 390, height: 740 } });
    await desk.page.locator('.readings td').first().waitFor();
    const cut = await desk.page
      .locator('.readings td')
      .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().right > innerWidth).length);
    expect(cut).toBe(0);
    expect(desk.errors).toEqual([]);
  });

  test('a case is printed whole, without what one presses', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST');
    const { page } = desk;
    await page.locator('.said.note').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.said').first().isVisible()).toBe(true);
    for (const what of ['.top', '.queues', '.inbox', '.composer', '.casecommands'])
      expect([what, await page.locator(what).isVisible()]).toEqual([what, false]);
    // Nothing scrolls on paper.
    const cut = await page
      .locator('.turns, .talk, .casebody, main, .desk')
      .evaluateAll((all) => all.filter((each) => each.scrollHeight > each.clientHeight + 1).length);
    expect(cut).toBe(0);
    const written = writtenPages(await page.pdf({ format: 'A6' }));
    expect(written.length).toBeGreaterThan(1);
    expect(written).not.toContain(false);
  });

  test('a case is printed with its proof, which is on paper only', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST');
    const { page } = desk;
    await page.locator('.said.note').waitFor();
    await page.evaluate(
      'window.print = () => { window.printed = document.querySelector(".selected-case").innerText + document.querySelectorAll("dialog").length; }',
    );
    await page.keyboard.press('Control+k');
    await page.keyboard.type('imprimeix');
    await page.locator('#picks [aria-selected=true]', { hasText: 'Imprimeix o desa en PDF' }).waitFor();
    await page.keyboard.press('Enter');
    await until(async () => (await page.evaluate('window.printed')) !== undefined);
    expect(await page.evaluate('window.printed')).toMatch(/La prova[\s\S]*tlog-proof@v1\nC004-TEST\s*0$/);
    await page.getByRole('heading', { name: 'La prova' }).waitFor({ state: 'detached' });
    expect(desk.errors).toEqual([]);
  });
});

/** Of each page of a PDF, whether something is written on it. */
function writtenPages(pdf: Buffer): readonly boolean[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/Type \/Page\b[^s][\s\S]*?\/Contents (\d+)/g)].map(([, id]) => {
    const [, content = ''] = new RegExp(`\\n${id} 0 obj[\\s\\S]*?stream\\n([\\s\\S]*?)endstream`).exec(text) ?? [];
    return content.length > 1 && /\bBT\b/.test(inflateSync(Buffer.from(content, 'latin1')).toString('latin1'));
  });
}
