import type { ChannelPreview } from '../../src/core/ports/adapter.ts';
import { capabilities, messageLength } from './capabilities.ts';
import { payloadsOf } from './outbound.ts';
import { readDialect } from './readDialect.ts';
import { actionRow, button, stringSelect } from './values.ts';

/** Buttons of a preview are not pressed. */
const noSecret = new Uint8Array(32);

export const preview: ChannelPreview = {
  channel: 'discord',
  capabilities,
  hasPublic: true,
  show: (message) =>
    payloadsOf(message, { withFiles: message.files.length > 0, secret: noSecret }).map((payload) => {
      const { content = '', components = [] } = payload;
      const rows = (components ?? []).flatMap((row) => (row.type === actionRow ? [row.components] : []));
      const text = content ?? '';
      return {
        blocks: readDialect(text),
        text,
        buttons: rows
          .map((row) => row.flatMap((each) => (each.type === button && 'label' in each ? [each.label ?? ''] : [])))
          .filter((row) => row.length > 0),
        menu: rows.flatMap((row) =>
          row.flatMap((each) => (each.type === stringSelect ? each.options.map(({ label }) => label) : [])),
        ),
        quickExit: false,
        length: text.length,
        limit: messageLength,
        sent: JSON.stringify({ content, components }, null, 2),
      };
    }),
};
