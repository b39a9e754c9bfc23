import { z } from 'zod';
import { CodedError } from '../../src/core/model/errors.ts';
import { type FileType, fileTypes } from '../../src/core/util/fileType.ts';

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

export const origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  error: (issue) => `"${String(issue.input)}" is not an origin; write it as https://www.example.cat, without a path`,
});

export const siteKey = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'use letters, digits, _ and -');

/** Bytes per millisecond of the slowest line over which the largest upload still arrives. */
const minBytesPerMs = 32;

/** Environment variables of the web chat. */
const environment = z.object({
  /**
   * Public key that a page sends to open a conversation. It names the site and is not a secret; the allowed origins
   * protect it.
   */
  WEBCHAT_SITE_KEY: siteKey.default('finestreta'),
  /** Origins of the pages that may show the chat, comma separated. The server's own pages always may. */
  WEBCHAT_ORIGINS: z.string().default('').transform(list).pipe(z.array(origin)),
  /**
   * URL at which people reach this server, when a proxy is in front of it; else each request's own host is used.
   */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .optional(),
  /** Minutes for which a token is valid. */
  WEBCHAT_TOKEN_MINUTES: whole(1, 1_440).default(30),
  /** Days for which an expired token may still be renewed, so that a person who comes back finds the answer. */
  WEBCHAT_RESUME_DAYS: whole(0, 90).default(7),
  /** Most bytes of the files of one message together. */
  WEBCHAT_UPLOAD_BYTES: whole(1, 64 * 1024 * 1024).default(4 * 1024 * 1024),
  /** Accepted types of files, comma separated; all that `fileTypes` lists by default. */
  WEBCHAT_UPLOAD_TYPES: z
    .string()
    .default(fileTypes.join(','))
    .transform(list)
    .pipe(z.array(z.enum(fileTypes))),
  /** Most concurrent uploads of one process; each holds its files in memory until they are sealed. */
  WEBCHAT_UPLOADS_AT_ONCE: whole(1, 1_000).default(16),
  /** Most concurrent uploads of one address; a conversation has one. */
  WEBCHAT_UPLOADS_PER_ADDRESS: whole(1, 1_000).default(4),
  /** MB of files that one address may send in a day; a school or a library shares one address. */
  WEBCHAT_UPLOAD_ADDRESS_MB: whole(1, 1_000_000).default(100),
  /** Most open WebSocket streams of one process. */
  WEBCHAT_STREAMS: whole(0, 1_000_000).default(10_000),
  /** Most open streams of one conversation, one for each tab. */
  WEBCHAT_STREAMS_PER_CONVERSATION: whole(1, 1_000).default(10),
  /** Tokens and conversations that one address may ask for in a minute; a school or a library shares one address. */
  WEBCHAT_STARTS_PER_MINUTE: whole(1, 1_000_000).default(120),
  /** Activities (typing included) that one conversation may post in a minute. */
  WEBCHAT_POSTS_PER_MINUTE: whole(1, 1_000_000).default(120),
  /** The same for one address, which a whole building may share; by default ten times as many. */
  WEBCHAT_ADDRESS_POSTS_PER_MINUTE: whole(1, 1_000_000).optional(),
  /**
   * How often one conversation may be read, or its token renewed, in a minute, and how many of its files, which count apart; by default
   * five times as often as posted.
   */
  WEBCHAT_READS_PER_MINUTE: whole(1, 1_000_000).optional(),
  /** The same for one address; by default a hundred times as often as a conversation may post. */
  WEBCHAT_ADDRESS_READS_PER_MINUTE: whole(1, 1_000_000).optional(),
  /** Most open streams of one address; by default ten times its conversations a minute. */
  WEBCHAT_STREAMS_PER_ADDRESS: whole(1, 1_000_000).optional(),
  /** Name of the bot as a sender. */
  WEBCHAT_BOT_NAME: z.string().min(1).max(80).default('Finestreta'),
});

