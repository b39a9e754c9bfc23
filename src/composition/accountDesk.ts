import { accountFile, splitAccountFile } from '../accounts/accountFile.ts';
import { inactiveAccounts } from '../accounts/inactivity.ts';
import { accountChannel, isOpen, stepsFrom, unknownAccount } from '../accounts/lifecycle.ts';
import type { Registry } from '../accounts/registry.ts';
import type { Content } from '../content/content.ts';
import type { AccountRecord } from '../core/model/accountRecord.ts';
import type { AgentId } from '../core/model/agent.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Outbox } from '../core/ports/outbox.ts';
import type { FourEyes } from '../core/ports/staffStore.ts';
import type { AccountAdministration, AccountProblem, AccountSummary, GivenAccount } from '../http/api/wireAccounts.ts';
import { type DefinitionFault, faultsInCity, faultsOf } from './accountDefinition.ts';
import type { BotAccounts } from './bot.ts';
import type { Channels } from './channels.ts';
import { type AccountCheckDeps, checkAll, checkAsGiven } from './checkAccounts.ts';
import { platformNames } from './platforms.ts';

interface AccountDeskDeps {
  readonly registry: Registry;
  readonly fourEyes: Pick<FourEyes, 'accountsOf'>;
  readonly accounts: Pick<BotAccounts, 'vault' | 'traffic' | 'pause'>;
  readonly channels: Pick<Channels, 'health'>;
  readonly check: AccountCheckDeps;
  readonly outbox: Pick<Outbox, 'depths'>;
  readonly content: () => Content;
  readonly clock: Clock;
}

