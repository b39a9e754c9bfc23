import express, { type Request, type RequestHandler, type Router } from 'express';
import { CodedError } from '../../src/core/model/errors.ts';
import type { FileStore } from '../../src/core/ports/files.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { fileTypeOf, media } from '../../src/core/util/fileType.ts';
import type { TeamsAccount } from './account.ts';
import { readActivity } from './activity.ts';
import type { Cloud } from './cloud.ts';
import type { FileLinks } from './fileLinks.ts';
import { isFromThisMachine } from './loopback.ts';
import { endpoint, filesPath } from './paths.ts';
import { answerJson, createRefuse } from './refusal.ts';

/** The open accounts. */
export interface TeamsAccounts {
  /** Null when there is none with this id. */
  byId(id: string): TeamsAccount | null;
  /** The account whose bot id the message names; null when that is ambiguous or unknown. */
  byRecipient(recipient: string): TeamsAccount | null;
}

/**
 * The HTTP routes: each activity is answered once its result is durable. The account is chosen by the path,
 * `/api/messages/ACCOUNT`, else by the bot's id in the activity; the token confirms it, since it names one app only.
 */
export function createActivityRoutes(deps: {
  accounts: TeamsAccounts;
  files: FileStore;
  links: FileLinks;
  cloud: Cloud;
  log: Log;
}): Router {
  const router = express.Router();
  const { accounts } = deps;
  const refuse = createRefuse(deps.log);
  const readJson = express.json({ limit: '1mb', type: 'application/json' });

  const take = async (request: Request) => {
    const { activity, fault } = readActivity(request.body);
    if (activity === null) throw new CodedError('input.invalid', `This is not an activity: check ${fault}.`);
    const named = request.params.account;
    const account =
      typeof named === 'string'
        ? accounts.byId(named)
        : accounts.byRecipient(activity.recipient.id.replace(/^28:/, ''));
    if (account === null) throw unknownAccount();
    return account.take(activity, request);
  };

  const guarded: RequestHandler = (request, response, next) => {
    try {
      guard(request, deps.cloud);
      next();
    } catch (error) {
      refuse(response, error);
    }
  };

  router.post([endpoint, `${endpoint}/:account`], guarded, readJson, (request, response) => {
    take(request).then(
      ({ status, body }) => answerJson(response, status, body),
      (error: unknown) => refuse(response, error),
    );
  });

  router.get(`${filesPath}:token`, (request, response) => {
    bytesOf(request, deps).then(
      (bytes) => {
        const kind = fileTypeOf(bytes);
        response.set({
          'Content-Type': kind ? media[kind].type : 'application/octet-stream',
          'Content-Disposition': `attachment; filename="document.${kind ? media[kind].endings[0] : 'bin'}"`,
          'Cache-Control': 'no-store',
          'X-Content-Type-Options': 'nosniff',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Referrer-Policy': 'no-referrer',
        });
        response.send(Buffer.from(bytes));
      },
      (error: unknown) => refuse(response, error),
    );
  });

  router.use(endpoint, ((error, _request, response, _next) => refuse(response, error)) as express.ErrorRequestHandler);
  return router;
}

/**
 * Checks that need no body: a token must come from the channel service, a bot's only sender (the SDK would also accept
 * those of the Emulator, of other bots and of Azure Stack). Requests without a token are accepted only from this
 * machine.
 */
function guard(request: Request, { issuer }: Cloud): void {
  const { authorization } = request.headers;
  if (!request.is('application/json')) {
    throw new CodedError('input.invalid', 'Send one activity as application/json.');
  }
  if (authorization === undefined && isFromThisMachine(request)) return;
  if (authorization === undefined) {
    throw new CodedError('auth.missing', 'Send the token of the Bot Framework in the Authorization header.');
  }
  if (issuerOf(authorization) !== issuer) {
    throw new CodedError('auth.refused', 'The token of this request does not come from the Bot Framework.');
  }
}

/** The issuer that a token claims; not verified yet. */
function issuerOf(authorization: string): unknown {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization)?.[1];
  try {
    return (JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as { iss?: unknown }).iss;
  } catch {
    return null;
  }
}

async function bytesOf(
  request: Request,
  { links, accounts, files }: { links: FileLinks; accounts: TeamsAccounts; files: FileStore },
): Promise<Uint8Array> {
  const linked = links.read(String(request.params.token));
  const open = linked !== null && accounts.byId(linked.account) !== null;
  const bytes = open ? await files.open(linked.conversation, linked.file) : null;
  if (bytes) return bytes;
  throw new CodedError('route.unknown', 'This file is no longer available. Ask for it again in the conversation.');
}

function unknownAccount(): CodedError {
  return new CodedError(
    'route.unknown',
    `No open Teams account has this endpoint. Give Azure the endpoint with the account's id: ${endpoint}/ACCOUNT.`,
  );
}
