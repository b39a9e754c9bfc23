import { expect, test } from '@jest/globals';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { until } from './support/until.ts';

/** A picture of eight by six. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAEUlEQVR4nGNwmHAAK2IYSAkA4tFLAZPKc7YAAAAASUVORK5CYII=',
  'base64',
);

describeInBrowser('a conversation in the widget', {}, (bed) => {
  test('nothing is asked of the server before the person opens the chat', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext();
    const page = await context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(site.url, { waitUntil: 'networkidle' });
    expect(requests.filter((path) => path.startsWith('/v3/'))).toEqual([]);
    await page.locator('.launcher').click();
    await page.locator('.bot').first().waitFor();
    expect(requests).toContain('/v3/directline/tokens/generate');
  });

  test.each([
    ['ca', "com m'empadrono", 'padro.alta ca', 'Pregunteu-nos'],
    ['es', 'cómo me empadrono', 'padro.alta es', 'Pregúntenos'],
    ['en', 'how do i register', 'padro.alta en', 'Ask us'],
  ])('answers, asks back and admits that it does not know, in %s', async (locale, question, answer, launcher) => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=${locale}`);
    expect(await chat.launcher.locator('span').first().textContent()).toBe(launcher);
    await chat.open();
    await chat.lastAnswer(`introduction ${locale}`);

    await chat.ask(question);
    await chat.lastAnswer(answer);

    const unclear = { ca: 'un paper del padró', es: 'un papel del padrón', en: 'a paper of the padron' }[locale] ?? '';
    await chat.ask(unclear);
    await chat.lastAnswer(`clarify ${locale}`);
    expect(await chat.choices.allTextContents()).toEqual([
      `title of padro.alta ${locale}`,
      `title of padro.certificat ${locale}`,
      `choice.none ${locale}`,
    ]);
    await chat.choices.nth(1).click();
    await chat.lastAnswer(`padro.certificat ${locale}`);
    expect(await chat.transcript()).toContain(`> title of padro.certificat ${locale}`);

    const unknown =
      { ca: 'quina hora és a tòquio', es: 'qué hora es en tokio', en: 'what time is it in tokyo' }[locale] ?? '';
    await chat.ask(unknown);
    await chat.lastAnswer(`unanswered ${locale}`);
    expect(chat.errors).toEqual([]);
  });

  test('follows the language in which the bot answers', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    await chat.open();
    await chat.ask('how do i register');
    await chat.lastAnswer('padro.alta en');
    await chat.panel.getByRole('link', { name: 'Accessibility' }).waitFor();
    expect(await chat.field.getAttribute('aria-label')).toBe('Write your question');
    expect(await chat.panel.locator('.bot .bubble').last().getAttribute('lang')).toBe('en');
  });

  test('shows what the bot writes as text, lists and safe links, and what a person writes as it is', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await chat.ask('<b>hola</b> **res** <img src=x onerror="document.title=\'broken in\'">');
    await chat.panel.locator('.user').waitFor();
    expect(await chat.panel.locator('.user .bubble p').textContent()).toBe(
      '<b>hola</b> **res** <img src=x onerror="document.title=\'broken in\'">',
    );
    await chat.ask('resposta llarga');
    await chat.lastAnswer('Pas 12');
    const answer = chat.panel.locator('.bot').last();
    expect(await answer.locator('li').count()).toBe(12);
    expect(await answer.locator('strong').textContent()).toBe('aquests passos');
    expect(await answer.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      'https://seu.example/tramit',
      'mailto:oiac@elprat.example',
      'tel:+34930000000',
    ]);
    expect(await answer.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('rel')))).toEqual([
      'noopener',
      'noopener',
      'noopener',
    ]);
    expect(await answer.locator('img, script').count()).toBe(0);
    expect(await chat.page.title()).not.toBe('broken in');
  });

  test('a long answer is shown from its beginning', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url, { viewport: { width: 360, height: 560 } });
    await chat.open();
    await chat.ask('resposta llarga');
    await chat.lastAnswer('Pas 12');
    const log = await chat.panel.locator('.log').boundingBox();
    const answer = await chat.panel.locator('.bot').last().boundingBox();
    expect(answer?.height).toBeGreaterThan(log?.height ?? 0);
    expect(Math.abs((answer?.y ?? 0) - (log?.y ?? 0))).toBeLessThan(40);
  });

  test('what the person had erased leaves the page', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await chat.ask("com m'empadrono");
    await chat.lastAnswer('padro.alta ca');
    await chat.ask('/erase');
    await chat.lastAnswer('confirmErase ca');
    await chat.choices.first().click();
    await chat.lastAnswer('erased ca');
    await chat.shows(['> choice.erase.yes ca', 'erased ca']);
    await chat.page.reload();
    await chat.lastAnswer('erased ca');
    expect(await chat.transcript()).toEqual(['> choice.erase.yes ca', 'erased ca']);
  });

  test('sends a file and refuses what the server would not take', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    const input = chat.panel.locator('input[type=file]');
    await input.setInputFiles({ name: 'nota.txt', mimeType: 'text/plain', buffer: Buffer.from('hola') });
    await chat.panel.getByText('«nota.txt» no es pot enviar').first().waitFor();
    await input.setInputFiles({ name: 'gran.png', mimeType: 'image/png', buffer: Buffer.alloc(5 * 1024 * 1024) });
    const refusal = chat.panel.locator('.banner', { hasText: '«gran.png» no hi cap' });
    await refusal.waitFor();
    await input.setInputFiles({ name: 'rebut.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') });
    await chat.panel.getByRole('textbox').press('Enter');
    await chat.lastAnswer('files ca');
    // What was refused is no matter any more.
    expect(await refusal.isVisible()).toBe(false);
    await chat.page.reload();
    const link = chat.panel.locator('.user a.file');
    expect(await link.textContent()).toBe('Fitxer: rebut.pdf');
    const response = await chat.page.request.get((await link.getAttribute('href')) ?? '');
    expect(await response.text()).toBe('%PDF-1.7\n');
  });

  test('shows photos before they are sent, with a caption, and side by side after', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    const photo = (name: string) => ({ name, mimeType: 'image/png', buffer: pixel });
    const tray = chat.panel.getByRole('list', { name: 'Per enviar' });
    const input = chat.panel.locator('input[type=file]');
    await input.setInputFiles([photo('a.png'), photo('b.png'), photo('c.png')]);
    await tray.locator('img').nth(2).waitFor();
    expect(await accessibilityFaults(chat.page)).toEqual([]);
    await chat.page.keyboard.type('El fanal de casa');
    await chat.page.evaluate(`const free = URL.revokeObjectURL;
      window.freed = [];
      URL.revokeObjectURL = (url) => { window.freed.push(url); free.call(URL, url); };`);
    const left = await tray.locator('img').nth(1).getAttribute('src');
    await tray.getByRole('button', { name: 'Treu b.png' }).press('Enter');
    expect(await chat.page.evaluate('window.freed')).toEqual([left]);
    // The keyboard stays where the caption is written.
    const caption = chat.panel.getByRole('textbox', { name: 'Afegiu-hi un comentari' });
    expect(await caption.inputValue()).toBe('El fanal de casa');
    await chat.page.keyboard.press('Enter');
    const pictures = chat.panel.locator('.user .files img');
    await pictures.nth(1).waitFor();
    expect(await tray.isVisible()).toBe(false);
    await chat.panel.locator('.user.sent').waitFor();
    await chat.page.reload();
    await pictures.nth(1).waitFor();
    const alts = await pictures.evaluateAll((all) => all.map((each) => each.getAttribute('alt')));
    expect(alts).toEqual(['Fitxer: a.png', 'Fitxer: c.png']);
    const said = (await site.inbounds()).at(-1)?.content;
    expect(said).toMatchObject({
      kind: 'files',
      text: 'El fanal de casa',
      files: [{ name: 'a.png' }, { name: 'c.png' }],
    });
    expect(await accessibilityFaults(chat.page)).toEqual([]);
    expect(chat.errors).toEqual([]);
  });

  test('says of a file that was not kept that it was not, also after a reload', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    site.kept.refusal = 'quota';
    try {
      const pdf = { name: 'rebut.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') };
      await chat.panel.locator('input[type=file]').setInputFiles(pdf);
      await chat.panel.getByRole('textbox').press('Enter');
      await chat.lastAnswer('notKept.quota ca media.file ca');
      const bubble = chat.panel.locator('.user .file');
      expect(await bubble.allTextContents()).toEqual(["Fitxer que no s'ha guardat"]);
      await chat.page.reload();
      await bubble.waitFor();
      expect(await bubble.allTextContents()).toEqual(["Fitxer que no s'ha guardat"]);
    } finally {
      site.kept.refusal = null;
    }
  });

  test('shows that somebody is writing until the message comes', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    // Passing news reaches a stream that is open, so it is said until it was heard.
    await until(async () => {
      site.type();
      return chat.panel.locator('.typing').isVisible();
    });
    await chat.ask("com m'empadrono");
    await chat.lastAnswer('padro.alta ca');
    await chat.panel.locator('.typing').waitFor({ state: 'hidden' });
  });
});