/** Creates what the console does with accounts, over the same registry and checks as `npm run accounts`. */
export function createAccountDesk(deps: AccountDeskDeps): AccountAdministration {
  const { registry, accounts, check, content } = deps;
  const { loadPlatform } = check;

  async function summaries(by: AgentId): Promise<readonly AccountSummary[]> {
    await registry.refresh();
    const depths = await deps.outbox.depths();
    const health = new Map(deps.channels.health().map((each) => [each.account, each.health]));
    const inactive = new Map(inactiveAccounts(registry, deps.clock()).map(({ id, since }) => [id, since]));
    const crisis = registry.crisis();
    const own = await deps.fourEyes.accountsOf(by);
    const traffic = await accounts.traffic.read(registry.all().map(({ id }) => id));
    return registry.all().map((record): AccountSummary => {
      const { id, definition, state, since } = record;
      const depth = depths.find(({ account }) => account === id);
      const isOwnRequest = state === 'requested' && record.writtenBy.some((writer) => own.includes(writer));
      const steps = stepsFrom(record).filter((step) => step !== 'approve' || !isOwnRequest);
      return {
        id,
        channel: accountChannel(record),
        name: definition?.name ?? null,
        area: definition?.area ?? null,
        department: definition?.department ?? null,
        main: definition?.main ?? false,
        state,
        since,
        isInCrisis: crisis !== null && crisis.towards !== id && isOpen(record),
        health: health.get(id) ?? null,
        lastActive: registry.lastActive(id),
        traffic: traffic.get(id) ?? { receivedAt: null, sentAt: null, fault: null },
        pause: accounts.pause(id),
        waiting: depth?.waiting ?? 0,
        deadLetters: depth?.deadLetters ?? 0,
        warnings: warningsOf(record, inactive.get(id)),
        steps,
        isOwnRequest,
      };
    });
  }

  function warningsOf(record: AccountRecord, inactiveSince: string | undefined): AccountSummary['warnings'] {
    if (!isOpen(record)) return [];
    const faults = record.definition === null ? [] : faultsInCity(record.definition, content());
    return [
      ...(inactiveSince === undefined ? [] : [{ kind: 'inactive' as const, since: inactiveSince }]),
      ...faults.map(({ path: [field, index] }) =>
        field === 'department'
          ? { kind: 'department' as const, id: record.definition?.department ?? '' }
          : { kind: 'topic' as const, id: record.definition?.topics?.[Number(index)] ?? '' },
      ),
    ];
  }

  /**
   * What the console does not accept: references to places on this machine, where anything may be, and servers that
   * would get the secrets. What the account has already may stay.
   */
  async function faultsInConsole({ definition }: GivenAccount): Promise<readonly DefinitionFault[]> {
    const known = registry.find(String(definition.id))?.definition ?? null;
    const references = Object.entries(objectIn(definition.secrets));
    const platform = await loadPlatform(String(definition.channel)).catch(() => null);
    const settings = objectIn(definition.settings);
    const before = objectIn(known?.settings);
    return [
      ...references
        .filter(([name, reference]) => known?.secrets[name] !== reference)
        .map(([name]) => ({ path: ['secrets', name], message: 'must be entered here: a place cannot be named' })),
      ...(platform?.serverSettings ?? [])
        .filter((name) => settings[name] !== before[name])
        .map((name) => ({ path: ['settings', name], message: 'can be set on the command line only' })),
    ];
  }

  return {
    async list(by) {
      return {
        accounts: await summaries(by),
        crisis: registry.crisis(),
        seenSince: accounts.traffic.since,
        channels: platformNames(),
        topics: [...new Set(Object.values(content().faq).map(({ topic }) => topic))].sort(),
      };
    },

    async view(id, by) {
      const summary = (await summaries(by)).find((each) => each.id === id);
      if (summary === undefined) throw unknownAccount(id);
      const history = await registry.history(id);
      return {
        ...summary,
        definition: registry.find(id)?.definition ?? null,
        people: history.findLast(({ payload }) => payload?.people)?.payload?.people ?? null,
        form: history.findLast(({ payload }) => payload?.form)?.payload?.form ?? null,
        history: history.toReversed().map(({ at, events, payload }) => ({
          at,
          what: events.map(({ type }) => type),
          by: events.flatMap((event) => ('account' in event && 'by' in event ? [event.by] : []))[0] ?? null,
          reason: payload?.reason ?? null,
        })),
      };
    },

    async channel(name) {
      const { channel, secrets } = await loadPlatform(name);
      return { channel, secrets };
    },

    async save(kind, given, by) {
      await registry.refresh();
      const faults = await faultsInConsole(given);
      if (faults.length > 0) return { problems: faults.map(toProblem) };
      const entered = Object.keys(given.secrets);
      const placeholders = Object.fromEntries(entered.map((name) => [name, 'sealed:entered']));
      const parsed = accountFile.safeParse({
        ...given.definition,
        secrets: { ...objectIn(given.definition.secrets), ...placeholders },
      });
      if (!parsed.success) return { problems: parsed.error.issues.map(toProblem) };
      const { definition, people, form } = splitAccountFile(parsed.data);
      const wrong = await faultsOf(definition, { content: content(), loadPlatform, records: registry.all() });
      if (wrong.length > 0) return { problems: wrong.map(toProblem) };
      if (kind === 'request' && form === null) return { problems: [{ path: 'request', message: 'is missing' }] };
      const secrets: Record<string, string> = { ...definition.secrets };
      for (const [name, secret] of Object.entries(given.secrets)) secrets[name] = await accounts.vault.keep(secret);
      const payload = { by, reason: null, people, form };
      await registry.take(definition.id, { type: kind, definition: { ...definition, secrets } }, payload);
      return { problems: [] };
    },

    async test(given) {
      await registry.refresh();
      const [fault] = await faultsInConsole({ ...given, definition: { ...given.definition, secrets: {} } });
      if (fault !== undefined) {
        return { kind: 'failing', code: 'config.invalid', message: `${toProblem(fault).path} ${fault.message}.` };
      }
      const { id, channel, settings } = given.definition;
      return checkAsGiven({ id: String(id), channel: String(channel), settings }, given.secrets, check);
    },

    async check(id) {
      await registry.refresh();
      const record = registry.find(id);
      if (record === null) throw unknownAccount(id);
      const answers = await checkAll([record], check);
      return answers.get(id) ?? { kind: 'failing', code: 'account.unknown', message: 'There is no such account.' };
    },

    step: (id, type, reason, by) => registry.take(id, { type }, { by, reason, people: null, form: null }),
    beginCrisis: (towards, message, reason, by) => registry.beginCrisis(towards, message, by, reason),
    endCrisis: (reason, by) => registry.endCrisis(by, reason),
  };
}

function toProblem({ path, message }: { path: readonly PropertyKey[]; message: string }): AccountProblem {
  return { path: path.map(String).join('.'), message };
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
