import { expect, test } from '@jest/globals';
import { accessibilityFaults } from './support/axe.ts';
import { type ChatPage, openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { until } from './support/until.ts';

/** Keeps what of a microphone a page was given. */
const countTracks = `{
  window.tracks = [];
  const ask = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function (...all) {
    const stream = await ask.apply(this, all);
    tracks.push(...stream.getTracks());
    return stream;
  };
}`;
const live = "tracks.map(({ readyState }) => readyState === 'live')";

/** The light browser lends no microphone, not even the false one. */
const wholeBrowser = ['--mute-audio'];

const more = (chat: ChatPage) => chat.panel.getByRole('button', { name: 'Més opcions' });
const button = (chat: ChatPage, name: string) => chat.panel.getByRole('button', { name, exact: true });

describeInBrowser(
  'a voice note in the web chat',
  {},
  (bed) => {
    const recordings = async () =>
      (await bed().site.inbounds()).flatMap(({ content }) => (content.kind === 'files' ? content.files : []));

    test('a voice note is recorded, heard, deleted or sent, and the microphone let go at the end', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, 'about:blank', { permissions: ['microphone'] });
      await chat.page.addInitScript(countTracks);
      await chat.page.goto(`${site.url}/?lang=ca`);
      await chat.open();
      await more(chat).click();
      expect(await chat.page.evaluate('tracks.length')).toBe(0);
      await button(chat, 'Nota de veu').press('Enter');
      await button(chat, 'Acaba').waitFor();
      expect(await accessibilityFaults(chat.page, ['dark', 'forced'])).toEqual([]);
      await chat.panel.getByRole('timer').filter({ hasNotText: '0:00' }).waitFor();
      await button(chat, 'Acaba').press('Enter');
      await chat.panel.locator('.note:visible', { hasText: "només a l'Ajuntament" }).waitFor();
      expect(await accessibilityFaults(chat.page, ['dark', 'forced'])).toEqual([]);
      expect(await chat.page.evaluate(live)).toEqual([false]);
      const player = chat.panel.locator('audio');
      await until(() => player.evaluate((audio) => 'readyState' in audio && Number(audio.readyState) > 0));
      await button(chat, 'Esborra-la').click();
      await until(() => chat.field.evaluate((element) => element.matches(':focus')));

      await more(chat).click();
      await button(chat, 'Nota de veu').click();
      await chat.panel.getByRole('timer').filter({ hasNotText: '0:00' }).waitFor();
      await button(chat, 'Acaba').click();
      await button(chat, 'Envia la nota de veu').press('Enter');
      await until(async () => (await recordings()).length === 1);
      const [sent] = await recordings();
      expect(sent).toMatchObject({ name: 'nota-de-veu.webm', type: 'video/webm' });
      await chat.panel.locator('.user', { hasText: 'nota-de-veu.webm' }).waitFor();

      // Who closes the chat while it records has recorded nothing.
      await more(chat).click();
      await button(chat, 'Nota de veu').click();
      await button(chat, 'Acaba').waitFor();
      await button(chat, 'Tanca el xat').click();
      await until(async () => ((await chat.page.evaluate(live)) as readonly boolean[]).every((isLive) => !isLive));
      expect(await recordings()).toHaveLength(1);
      expect(chat.errors).toEqual([]);
    });

    test('a browser that lends no microphone says what to do instead', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, `${site.url}/?lang=en`);
      await chat.page.context().grantPermissions([]);
      await chat.open();
      await chat.panel.getByRole('button', { name: 'More options' }).click();
      await button(chat, 'Voice note').click();
      await chat.panel.locator('.note:visible', { hasText: 'write the message' }).waitFor();
      await chat.page.keyboard.press('Escape');
      expect(await chat.panel.locator('.note:visible').count()).toBe(0);
    });
  },
  wholeBrowser,
);
