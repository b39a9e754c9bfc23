import fc from 'fast-check';
import { type Locale, locales } from '../../src/core/model/locale.ts';
import type { InboundContent, Outbound } from '../../src/core/model/message.ts';
import { commands } from '../../src/core/model/parsedCommand.ts';

/** Any text that a platform may deliver: scripts of the world, emoji, controls, and halves of surrogate pairs. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', ' ', '1', '9', '/', '__proto__', 'toString', '\u0000', '\u202e', '12345678Z'),
);

/** Choice values, good ones and such as a forger or an old page may send. */
export const anyChoiceValue: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('none', 'erase:yes', 'erase:no', 'entry:padro.alta', 'entry:gone.away', 'entry:command.erase'),
  fc.constantFrom(...commands.map((command) => `command:${command}`)),
  fc.constantFrom(...locales.map((locale) => `locale:${locale}`)),
  anyText,
  anyText.map((text) => `entry:${text}`),
);

export const anyLocale: fc.Arbitrary<Locale> = fc.constantFrom(...locales);

const anyFile = fc.record({
  id: fc.uuid(),
  name: anyText,
  type: fc.constantFrom('image/png', 'application/pdf'),
  size: fc.nat(),
});

export const anyContent: fc.Arbitrary<InboundContent> = fc.oneof(
  { weight: 6, arbitrary: anyText.map((text): InboundContent => ({ kind: 'text', text })) },
  fc.record({ kind: fc.constant('choice' as const), value: anyChoiceValue, text: anyText }),
  fc.record({ kind: fc.constant('files' as const), files: fc.array(anyFile, { maxLength: 3 }), text: anyText }),
  fc.record({ kind: fc.constant('edit' as const), of: fc.uuid(), text: anyText }),
  fc.record({
    kind: fc.constant('location' as const),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    text: anyText,
  }),
  fc.record({ kind: fc.constant('contact' as const), phone: anyText, text: anyText }),
  fc.record({ kind: fc.constant('continue' as const), code: anyText, text: anyText }),
  fc.constant<InboundContent>({ kind: 'start' }),
);

export const anyMessage: fc.Arbitrary<Outbound> = fc.record({
  text: fc.oneof(
    anyText,
    fc.array(anyText, { maxLength: 20 }).map((texts) => texts.join(' ')),
  ),
  choices: fc.array(fc.record({ label: anyText, value: anyChoiceValue }), { maxLength: 6 }),
  files: fc.constant([]),
  locale: anyLocale,
});
