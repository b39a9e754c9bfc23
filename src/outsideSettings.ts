import { z } from 'zod';
import { callingCodes } from './core/model/contact/mobileNumber.ts';
import { CodedError } from './core/model/errors.ts';

/*
 * Settings of the machines of others by which the service reaches people, or that do something for it: mail server, SMS gateway, push
 * services, machine translation.
 */

/**
 * Whether what is sent to an address stays in the house, or travels encrypted: https, or http to this machine or to a
 * container beside it, whose name has no dot. `fetch` refuses a name and password in an address.
 */
function isOfThisHouse(address: string): boolean {
  const { protocol, hostname, username, password } = new URL(address);
  const isNear = /^(?:127\.\d+\.\d+\.\d+|\[::1\]|[^.]+)$/.test(hostname);
  return username === '' && password === '' && (protocol === 'https:' || isNear);
}

/** What is sent to a gateway, unless another shape is set. */
const usualBody = '{"to":"{{to}}","from":"{{sender}}","text":"{{text}}"}';

/** Their environment variables. See `.env.example`. */
export const outsideEnvironment = {
  /** Mail server for e-mails to staff, as in smtps://user:password@mail.example.cat; without it none are sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'write an address that begins with smtps:// or smtp://' }).optional(),
  /** Sender of these e-mails, as in "Ajuntament <bot@example.cat>". */
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'write an e-mail address, or a name and one between < and >')
    .optional(),
  /** `off`: citizens are not told of answers on their devices. */
  WEB_PUSH: z.enum(['on', 'off']).default('on'),
  /** Origins of push services besides those of the large browsers, comma separated, as in https://push.example.org. */
  PUSH_SERVICES: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim().replace(/\/+$/, '')))
    .pipe(z.array(z.url({ protocol: /^https?$/, error: 'write addresses that begin with https://' })))
    .default([]),
  /** Machine that translates what citizens write for staff, see docs/console.md: their texts leave the house. */
  TRANSLATION_URL: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .refine(isOfThisHouse, {
      error: 'write https://, without a name or password in it; http:// only for this machine or a container beside it',
    })
    .optional(),
  /** Model of an interface like OpenAI's; without it the machine is LibreTranslate. */
  TRANSLATION_MODEL: z.string().min(1).max(200).optional(),
  /** Key of the machine, where it wants one. */
  TRANSLATION_KEY: z.string().min(1).max(500).optional(),
  /** Gateway of text messages (SMS) to citizens; without it none are sent. */
  SMS_URL: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .refine(isOfThisHouse, {
      error: 'write https://, without a name or password in it; http:// only for this machine or a container beside it',
    })
    .optional(),
  /** Its token; or name and password of an account, with a colon between them. */
  SMS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{1,1000}$/, 'write a token, or name:password, without spaces')
    .optional(),
  /** Sender that phones show: at most eleven letters and digits, or a number. */
  SMS_SENDER: z
    .string()
    .regex(
      /^(?:[A-Za-z0-9 ]{1,11}|\+?\d{3,15})$/,
      'write at most eleven letters and digits without accents, or a number',
    )
    .optional(),
  /** JSON that the gateway takes, with {{to}}, {{text}} and, where it wants them, {{sender}} and {{id}}. */
  SMS_BODY: z
    .string()
    .refine(isJsonObject, 'write a JSON object')
    .refine((body) => ['to', 'text'].every((name) => body.includes(`{{${name}}}`)), 'write {{to}} and {{text}} in it')
    .default(usualBody),
  /** Calling codes of the countries whose mobile numbers get messages, comma separated: that of the town first. */
  SMS_COUNTRIES: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.array(z.enum(callingCodes)).min(1))
    .default(['34']),
  /** Codes that may be sent in a day to confirm numbers, to all people together: what a prank can cost. */
  SMS_CODES_PER_DAY: z.coerce.number().int().min(1).max(100_000).default(200),
};

const outsideKeys = z.object(outsideEnvironment);

/** What they set. */
export interface OutsideSettings {
  /** Mail server and sender of e-mails to staff; null: none are sent. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** Gateway of text messages to citizens; null: none are sent. */
  readonly sms: SmsSettings | null;
  /** What translates for staff; null: nothing does. */
  readonly translation: { readonly url: string; readonly model: string | null; readonly key: string | null } | null;
  /** Origins of push services besides those of the large browsers; null: citizens are told on no device. */
  readonly push: { readonly services: readonly string[] } | null;
}

/** The gateway of text messages, as `createSmsGateway` and its limits want it. */
export interface SmsSettings {
  readonly url: string;
  readonly token: string;
  /** Null: the body has no place for it. */
  readonly sender: string | null;
  /** Text of a JSON object with places for `to`, `text`, `sender` and `id`. */
  readonly body: string;
  /** The town's own country first. */
  readonly countries: readonly (typeof callingCodes)[number][];
  readonly codesPerDay: number;
}

/** @throws {CodedError} `config.invalid` */
export function outsideSettings(keys: z.infer<typeof outsideKeys>): OutsideSettings {
  return {
    mail: mailOf(keys),
    sms: smsOf(keys),
    translation:
      keys.TRANSLATION_URL === undefined
        ? null
        : { url: keys.TRANSLATION_URL, model: keys.TRANSLATION_MODEL ?? null, key: keys.TRANSLATION_KEY ?? null },
    push: keys.WEB_PUSH === 'on' ? { services: keys.PUSH_SERVICES } : null,
  };
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from }: z.infer<typeof outsideKeys>): OutsideSettings['mail'] {
  if (url === undefined && from === undefined) return null;
  if (url !== undefined && from !== undefined) return { url, from };
  throw new CodedError(
    'config.invalid',
    'Fix these settings and start again:\nSMTP_URL, MAIL_FROM: set both, or neither to send no e-mails to staff',
  );
}

function smsOf(keys: z.infer<typeof outsideKeys>): SmsSettings | null {
  const { SMS_URL: url, SMS_TOKEN: token, SMS_SENDER: sender = null, SMS_BODY: body } = keys;
  if (url === undefined && token === undefined) return null;
  if (url === undefined || token === undefined) {
    throw new CodedError(
      'config.invalid',
      'Fix these settings and start again:\nSMS_URL, SMS_TOKEN: set both, or neither to send no text messages',
    );
  }
  if (sender === null && body.includes('{{sender}}')) {
    throw new CodedError(
      'config.invalid',
      'Fix these settings and start again:\nSMS_SENDER: name the sender, or leave {{sender}} out of SMS_BODY',
    );
  }
  return { url, token, sender, body, countries: keys.SMS_COUNTRIES, codesPerDay: keys.SMS_CODES_PER_DAY };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
