import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createCaseLinks } from '../../../src/core/cases/caseLinks.ts';
import { createNotifyLinks } from '../../../src/core/cases/rights/notifyLinks.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';

/** The alphabet of GSM 03.38: with any other sign a message holds 70 of them instead of 160. */
const alphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const url = 'https://bot.vilanova-nord.cat';
const mac = (text: string) => new Uint8Array(Buffer.from(text.padEnd(32)));
const code = '7KQ4-M2XB';
const values = {
  ...{ code: '246810', case: code },
  url: createCaseLinks({ mac, url }).caseLink(code),
  stop: createNotifyLinks({ mac, url }).notifyLink('stop', code, 123),
};

test.each(['notify.ask.sms', 'notify.news.sms'])('%s fits into one message in each language', (key) => {
  const file = readFileSync('dialogs/phrases.yaml', 'utf8');
  const { phrases } = parse(file) as { phrases: Record<string, Record<string, string>> };
  for (const locale of ['ca', 'es', 'en']) {
    const text = interpolate(phrases[key]?.[locale] ?? '', key === 'notify.news.sms' ? { ...values, code } : values);
    expect(text).not.toContain('{{');
    expect([locale, Array.from(text).filter((sign) => !alphabet.includes(sign))]).toEqual([locale, []]);
    expect([locale, text.length <= 160, text.length]).toEqual([locale, true, expect.any(Number)]);
  }
});
