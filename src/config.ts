import { resolve } from 'node:path';
import { z } from 'zod';
import { readSecrets } from './accounts/secrets.ts';
import { CodedError } from './core/model/errors.ts';
import { locales } from './core/model/locale.ts';
import type { FileQuota } from './core/ports/files.ts';

const megabyte = 1024 * 1024;

/** Keys of the environment that concern the whole service; each channel has its own beside it. See `.env.example`. */
const environment = z.object({
  /** File of the settings that was read; see `loadEnvironment`. */
  FINESTRETA_ENV: z.string().optional(),
  /** Address to listen on. Only this machine by default; a proxy or a container sets 0.0.0.0. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Port to listen on; 0 takes a free one. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Address at which people reach the service, as in https://finestreta.example.cat; by default the one it listens on. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .optional(),
  /** How many proxies stand before the service: the client's address is read from X-Forwarded-For behind that many. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** Folder of the journal. */
  DATA_DIR: z.string().min(1).default('data'),
  /** Folder of the keys, to be backed up apart from the journal; `keys` inside DATA_DIR by default. */
  KEYS_DIR: z.string().min(1).optional(),
  /** File whose time is that of the last backup; `last-backup` inside DATA_DIR by default, where `npm run backup` notes it. */
  BACKUP_MARK: z.string().min(1).optional(),
  /** Id of the installation that must lie in DATA_DIR (or MONGODB_URI): where it is not, as on a disk that is not mounted, nothing starts. */
  INSTALLATION_ID: z.uuid('write the id that `npm run installation` says').optional(),
  /** Master key, base64 of 32 bytes; without it a file in KEYS_DIR holds one, made at the first start. */
  FINESTRETA_MASTER_KEY: z
    .string()
    .refine(
      (text) => Buffer.from(text, 'base64').length === 32,
      'must be the base64 of 32 bytes: make one with `openssl rand -base64 32`',
    )
    .optional(),
  /** Address of a MongoDB that stores everything instead of DATA_DIR, as in mongodb://host/finestreta. */
  MONGODB_URI: z.string().optional(),
  /** Address of the keys' database, to be backed up apart; by default one beside the journal's. */
  MONGODB_KEYS_URI: z.string().optional(),
  /** Address of a Redis that several processes share, as in redis://host:6379; one process needs none. */
  REDIS_URL: z.string().optional(),
  /** Most MB of files of one conversation together, and of all that came within a day. */
  FILES_CONVERSATION_MB: z.coerce.number().int().min(1).max(1_000_000).default(50),
  FILES_DAY_MB: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  /** MB that stay free on the disk: below, files are refused and messages are still taken. */
  FILES_FREE_MB: z.coerce.number().int().min(0).max(1_000_000).default(500),
  /** Folder of what the bot says. */
  DIALOGS_DIR: z.string().min(1).default('dialogs'),
  /** Folder of what was learnt from it, so that a start need not learn again; `learnt` inside DATA_DIR by default. */
  LEARNT_DIR: z.string().min(1).optional(),
  /** `off`: no sentence vectors; questions and emergencies are told by words alone. */
  MEANING: z.enum(['on', 'off']).default('on'),
  /** Share of one processor that sentence vectors may take, measured over four seconds; what is over it goes without. */
  MEANING_CPU_SHARE: z.coerce.number().min(0.05).max(1).default(0.5),
  /** Name of the council in every record; one installation may later serve many. */
  TENANT: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'use lower-case letters, digits and hyphens')
    .default('default'),
  /** Language in which it greets whoever has said nothing yet. */
  DEFAULT_LOCALE: z.enum(locales).default('ca'),
  /** Messages that one conversation may send in one go, and every minute from then on, before it is asked for a pause. */
  MESSAGES_BURST: z.coerce.number().int().min(1).max(1_000_000).default(20),
  MESSAGES_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(30),
  /** Cases that one address of the web chat may open in ten minutes; by default 40, or MESSAGES_PER_MINUTE if that is more. */
  CASES_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** Who must have a second factor for the console: required (all), privileged (administrators, supervisors) or off. */
  CONSOLE_SECOND_FACTOR: z.enum(['required', 'privileged', 'off']).default('required'),
  /** Issuer of the city's identity provider (OpenID Connect), as in https://login.microsoftonline.com/TENANT/v2.0. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'write the address of the issuer' }).optional(),
  /** What the identity provider knows the console by, and the secret that they share. */
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** Where to report a weakness: mailto:, https: or tel: addresses, comma separated; said in /.well-known/security.txt. */
  SECURITY_CONTACT: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(
      z.array(
        z
          .string()
          .regex(/^(mailto:[^\s@<>]+@[^\s@<>]+|https:\/\/[^\s]+|tel:\+[\d-]+)$/, 'write mailto:…, https://… or tel:+…'),
      ),
    )
    .default([]),
  /** Bearer token for /metrics; without it only this machine may read them. */
  METRICS_TOKEN: z.string().min(16, 'use at least 16 characters').optional(),
  /** Mail server for letters to staff, as in smtps://user:password@mail.example.cat; without it none are written. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'write an address that begins with smtps:// or smtp://' }).optional(),
  /** Sender of these letters, as in "Ajuntament <bot@example.cat>". */
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'write an e-mail address, or a name and one between < and >')
    .optional(),
  /** File of the web hooks that are told what staff are told, see docs/notifications.md. */
  WEBHOOKS_FILE: z.string().min(1).optional(),
  /** `true`: web hooks may call programs of this machine without encryption, for trying things out. */
  WEBHOOKS_LOOPBACK: z.enum(['true', 'false']).default('false'),
  /** fatal, error, warn, info, debug or silent. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Seconds that turns under way are given to finish when the service is told to stop. */
  SHUTDOWN_SECONDS: z.coerce.number().int().min(1).max(300).default(15),
});

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where web hooks are defined. */
export interface WebhookSettings {
  readonly file: string;
  /** Whether programs of this machine may be called without encryption. */
  readonly loopback: boolean;
  /** Reads secrets by their references, so that none of them is kept here. */
  readonly secrets: (references: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, string>>>;
}

export interface Config {
  /** File that the settings were read from; null: from the environment alone. */
  readonly settingsFile: string | null;
  readonly host: string;
  readonly port: number;
  /** Without a slash at its end; null: made from host and port once they are known. */
  readonly publicUrl: string | null;
  readonly trustProxy: number;
  readonly dataDir: string;
  readonly keysDir: string;
  /** File whose time is that of the last backup. */
  readonly backupMark: string;
  readonly installationId: string | null;
  readonly masterKey: Uint8Array | null;
  readonly mongoUri: string | null;
  readonly mongoKeysUri: string | null;
  readonly redisUrl: string | null;
  /** What of people's files is kept, in bytes. */
  readonly files: { readonly quota: FileQuota; readonly floor: number };
  readonly dialogsDir: string;
  readonly learntDir: string;
  /** Sentence vectors; null: there are none. */
  readonly meaning: { readonly cpuShare: number } | null;
  readonly tenant: string;
  readonly locale: (typeof locales)[number];
  readonly pace: { readonly burst: number; readonly perMinute: number };
  /** Cases that one address may open in ten minutes. */
  readonly casesPerAddress: number;
  readonly secondFactor: 'required' | 'privileged' | 'off';
  /** The city's identity provider; null: staff sign in with passwords only. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  /** Where to report a weakness, in the order of preference; empty: nowhere is said. */
  readonly securityContacts: readonly string[];
  readonly metricsToken: string | null;
  /** Mail server and sender of letters to staff; null: none are written. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  readonly webhooks: WebhookSettings | null;
  readonly logLevel: string;
  readonly shutdownSeconds: number;
}

/**
 * Reads the environment once; relative folders count from `base`.
 * @throws {CodedError} `config.invalid`, naming every key that is wrong and what it should be
 */
export function readConfig(env: Environment, base: string): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new CodedError('config.invalid', `Mend these settings and start again:\n${faults.join('\n')}`);
  }
  const keys = parsed.data;
  const dataDir = resolve(base, keys.DATA_DIR);
  return Object.freeze({
    settingsFile: keys.FINESTRETA_ENV ?? null,
    host: keys.HOST,
    port: keys.PORT,
    publicUrl: keys.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustProxy: keys.TRUST_PROXY,
    dataDir,
    keysDir: keys.KEYS_DIR === undefined ? resolve(dataDir, 'keys') : resolve(base, keys.KEYS_DIR),
    backupMark: keys.BACKUP_MARK === undefined ? resolve(dataDir, 'last-backup') : resolve(base, keys.BACKUP_MARK),
    installationId: keys.INSTALLATION_ID ?? null,
    masterKey: keys.FINESTRETA_MASTER_KEY === undefined ? null : Buffer.from(keys.FINESTRETA_MASTER_KEY, 'base64'),
    mongoUri: keys.MONGODB_URI ?? null,
    mongoKeysUri: keys.MONGODB_KEYS_URI ?? null,
    redisUrl: keys.REDIS_URL ?? null,
    files: {
      quota: { conversation: keys.FILES_CONVERSATION_MB * megabyte, day: keys.FILES_DAY_MB * megabyte },
      floor: keys.FILES_FREE_MB * megabyte,
    },
    dialogsDir: resolve(base, keys.DIALOGS_DIR),
    learntDir: keys.LEARNT_DIR === undefined ? resolve(dataDir, 'learnt') : resolve(base, keys.LEARNT_DIR),
    meaning: keys.MEANING === 'off' ? null : { cpuShare: keys.MEANING_CPU_SHARE },
    tenant: keys.TENANT,
    locale: keys.DEFAULT_LOCALE,
    pace: { burst: keys.MESSAGES_BURST, perMinute: keys.MESSAGES_PER_MINUTE },
    casesPerAddress: keys.CASES_PER_ADDRESS ?? Math.max(40, keys.MESSAGES_PER_MINUTE),
    secondFactor: keys.CONSOLE_SECOND_FACTOR,
    oidc: oidcOf(keys),
    securityContacts: keys.SECURITY_CONTACT,
    metricsToken: keys.METRICS_TOKEN ?? null,
    mail: mailOf(keys),
    webhooks:
      keys.WEBHOOKS_FILE === undefined
        ? null
        : {
            file: resolve(base, keys.WEBHOOKS_FILE),
            loopback: keys.WEBHOOKS_LOOPBACK === 'true',
            secrets: (references) => readSecrets(references, env),
          },
    logLevel: keys.LOG_LEVEL,
    shutdownSeconds: keys.SHUTDOWN_SECONDS,
  });
}

/** All three settings of the identity provider, or none of them. */
function oidcOf(keys: z.infer<typeof environment>): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = keys;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return { issuer, clientId, clientSecret };
  }
  throw new CodedError(
    'config.invalid',
    'Mend these settings and start again:\nOIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: set all three, or none',
  );
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from }: z.infer<typeof environment>): Config['mail'] {
  if (url === undefined && from === undefined) return null;
  if (url !== undefined && from !== undefined) return { url, from };
  throw new CodedError(
    'config.invalid',
    'Mend these settings and start again:\nSMTP_URL, MAIL_FROM: write both, or neither to send no letters to staff',
  );
}

/**
 * Address at which people reach the service, without a slash at its end. Where none is set it is the one that it listens
 * on, this machine by its name: browsers take passkeys at names only.
 */
export function addressOf({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string {
  if (publicUrl !== null) return publicUrl;
  if (host === '127.0.0.1' || host === '::1') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
