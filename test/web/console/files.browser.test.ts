import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { until } from '../support/until.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('the files of a case', 40, (bed) => {
  test('a photo is seen where it was sent, in full on request, and saved under its own name', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.open('C004-TEST');
    const photo = page.locator('.turns').getByRole('button', { name: 'Amplia la foto: contenidor.jpg' });
    const isDrawn = `document.querySelector('.turns .photo img')?.naturalWidth > 0`;
    await photo.scrollIntoViewIfNeeded();
    await until(() => page.evaluate<boolean>(isDrawn));
    await photo.click();
    await page.locator('dialog img').waitFor();
    const saved = page.waitForEvent('download');
    await page.locator('dialog').getByRole('link', { name: 'Baixa el fitxer' }).click();
    expect((await saved).suggestedFilename()).toBe('contenidor.jpg');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  test('photos of a message stand side by side, and in full each leads to the others', async () => {
    const desk = await bed().as('anna', '/console', { viewport: { width: 1280, height: 800 } });
    const { page } = desk;
    await desk.open('C004-TEST');
    const photos = page.locator('.turns .photo');
    await photos.last().scrollIntoViewIfNeeded();
    await until(async () => (await photos.count()) === 2);
    const tops = await photos.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    expect(tops[0]).toBe(tops[1]);
    await photos.first().click();
    const dialog = page.locator('dialog');
    const isShown = (name: string) => dialog.getByRole('heading', { name }).waitFor();
    await isShown('contenidor.jpg');
    await dialog.getByText('Foto 1 de 2').waitFor();
    const next = dialog.getByRole('button', { name: 'Següent' });
    await next.press('Enter');
    await isShown('carrer.jpg');
    expect(await next.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    await dialog.getByRole('button', { name: 'Mida real' }).press('ArrowLeft');
    await isShown('contenidor.jpg');
    expect(await dialog.getByRole('link', { name: 'Baixa el fitxer' }).getAttribute('download')).toBe('contenidor.jpg');
    expect(desk.errors).toEqual([]);
  });

  test('a voice note is fetched when it is to be played, and played in the page', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await desk.open('C004-TEST');
    const play = page.locator('.turns').getByRole('button', { name: 'Reprodueix nota-de-veu.wav' });
    await play.waitFor();
    expect(fetched.filter((url) => url.includes('/voice'))).toEqual([]);
    await play.press('Enter');
    const player = page.locator('.turns video.sound[aria-label="nota-de-veu.wav"]');
    await player.waitFor();
    await until(() => page.evaluate<boolean>(`document.querySelector('.turns video.sound').ended`));
    expect(fetched.filter((url) => url.includes('/voice'))).toHaveLength(1);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
