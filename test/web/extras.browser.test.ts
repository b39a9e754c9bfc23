import { afterAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { accessibilityFaults } from './support/axe.ts';
import { type ChatPage, openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { openTownHall, type TownHall } from './support/townHall.ts';
import { until } from './support/until.ts';

let hall: TownHall;
const place = { latitude: 41.32753, longitude: 2.09471, accuracy: 12.4 };
const placed: BrowserContextOptions = { geolocation: place, permissions: ['geolocation'] };
/** Notes each time that a page asks a device for its place. */
const countAsked = `{
  const ask = Geolocation.prototype.getCurrentPosition;
  window.placesAsked = 0;
  Geolocation.prototype.getCurrentPosition = function (...all) { window.placesAsked += 1; return ask.apply(this, all); };
}`;

/** A device that speaks Catalan itself, and Spanish by a service elsewhere; it never comes to the end of a sentence. */
const voices = `{
  window.said = [];
  window.hushed = 0;
  const all = [
    { name: 'Elsewhere', lang: 'es-ES', localService: false },
    { name: 'Montse', lang: 'ca-ES', localService: true },
  ];
  const value = Object.assign(new EventTarget(), {
    getVoices: () => all,
    speak: ({ text, lang, voice }) => said.push(voice.name + ' ' + lang + ': ' + text),
    cancel: () => { hushed += 1; },
  });
  Object.defineProperty(window, 'speechSynthesis', { value });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}`;

const more = (chat: ChatPage) => chat.panel.getByRole('button', { name: 'Més opcions' });
const button = (chat: ChatPage, name: string) => chat.panel.getByRole('button', { name, exact: true });

describeInBrowser(
  'what the chat loads when somebody asks for it',
  async () => {
    hall = await openTownHall();
    return { settings: { WEBCHAT_ORIGINS: hall.origin } };
  },
  (bed) => {
    afterAll(() => hall.close());
    const locations = async () =>
      (await bed().site.inbounds()).map(({ content }) => content).filter(({ kind }) => kind === 'location');

    test('the place is asked for when its button is pressed, shown, and sent by another press alone', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, 'about:blank', placed);
      const requests: string[] = [];
      chat.page.on('request', (request) => requests.push(new URL(request.url()).pathname));
      await chat.page.addInitScript(countAsked);
      await chat.page.goto(`${site.url}/?lang=ca`);
      await chat.open();
      expect(requests.filter((path) => path.includes('extras'))).toEqual([]);
      await more(chat).press('Enter');
      const location = button(chat, 'La meva ubicació');
      await until(() => location.evaluate((element) => element.matches(':focus')));
      expect(await more(chat).getAttribute('aria-expanded')).toBe('true');
      expect(requests.filter((path) => path.includes('extras'))).toHaveLength(1);
      expect(await accessibilityFaults(chat.page, ['dark', 'forced'])).toEqual([]);
      expect(await chat.page.evaluate('placesAsked')).toBe(0);

      await location.press('Enter');
      const line = chat.panel.getByText('Sou a 41.32753, 2.09471 (amb un marge de 13 m).');
      await line.first().waitFor();
      expect(await chat.panel.locator('.note:visible').textContent()).toContain("només a l'Ajuntament");
      expect(await chat.page.evaluate('placesAsked')).toBe(1);
      expect(await accessibilityFaults(chat.page, ['dark', 'forced'])).toEqual([]);
      expect(await locations()).toEqual([]);

      const send = button(chat, 'Envia la ubicació');
      await until(() => send.evaluate((element) => element.matches(':focus')));
      await send.press('Enter');
      await chat.lastAnswer('location ca');
      const { latitude, longitude } = place;
      expect(await locations()).toEqual([{ kind: 'location', latitude, longitude, text: '' }]);
      expect(await more(chat).getAttribute('aria-expanded')).toBe('false');
      await until(() => chat.field.evaluate((element) => element.matches(':focus')));
      await chat.page.reload();
      await chat.panel.locator('.user', { hasText: '41.32753, 2.09471' }).waitFor();
      expect(chat.errors).toEqual([]);
    });

    test('Escape leaves it without sending, and closes the chat only when pressed again', async () => {
      const { browser, site } = bed();
      const before = (await locations()).length;
      const chat = await openPage(browser, `${site.url}/?lang=ca`, placed);
      await chat.open();
      await more(chat).click();
      await button(chat, 'La meva ubicació').click();
      await button(chat, 'Envia la ubicació').waitFor();
      await chat.page.keyboard.press('Escape');
      expect(await button(chat, 'Envia la ubicació').isVisible()).toBe(false);
      await until(() => chat.field.evaluate((element) => element.matches(':focus')));
      await more(chat).click();
      await button(chat, 'La meva ubicació').waitFor();
      await chat.page.keyboard.press('Escape');
      expect(await chat.panel.isVisible()).toBe(true);
      await chat.page.keyboard.press('Escape');
      expect(await chat.panel.isVisible()).toBe(false);
      expect(await locations()).toHaveLength(before);
    });

    test('a browser that does not tell the place says what to do instead', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, `${site.url}/?lang=ca`);
      // What is not granted from now on is denied, not asked.
      await chat.page.context().grantPermissions([]);
      await chat.open();
      await more(chat).click();
      await button(chat, 'La meva ubicació').click();
      await chat.panel.locator('.note:visible', { hasText: "escriviu l'adreça" }).waitFor();
      expect(await accessibilityFaults(chat.page)).toEqual([]);
      await button(chat, 'Cancel·la').click();
      await until(() => chat.field.evaluate((element) => element.matches(':focus')));
    });

    test('a file that does not arrive says so, and the next press tries again', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, `${site.url}/?lang=ca`, placed);
      await chat.open();
      await chat.page.route('**/embed-extras-*', (route) => route.abort());
      await more(chat).click();
      await chat.panel.getByText("No s'ha pogut carregar.").first().waitFor();
      await chat.page.unroute('**/embed-extras-*');
      await more(chat).click();
      await button(chat, 'La meva ubicació').waitFor();
    });

    test('answers are read in their own language by a voice of the device, and Escape stops that alone', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, 'about:blank');
      await chat.page.addInitScript(voices);
      await chat.page.goto(`${site.url}/?lang=ca`);
      await chat.open();
      await more(chat).press('Enter');
      const aloud = button(chat, 'Llegeix les respostes en veu alta');
      await aloud.press('Enter');
      expect(await aloud.getAttribute('aria-pressed')).toBe('true');
      expect(await accessibilityFaults(chat.page, ['dark', 'forced'])).toEqual([]);
      const said = () => chat.page.evaluate('said') as Promise<readonly string[]>;
      await until(async () => (await said()).length > 0);
      expect((await said())[0]).toBe('Montse ca-ES: introduction ca');

      await chat.page.keyboard.press('Escape');
      expect(await chat.page.evaluate('hushed')).toBe(1);
      expect(await aloud.isVisible()).toBe(true);
      await chat.ask("com m'empadrono");
      await chat.lastAnswer('padro.alta ca');
      await until(async () => (await said()).includes('Montse ca-ES: padro.alta ca'));
      await button(chat, 'Tanca el xat').click();
      expect(await chat.page.evaluate('hushed')).toBe(2);

      await chat.launcher.click();
      await more(chat).click();
      await aloud.click();
      expect(await aloud.getAttribute('aria-pressed')).toBe('false');
      const before = await said();
      await chat.ask('mobles vells');
      await chat.lastAnswer('residus.mobles ca');
      expect(await said()).toEqual(before);
      expect(chat.errors).toEqual([]);
    });

    test('who wants it hears that an answer came, while the chat is closed', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, 'about:blank');
      await chat.page.addInitScript(
        'window.tones = 0; const { start } = OscillatorNode.prototype; OscillatorNode.prototype.start = function (at) { tones += 1; start.call(this, at); };',
      );
      const tones = () => chat.page.evaluate<number>('tones');
      await chat.page.goto(`${site.url}/?lang=ca`);
      await chat.open();
      await more(chat).click();
      const sound = button(chat, 'Fes un so quan em responguin');
      await sound.press('Enter');
      // It is heard what it is like.
      expect([await sound.getAttribute('aria-pressed'), await tones()]).toEqual(['true', 2]);
      expect(await accessibilityFaults(chat.page, ['dark', 'forced'])).toEqual([]);
      await chat.ask('el fanal no funciona');
      const code = async () => /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await chat.panel.innerHTML())?.[1];
      await until(async () => (await code()) !== undefined);
      expect(await tones()).toBe(2);
      const opened = (await code()) ?? '';
      await button(chat, 'Tanca el xat').click();
      await site.reply(opened, 'Hi anem avui.', []);
      await until(async () => (await tones()) === 4);
      await chat.launcher.click();
      await more(chat).click();
      await sound.click();
      await button(chat, 'Tanca el xat').click();
      await site.reply(opened, 'Ja està.', []);
      await chat.page.getByText('Missatges nous: 1').waitFor();
      expect(await tones()).toBe(4);
      expect(chat.errors).toEqual([]);
    });

    test('where the device has no voice of its own for a language, it says so and reads nothing', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, 'about:blank');
      await chat.page.addInitScript(voices);
      await chat.page.goto(`${site.url}/?lang=es`);
      await chat.open();
      await chat.panel.getByRole('button', { name: 'Más opciones' }).click();
      await button(chat, 'Leer las respuestas en voz alta').click();
      await chat.panel.getByText('Este dispositivo no tiene ninguna voz para este idioma.').first().waitFor();
      expect(await chat.page.evaluate('said')).toEqual([]);
    });

    test("works on somebody else's page under the policy that docs/embed.md asks for", async () => {
      const { browser, site } = bed();
      hall.shows = {
        policy: `default-src 'none'; script-src ${site.url}; connect-src ${site.url} ${site.url.replace('http', 'ws')}; media-src blob:`,
        script: `<script src="${site.url}/embed.js" data-lang="ca"></script>`,
      };
      const before = (await locations()).length;
      const chat = await openPage(browser, hall.origin, placed);
      await chat.open();
      await more(chat).click();
      await button(chat, 'La meva ubicació').click();
      await button(chat, 'Envia la ubicació').click();
      await chat.lastAnswer('location ca');
      expect(await locations()).toHaveLength(before + 1);
      expect(chat.errors).toEqual([]);
    });
  },
);
