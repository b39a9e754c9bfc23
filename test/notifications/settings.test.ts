import { describe, expect, test } from '@jest/globals';
import { createStaffInboxAccounts } from '../../src/composition/staffInboxes.ts';
import { readConfig } from '../../src/config.ts';
import type { AccountRecord } from '../../src/core/model/accountRecord.ts';
import { standIn } from '../support/standIn.ts';

describe('the settings by which staff are told', () => {
  test('are off unless they are given', () => {
    expect(readConfig({}, '/srv')).toMatchObject({ mail: null, sms: null, webhooks: null });
  });

  test('name a mail server with its sender, and a file of web hooks that counts from the folder', async () => {
    const env = { SMTP_URL: 'smtps://a:b@mail.cat', MAIL_FROM: 'Ajuntament <bot@a.cat>', WEBHOOKS_FILE: 'hooks.yaml' };
    const config = readConfig({ ...env, HOOK: 'whsec_x' }, '/srv');
    expect(config.mail).toEqual({ url: env.SMTP_URL, from: env.MAIL_FROM });
    expect(config.webhooks).toMatchObject({ file: '/srv/hooks.yaml', loopback: false });
    expect(await config.webhooks?.secrets({ intranet: 'env:HOOK' })).toEqual({ intranet: 'whsec_x' });
    // What is logged or shown of the settings holds no secret of a web hook.
    expect(JSON.stringify(config.webhooks)).not.toContain('whsec_x');
  });

  test('name a gateway of text messages, in the shape that it takes', () => {
    const env = { SMS_URL: 'https://sms.example.cat/v2/messages', SMS_TOKEN: 'a-token', SMS_SENDER: 'Ajuntament' };
    expect(readConfig(env, '/srv').sms).toMatchObject({
      ...{ url: env.SMS_URL, token: 'a-token', sender: 'Ajuntament', countries: ['34'], codesPerDay: 200 },
      body: '{"to":"{{to}}","from":"{{sender}}","text":"{{text}}"}',
    });
    const body = '{"message":"{{text}}","phoneNumbers":["{{to}}"]}';
    const other = {
      ...env,
      SMS_SENDER: '',
      SMS_BODY: body,
      SMS_COUNTRIES: '376, 34',
      SMS_URL: 'http://127.0.0.1:8081',
    };
    expect(readConfig(other, '/srv').sms).toMatchObject({ sender: null, body, countries: ['376', '34'] });
  });

  test.each([
    [{ SMTP_URL: 'smtp://mail.cat' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'bot@a.cat' }, 'SMTP_URL'],
    [{ SMTP_URL: 'https://mail.cat', MAIL_FROM: 'bot@a.cat' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtp://mail.cat', MAIL_FROM: 'Ajuntament' }, 'MAIL_FROM'],
    [{ SMTP_URL: 'smtp://mail.cat', MAIL_FROM: 'a\r\nBcc: b@c.cat' }, 'MAIL_FROM'],
    [{ WEBHOOKS_LOOPBACK: 'yes' }, 'WEBHOOKS_LOOPBACK'],
    [{ SMS_URL: 'https://sms.example.cat' }, 'SMS_TOKEN'],
    [{ SMS_TOKEN: 'x' }, 'SMS_URL'],
    [{ SMS_URL: 'https://sms.example.cat', SMS_TOKEN: 'x' }, 'SMS_SENDER'],
    [{ SMS_URL: 'http://sms.example.cat', SMS_TOKEN: 'x' }, 'SMS_URL'],
    [{ SMS_URL: 'https://a:b@sms.example.cat', SMS_TOKEN: 'x' }, 'SMS_URL'],
    [{ SMS_TOKEN: 'x\r\ny' }, 'SMS_TOKEN'],
    [{ SMS_SENDER: 'Ajuntament del Prat' }, 'SMS_SENDER'],
    [{ SMS_BODY: '{"to":"{{to}}"}' }, 'SMS_BODY'],
    [{ SMS_BODY: 'to={{to}}&text={{text}}' }, 'SMS_BODY'],
    [{ SMS_COUNTRIES: '34,1' }, 'SMS_COUNTRIES'],
    [{ SMS_CODES_PER_DAY: '0' }, 'SMS_CODES_PER_DAY'],
  ])('%j are refused, naming the key', (env, key) => {
    expect(() => readConfig(env, '/srv')).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(key) }),
    );
  });
});

test('places of staff are those of open accounts whose settings name one', () => {
  const record = (id: string, state: AccountRecord['state'], settings: unknown) =>
    standIn<AccountRecord>({ id, state, definition: { languages: ['es', 'ca'], settings } });
  const all = [
    record('telegram', 'open', { staff: { chat: -100, departments: ['oiac'] } }),
    record('discord', 'open', { staff: { channel: '7' } }),
    record('closed', 'closed', { staff: { chat: -100 } }),
    record('citizens', 'open', { receive: 'polling' }),
    { ...record('built-in', 'open', {}), definition: null },
  ];
  expect(createStaffInboxAccounts({ all: () => all })('default')).toEqual([
    { name: 'telegram', departments: ['oiac'], locale: 'es' },
    { name: 'discord', departments: null, locale: 'es' },
  ]);
});
