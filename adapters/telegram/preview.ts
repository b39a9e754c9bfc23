import type { ChannelPreview } from '../../src/core/ports/adapter.ts';
import { readTags } from '../../src/core/render/readTags.ts';
import { telegramCapabilities } from './capabilities.ts';
import { toHtml } from './markup.ts';
import { keyboardOf, piecesOf, textFieldsOf } from './outbound.ts';

/** Buttons of a preview are not pressed. */
const noSecret = new Uint8Array(32);

export const preview: ChannelPreview = {
  channel: 'telegram',
  capabilities: telegramCapabilities,
  hasPublic: true,
  show: (message) =>
    piecesOf(message).map(({ text, last }) => {
      const fields = textFieldsOf(text, message.markup);
      const keyboard = last ? keyboardOf(message, noSecret) : null;
      return {
        blocks: readTags(fields.parse_mode === 'HTML' ? fields.text : toHtml(fields.text)),
        text,
        buttons: (keyboard?.inline_keyboard ?? []).map((row) => row.map((button) => button.text)),
        menu: [],
        quickExit: false,
        length: text.length,
        limit: telegramCapabilities.textLength,
        sent: JSON.stringify({ ...fields, ...(keyboard && { reply_markup: keyboard }) }, null, 2),
      };
    }),
};
