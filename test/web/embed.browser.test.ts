import { afterAll, expect, test } from '@jest/globals';
import { openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { openTownHall, type TownHall } from './support/townHall.ts';

let hall: TownHall;

/** The policy that docs/embed.md asks of a page. */
const policyFor = (url: string) =>
  `default-src 'none'; script-src ${url}; connect-src ${url} ${url.replace('http', 'ws')}; form-action ${url}`;

describeInBrowser(
  "the chat on somebody else's page",
  async () => {
    hall = await openTownHall();
    return { settings: { WEBCHAT_ORIGINS: hall.origin } };
  },
  (bed) => {
    afterAll(() => hall.close());

    test('works under a strict policy, with the title, side and language that the page wants', async () => {
      const { browser, site } = bed();
      hall.shows = {
        policy: policyFor(site.url),
        script: `<script src="${site.url}/embed.js" data-site-key="finestreta" data-title="Pregunta" data-position="start" data-upload-mb="0" data-open></script>`,
      };
      const chat = await openPage(browser, hall.origin, { viewport: { width: 1000, height: 700 } });
      await chat.lastAnswer('introduction es');
      await chat.ask('cómo me empadrono');
      await chat.lastAnswer('padro.alta es');
      expect(await chat.panel.getByRole('heading').textContent()).toBe('Pregunta');
      expect((await chat.panel.boundingBox())?.x).toBeLessThan(100);
      expect(await chat.panel.locator('.attach').count()).toBe(0);
      expect(chat.errors).toEqual([]);

      // The person closes it: it stays closed on the next page.
      await chat.page.keyboard.press('Escape');
      await chat.page.reload();
      await chat.launcher.waitFor();
      expect(await chat.panel.isVisible()).toBe(false);
    });

    test('hands its conversation to the page without JavaScript', async () => {
      const { browser, site } = bed();
      hall.shows = {
        policy: policyFor(site.url),
        script: `<script src="${site.url}/embed.js" data-lang="ca"></script>`,
      };
      const chat = await openPage(browser, hall.origin);
      await chat.open();
      await chat.ask("com m'empadrono");
      await chat.lastAnswer('padro.alta ca');
      await chat.panel.getByRole('button', { name: 'Només text' }).click();
      await chat.page.waitForURL(`${site.url}/xat?lang=ca`);
      expect(await chat.page.locator('.user .bubble p').allTextContents()).toEqual(["com m'empadrono"]);
    });

    test('two scripts show one chat, and a page may place the element and open it', async () => {
      const { browser, site } = bed();
      const script = `<script src="${site.url}/embed.js" data-lang="ca"></script>`;
      hall.shows = {
        policy: policyFor(site.url),
        script: `<finestreta-chat data-title="Nostre"></finestreta-chat>${script}${script}`,
      };
      const chat = await openPage(browser, hall.origin);
      expect(await chat.page.locator('finestreta-chat').count()).toBe(1);
      await chat.page.evaluate("document.querySelector('finestreta-chat').open()");
      await chat.lastAnswer('introduction ca');
      expect(await chat.panel.getByRole('heading').textContent()).toBe('Nostre');
      await chat.page.evaluate("document.querySelector('finestreta-chat').close()");
      expect(await chat.panel.isVisible()).toBe(false);
    });

    test('a link of the page begins with what the bot offers, and answers nothing for the person', async () => {
      const { browser, site } = bed();
      const link = (value: string, label: string) => `<a href="/" data-finestreta-open="${value}">${label}</a>`;
      hall.shows = {
        policy: policyFor(site.url),
        script: `${link('erase:yes', 'Erase')} ${link('entry:padro.alta', 'El padró')}<script src="${site.url}/embed.js" data-lang="ca"></script>`,
      };
      const chat = await openPage(browser, hall.origin);
      await chat.page.getByRole('link', { name: 'Erase' }).click();
      await chat.lastAnswer('introduction ca');
      await chat.panel.getByRole('button', { name: 'Tanca el xat' }).click();
      await chat.page.getByRole('link', { name: 'El padró' }).click();
      await chat.lastAnswer('padro.alta ca');
      expect(await chat.transcript()).toEqual(['introduction ca', '> El padró', 'padro.alta ca']);
      expect(chat.errors).toEqual([]);
    });

    test("the page's own styles do not reach into it, and its properties do", async () => {
      const { browser, site } = bed();
      hall.shows = { policy: policyFor(site.url), script: `<script src="${site.url}/embed.js"></script>` };
      const chat = await openPage(browser, hall.origin);
      await chat.page.evaluate(`{
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('html { font-size: 10px } * { color: red; font-size: 5px } finestreta-chat { --finestreta-accent: rgb(90, 0, 90) }');
        document.adoptedStyleSheets = [sheet];
      }`);
      const style = (property: string) =>
        chat.launcher.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
      expect(await style('color')).toBe('rgb(255, 255, 255)');
      expect(await style('background-color')).toBe('rgb(90, 0, 90)');
    });
  },
);
