import { randomUUID } from 'node:crypto';
import { createActivity } from '../accounts/accountActivity.ts';
import { createRegistry, type RegistryDeps } from '../accounts/registry.ts';
import { createSecretVault } from '../accounts/vault.ts';
import type { Config } from '../config.ts';
import { createAccountTraffic } from '../core/outbox/accountTraffic.ts';
import type { DispatcherDeps } from '../core/outbox/dispatcher.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { DerivedRecords } from '../core/ports/derived.ts';
import type { NoteStore } from '../core/ports/files.ts';
import type { Log } from '../core/ports/log.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { BotAccounts } from './bot.ts';
import { open311Account, openApiKeys } from './open311Account.ts';
import { createOpenAccounts } from './openAccounts.ts';

/** Opens what belongs to the accounts: the registry, their secrets, and what is seen of them. */
export function openBotAccounts({
  config: { tenant, locale },
  notes,
  derived,
  sealer,
  timer,
  warnings,
  ...deps
}: Omit<RegistryDeps, 'tenant'> & {
  readonly config: Pick<Config, 'tenant' | 'locale'>;
  readonly notes: NoteStore;
  readonly derived: DerivedRecords;
  readonly sealer: Pick<Sealer, 'conversationId'>;
  readonly timer: Timer;
  readonly warnings: Log;
}): Omit<BotAccounts, 'pause'> & {
  /** A person wrote on an account. */
  received(account: string): void;
  /** Notes every attempt to send, and passes it on. */
  observing(observe: DispatcherDeps['observe']): DispatcherDeps['observe'];
  /** Records what was not recorded yet. */
  stop(): Promise<void>;
} {
  const { clock } = deps;
  const registry = createRegistry({ ...deps, tenant });
  const activity = createActivity({ registry, clock, timer, log: warnings });
  const traffic = createAccountTraffic({ derived, tenant, clock, timer, log: warnings });
  const open = createOpenAccounts();
  // Staff answer in its cases as in others: it is open in every process, and nothing is sent through it.
  open.put({ account: open311Account(tenant, locale), send: null, inboxChannel: null, place: null });
  return {
    registry,
    open,
    keys: openApiKeys(tenant, deps.log),
    vault: createSecretVault({
      notes,
      stream: sealer.conversationId(tenant, '(secrets)', 'accounts'),
      newId: randomUUID,
    }),
    traffic,
    received(account) {
      activity.note(account);
      traffic.received(account);
    },
    observing: (observe) => (report) => {
      traffic.attempted(report);
      observe(report);
    },
    async stop() {
      await activity.stop();
      await traffic.stop();
    },
  };
}