interface PerMinute {
  readonly byAddress: number;
  readonly byConversation: number;
}

/** Limits for people's files. */
export interface UploadSettings {
  /** Of the files of one message together. */
  readonly bytes: number;
  readonly types: readonly FileType[];
  /** Concurrent uploads: of the process, of a conversation, of an address. */
  readonly atOnce: number;
  readonly perConversation: number;
  readonly perAddress: number;
  /** Bytes that one address may upload in a day. */
  readonly addressBytes: number;
  /** Milliseconds for the whole body, and between two bytes of it. */
  readonly wholeMs: number;
  readonly stallMs: number;
}

/** Settings of the web chat. */
export interface WebchatSettings {
  readonly siteKey: string;
  readonly origins: readonly string[];
  /** Without a slash at its end; null: taken from each request. */
  readonly publicUrl: string | null;
  readonly tokenSeconds: number;
  readonly resumeSeconds: number;
  readonly upload: UploadSettings;
  readonly streams: {
    readonly most: number;
    readonly perConversation: number;
    readonly perAddress: number;
    readonly keepAliveMs: number;
  };
  /** Tokens and conversations a minute of one address. */
  readonly startsPerMinute: number;
  /** What is posted and read in a minute: by one address, and in one conversation. As many files as readings, counted apart. */
  readonly posts: PerMinute;
  readonly reads: PerMinute;
  readonly botName: string;
}

/**
 * Reads the web chat's settings from the environment; an empty value counts as unset. Throws `config.invalid`, naming
 * every key that is wrong.
 */
export function readWebchatSettings(env: Readonly<Record<string, string | undefined>>): WebchatSettings {
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
    throw new CodedError('config.invalid', `Fix these settings of the web chat: ${faults.join('; ')}.`);
  }
  const keys = parsed.data;
  return {
    siteKey: keys.WEBCHAT_SITE_KEY,
    origins: keys.WEBCHAT_ORIGINS,
    publicUrl: keys.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    tokenSeconds: keys.WEBCHAT_TOKEN_MINUTES * 60,
    resumeSeconds: keys.WEBCHAT_RESUME_DAYS * 86_400,
    upload: {
      bytes: keys.WEBCHAT_UPLOAD_BYTES,
      types: keys.WEBCHAT_UPLOAD_TYPES,
      atOnce: keys.WEBCHAT_UPLOADS_AT_ONCE,
      perConversation: 1,
      perAddress: keys.WEBCHAT_UPLOADS_PER_ADDRESS,
      addressBytes: keys.WEBCHAT_UPLOAD_ADDRESS_MB * 1024 * 1024,
      wholeMs: 60_000 + Math.ceil(keys.WEBCHAT_UPLOAD_BYTES / minBytesPerMs),
      stallMs: 15_000,
    },
    streams: {
      most: keys.WEBCHAT_STREAMS,
      perConversation: keys.WEBCHAT_STREAMS_PER_CONVERSATION,
      perAddress: keys.WEBCHAT_STREAMS_PER_ADDRESS ?? 10 * keys.WEBCHAT_STARTS_PER_MINUTE,
      keepAliveMs: 30_000,
    },
    startsPerMinute: keys.WEBCHAT_STARTS_PER_MINUTE,
    posts: {
      byAddress: keys.WEBCHAT_ADDRESS_POSTS_PER_MINUTE ?? 10 * keys.WEBCHAT_POSTS_PER_MINUTE,
      byConversation: keys.WEBCHAT_POSTS_PER_MINUTE,
    },
    reads: {
      byAddress: keys.WEBCHAT_ADDRESS_READS_PER_MINUTE ?? 100 * keys.WEBCHAT_POSTS_PER_MINUTE,
      byConversation: keys.WEBCHAT_READS_PER_MINUTE ?? 5 * keys.WEBCHAT_POSTS_PER_MINUTE,
    },
    botName: keys.WEBCHAT_BOT_NAME,
  };
}
