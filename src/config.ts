import { resolve } from 'node:path';
import { z } from 'zod';
import { nothingSealed, readSecrets } from './accounts/secrets.ts';
import { CodedError } from './core/model/errors.ts';
import { locales } from './core/model/locale.ts';
import type { FileQuota } from './core/ports/files.ts';
import { type OutsideSettings, outsideEnvironment, outsideSettings } from './outsideSettings.ts';

const megabyte = 1024 * 1024;

/** Environment variables for the whole service; each channel defines its own as well. See `.env.example`. */
const environment = z.object({
  /** File of the settings that was read; see `loadEnvironment`. */
  FINESTRETA_ENV: z.string().optional(),
  /** Address to listen on. By default only this machine can connect; a proxy or a container sets 0.0.0.0. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Port to listen on; 0 picks a free one. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Public address of the service, as in https://finestreta.example.cat; by default the one it listens on. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .optional(),
  /** Number of proxies in front of the service: the client's address is read from X-Forwarded-For behind that many. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** Folder of the journal. */
  DATA_DIR: z.string().min(1).default('data'),
  /** Folder of the keys, to be backed up separately from the journal; `keys` inside DATA_DIR by default. */
  KEYS_DIR: z.string().min(1).optional(),
  /**
   * File whose modification time is that of the last backup; `last-backup` inside DATA_DIR by default, where `npm run
   * backup` records it.
   */
  BACKUP_MARK: z.string().min(1).optional(),
  /**
   * Id of the installation expected in DATA_DIR (or MONGODB_URI). If it is not there, as on a disk that is not mounted,
   * the service does not start.
   */
  INSTALLATION_ID: z.uuid('write the id that `npm run installation` shows').optional(),
  /** Master key, base64 of 32 bytes; without it a file in KEYS_DIR holds one, created at the first start. */
  FINESTRETA_MASTER_KEY: z
    .string()
    .refine(
      (text) => Buffer.from(text, 'base64').length === 32,
      'must be the base64 of 32 bytes: create one with `openssl rand -base64 32`',
    )
    .optional(),
  /** Address of a MongoDB that stores everything instead of DATA_DIR, as in mongodb://host/finestreta. */
  MONGODB_URI: z.string().optional(),
  /** Address of the keys' database, to be backed up separately; by default a second database next to the journal's. */
  MONGODB_KEYS_URI: z.string().optional(),
  /** Address of a Redis shared by several processes, as in redis://host:6379; a single process needs none. */
  REDIS_URL: z.string().optional(),
  /** Maximum MB of files of one conversation, and of all files that arrive within a day. */
  FILES_CONVERSATION_MB: z.coerce.number().int().min(1).max(1_000_000).default(50),
  FILES_DAY_MB: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  /** MB that stay free on the disk: below that, files are refused but messages are still accepted. */
  FILES_FREE_MB: z.coerce.number().int().min(0).max(1_000_000).default(500),
  /** Folder of the content that ships with the bot, or of all content. */
  DIALOGS_DIR: z.string().min(1).default('dialogs'),
  /**
   * `store`: what the bot says is edited in the console; DIALOGS_DIR is imported at the first start, and its later changes
   * are proposed as drafts. `files`: it is the files in DIALOGS_DIR, which are watched.
   */
  CONTENT: z.enum(['store', 'files']).default('store'),
  /** `required`: a second person must approve each release of the content. */
  CONTENT_APPROVAL: z.enum(['required', 'off']).default('off'),
  /** `off`: the pages to which services lead are not asked whether they are still there, before a release. */
  CONTENT_LINKS: z.enum(['on', 'off']).default('on'),
  /**
   * Folder of what was learnt from the content, so that a start need not learn again; `learnt` inside DATA_DIR by
   * default.
   */
  LEARNT_DIR: z.string().min(1).optional(),
  /** `off`: no sentence vectors; questions and emergencies are recognised by words alone. */
  MEANING: z.enum(['on', 'off']).default('on'),
  /** Most threads that compute sentence vectors; by default two where there are two processors. */
  MEANING_THREADS: z.coerce.number().int().min(1).max(16).optional(),
  /** `off`: texts are read on the event loop, not in a thread. */
  READING_THREAD: z.enum(['on', 'off']).default('on'),
  /** `off`: no public log is kept or published. */
  TRANSPARENCY_LOG: z.enum(['on', 'off']).default('on'),
  /** File with the witnesses that are asked to cosign the public log (C2SP tlog-policy), see docs/transparency.md. */
  WITNESSES_FILE: z.string().min(1).optional(),
  /** `off`: no program of others may read or file requests (docs/open311.md). */
  OPEN311: z.enum(['on', 'off']).default('on'),
  /** The jurisdiction that such programs may name, as in elprat.cat; without it any name is taken as ours. */
  OPEN311_JURISDICTION: z.string().max(100).optional(),
  /** Code of the council in the Spanish directory of public bodies, as catalogues of open data want it. */
  PUBLISHER_DIR3: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{8}$/, 'write the code of the directory (DIR3): a letter, and eight letters and digits')
    .optional(),
  /**
   * File with the ids of all keys that were destroyed, `erasures` inside DATA_DIR by default: put it where it outlives the
   * keys, so that erasures are repeated after a restore.
   */
  ERASURES_FILE: z.string().min(1).optional(),
  /** `off`: what has passed its time is not erased every night; `npm run retention` still previews and erases it. */
  RETENTION: z.enum(['on', 'off']).default('on'),
  /** Name of the council in every record; one installation may later host several. */
  TENANT: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'use lower-case letters, digits and hyphens')
    .default('default'),
  /** Language in which it greets a person who has not written anything yet. */
  DEFAULT_LOCALE: z.enum(locales).default('ca'),
  /** Messages that one conversation may send in a burst, and per minute from then on, before it is asked to pause. */
  MESSAGES_BURST: z.coerce.number().int().min(1).max(1_000_000).default(20),
  MESSAGES_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(30),
  /** Cases that one address of the web chat may open in ten minutes; by default 40, or MESSAGES_PER_MINUTE if that is more. */
  CASES_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** Who must have a second factor for the console: required (all), privileged (administrators, supervisors) or off. */
  CONSOLE_SECOND_FACTOR: z.enum(['required', 'privileged', 'off']).default('required'),
  /** Issuer of the city's identity provider (OpenID Connect), as in https://login.microsoftonline.com/TENANT/v2.0. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'write the address of the issuer' }).optional(),
  /** The client id of the console at the identity provider, and the shared secret. */
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /**
   * Where to report a vulnerability: mailto:, https: or tel: addresses, comma separated; published in
   * /.well-known/security.txt.
   */
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
  /** Bearer token for /metrics; without it only this machine may read the metrics. */
  METRICS_TOKEN: z.string().min(16, 'use at least 16 characters').optional(),
  ...outsideEnvironment,
  /** File of the web hooks that receive staff notifications, see docs/notifications.md. */
  WEBHOOKS_FILE: z.string().min(1).optional(),
  /** `true`: web hooks may call programs on this machine without encryption, for trying things out. */
  WEBHOOKS_LOOPBACK: z.enum(['true', 'false']).default('false'),
  /** File of the ticket systems of the city to which cases are sent, see docs/open311.md. */
  TICKETS_FILE: z.string().min(1).optional(),
  /** `true`: ticket systems on this machine may be called without encryption, for trying things out. */
  TICKETS_LOOPBACK: z.enum(['true', 'false']).default('false'),
  /** fatal, error, warn, info, debug or silent. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Seconds that running turns have to finish when the service is stopped. */
  SHUTDOWN_SECONDS: z.coerce.number().int().min(1).max(300).default(15),
});

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where others are defined that are called: web hooks, ticket systems. */
interface CalledSettings {
  readonly file: string;
  /** Whether programs on this machine may be called without encryption. */
  readonly loopback: boolean;
  /** Reads secrets by their references, so that none of them is kept here. */
  readonly secrets: (references: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, string>>>;
}

export interface Config extends OutsideSettings {
  /** File that the settings were read from; null: from the environment alone. */
  readonly settingsFile: string | null;
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash; null: derived from host and port once they are known. */
  readonly publicUrl: string | null;
  readonly trustProxy: number;
  readonly dataDir: string;
  readonly keysDir: string;
  /** File whose modification time is that of the last backup. */
  readonly backupMark: string;
  readonly installationId: string | null;
  readonly masterKey: Uint8Array | null;
  readonly mongoUri: string | null;
  readonly mongoKeysUri: string | null;
  readonly redisUrl: string | null;
  /** Limits on people's files, in bytes. */
  readonly files: { readonly quota: FileQuota; readonly floor: number };
  readonly dialogsDir: string;
  /** Where the content is edited. */
  readonly content: 'store' | 'files';
  /** Whether a second person must approve each release. */
  readonly contentApproval: 'required' | 'off';
  /** Whether the links of services are checked before they are published. */
  readonly contentLinks: boolean;
  readonly learntDir: string;
  /** Sentence vectors; null: there are none. */
  readonly meaning: { readonly threads?: number | undefined } | null;
  /** Whether texts are read in a thread. */
  readonly readingThread: boolean;
  /** Whether the public log is kept. */
  readonly transparencyLog: boolean;
  /** File with the witnesses of the public log; null: there are none. */
  readonly witnessesFile: string | null;
  /** Open311; null: it is off. `jurisdiction` null: whatever a program names is ours. */
  readonly open311: { readonly jurisdiction: string | null } | null;
  /** Code of the council in the Spanish directory of public bodies. */
  readonly dir3: string | null;
  /** File with the ids of all keys that were destroyed. */
  readonly erasuresFile: string;
  /** Whether what has passed its time is erased every night. */
  readonly retention: boolean;
  readonly tenant: string;
  readonly locale: (typeof locales)[number];
  readonly pace: { readonly burst: number; readonly perMinute: number };
  /** Cases that one address may open in ten minutes. */
  readonly casesPerAddress: number;
  readonly secondFactor: 'required' | 'privileged' | 'off';
  /** The city's identity provider; null: staff sign in with passwords only. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  /** Where to report a vulnerability, in order of preference; empty: nothing is published. */
  readonly securityContacts: readonly string[];
  readonly metricsToken: string | null;
  readonly webhooks: CalledSettings | null;
  /** Ticket systems of the city; null: cases go to none. */
  readonly tickets: CalledSettings | null;
  readonly logLevel: string;
  readonly shutdownSeconds: number;
}

/**
 * Reads the environment once; relative folders are resolved against `base`.
 * @throws {CodedError} `config.invalid`, naming every wrong key and what it should be
 */
export function readConfig(env: Environment, base: string): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new CodedError('config.invalid', `Fix these settings and start again:\n${faults.join('\n')}`);
  }
  const keys = parsed.data;
  const dataDir = resolve(base, keys.DATA_DIR);
  const called = (file: string | undefined, loopback: 'true' | 'false'): CalledSettings | null =>
    file === undefined
      ? null
      : {
          file: resolve(base, file),
          loopback: loopback === 'true',
          secrets: (references) => readSecrets(references, env, nothingSealed),
        };
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
    content: keys.CONTENT,
    contentApproval: keys.CONTENT_APPROVAL,
    contentLinks: keys.CONTENT_LINKS === 'on',
    learntDir: keys.LEARNT_DIR === undefined ? resolve(dataDir, 'learnt') : resolve(base, keys.LEARNT_DIR),
    meaning: keys.MEANING === 'off' ? null : { threads: keys.MEANING_THREADS },
    readingThread: keys.READING_THREAD === 'on',
    transparencyLog: keys.TRANSPARENCY_LOG === 'on',
    witnessesFile: keys.WITNESSES_FILE === undefined ? null : resolve(base, keys.WITNESSES_FILE),
    open311: keys.OPEN311 === 'off' ? null : { jurisdiction: keys.OPEN311_JURISDICTION ?? null },
    dir3: keys.PUBLISHER_DIR3 ?? null,
    erasuresFile: resolve(base, keys.ERASURES_FILE ?? `${keys.DATA_DIR}/erasures`),
    retention: keys.RETENTION === 'on',
    tenant: keys.TENANT,
    locale: keys.DEFAULT_LOCALE,
    pace: { burst: keys.MESSAGES_BURST, perMinute: keys.MESSAGES_PER_MINUTE },
    casesPerAddress: keys.CASES_PER_ADDRESS ?? Math.max(40, keys.MESSAGES_PER_MINUTE),
    secondFactor: keys.CONSOLE_SECOND_FACTOR,
    oidc: oidcOf(keys),
    securityContacts: keys.SECURITY_CONTACT,
    metricsToken: keys.METRICS_TOKEN ?? null,
    ...outsideSettings(keys),
    webhooks: called(keys.WEBHOOKS_FILE, keys.WEBHOOKS_LOOPBACK),
    tickets: called(keys.TICKETS_FILE, keys.TICKETS_LOOPBACK),
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
    'Fix these settings and start again:\nOIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: set all three, or none',
  );
}

/**
 * The public address of the service, without a trailing slash. Where none is configured, the one that it listens on;
 * this machine is called by its name, because browsers accept passkeys only for names.
 */
export function serviceAddress({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string {
  if (publicUrl !== null) return publicUrl;
  if (host === '127.0.0.1' || host === '::1') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
