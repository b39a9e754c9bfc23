import type { IncomingMessage } from 'node:http';
import express, { Router } from 'express';
import { z } from 'zod';
import { isOpen, unknownAccount } from '../accounts/lifecycle.ts';
import type { Registry } from '../accounts/registry.ts';
import { CodedError } from '../core/model/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Limit } from '../core/ports/limit.ts';
import type { AccountHealth, Channels } from './channels.ts';
import { type AccountCheckDeps, type Checked, checkAll } from './checkAccounts.ts';
import { checkPath, healthPath, isSigned } from './serviceRequests.ts';

/** The health of an account in the process that was asked. */
export type AccountHealthAnswer = Pick<AccountHealth, 'account' | 'health'>;

/** An account with its platform's answer to the service. */
export interface CheckAnswer {
  readonly account: string;
  /** Null: it should not be open, or is open in other processes only. */
  readonly health: AccountHealth['health'] | null;
  readonly checked: Checked;
}

const asked = z.strictObject({ id: z.string().max(100).nullable() });

/** Answers command line tools about the health of the accounts. Only tools of the same installation may ask. */
export function createServiceApi(deps: {
  secret: Uint8Array;
  registry: Pick<Registry, 'all' | 'find' | 'refresh'>;
  channels: Pick<Channels, 'health'>;
  check: AccountCheckDeps;
  /** Limits requests by address. */
  allow: Limit['allow'];
  /** The key of a request's address, see `addressKey`. */
  senderOf: (request: IncomingMessage) => string;
  clock: Clock;
}): Router {
  const { secret, registry, channels, allow, senderOf, clock } = deps;
  const router = Router();

  router.use('/service', async (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    const { ok, retryAfter } = await allow(senderOf(request));
    if (!ok) {
      response.set('Retry-After', String(retryAfter));
      throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
    }
    const [, signed] = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '') ?? [];
    if (signed === undefined)
      throw new CodedError('auth.missing', 'Only command line tools of this installation may ask this.');
    if (!isSigned(secret, signed, clock)) {
      throw new CodedError(
        'auth.refused',
        'The command is from another installation, or the clocks differ by more than a minute.',
      );
    }
    next();
  });

  router.get(healthPath, (_request, response) => {
    const health = channels.health().map(({ account, health }): AccountHealthAnswer => ({ account, health }));
    response.json(health);
  });

  router.post(checkPath, express.json({ limit: '1kb' }), async (request, response) => {
    const read = asked.safeParse(request.body);
    if (!read.success) throw new CodedError('input.invalid', 'Name the account: {"id": "…"}, or {"id": null} for all.');
    await registry.refresh();
    const { id } = read.data;
    const one = id === null ? null : registry.find(id);
    if (id !== null && one === null) throw unknownAccount(id);
    const records = one === null ? registry.all().filter((each) => isOpen(each) || each.state === 'approved') : [one];
    const checked = await checkAll(records, deps.check);
    const health = new Map(channels.health().map((each) => [each.account, each.health]));
    response.json(
      [...checked].map(
        ([account, result]): CheckAnswer => ({ account, health: health.get(account) ?? null, checked: result }),
      ),
    );
  });

  return router;
}
