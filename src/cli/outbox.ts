import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import { type Environment, readConfig } from '../config.ts';
import { createRecordLog } from '../core/journal/recordLog.ts';
import { CodedError } from '../core/model/errors.ts';
import {
  createDeadLetterDesk,
  type DatedDeadLetter,
  type DeadLetterDesk,
  type RequeueChoice,
} from '../core/outbox/deadLetters.ts';
import { outboxTopic } from '../core/ports/pubsub.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { createSealer } from '../journal/sealer.ts';
import { loadEnvironment } from '../settings.ts';
import { openCoordination } from '../store/coordination.ts';
import type { Store } from '../store/store.ts';
import { table } from './accounts/table.ts';
import { logForCli, openStoresForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const usage = `Write one of
  npm run outbox                              messages that wait to be sent, and dead letters
  npm run outbox -- resend ID                 sends one message again
  npm run outbox -- resend --account ACCOUNT  all dead letters of an account
  npm run outbox -- resend --all              all dead letters`;

/** Most messages that are listed one by one. */
const listLimit = 50;

const strings = { ca: ca.outbox, es: es.outbox, en: en.outbox };

/** `npm run outbox`: shows messages that could not be delivered, and sends them again. */
export async function outbox(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const wanted = readArguments(argv);
  const config = readConfig(env, base);
  const text = strings[config.locale];
  const log = logForCli(env);
  const { store, keyring } = await openStoresForCli(config, log);
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const { outbox: letters, journal } = store;
  const records = createRecordLog({ journal, sealer, clock: Date.now, newId: randomUUID });
  const desk = createDeadLetterDesk({ tenant: config.tenant, outbox: letters, journal, sealer, records });
  try {
    if (wanted === null) {
      for (const line of await describe(store, desk, text)) say(line);
      return 0;
    }
    const count = await resend(desk, wanted);
    const coordination = await openCoordination({ redisUrl: config.redisUrl, log });
    coordination.pubsub.publish(outboxTopic);
    await coordination.close();
    say(interpolate(text.revived, { count: String(count) }));
    return 0;
  } finally {
    await store.close();
    await keyring.close();
  }
}

/** What to send again; null: nothing, only list. */
function readArguments(argv: readonly string[]): RequeueChoice | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { account: { type: 'string' }, all: { type: 'boolean', default: false } },
    });
    const [verb, id, ...rest] = positionals;
    const given: RequeueChoice[] = [
      ...(id === undefined ? [] : [{ id }]),
      ...(values.account === undefined ? [] : [{ account: values.account }]),
      ...(values.all ? (['all'] as const) : []),
    ];
    if (verb === undefined && given.length === 0) return null;
    const [wanted] = given;
    if (verb === 'resend' && wanted !== undefined && given.length === 1 && rest.length === 0) return wanted;
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}

async function describe(
  store: Pick<Store, 'outbox'>,
  desk: DeadLetterDesk,
  text: typeof ca.outbox,
): Promise<readonly string[]> {
  const { columns } = text;
  const depths = await store.outbox.depths();
  if (depths.length === 0) return [text.empty];
  const lines = table([
    [columns.account, columns.waiting, columns.deadLetters],
    ...depths.map(({ account, waiting, deadLetters }) => [account, String(waiting), String(deadLetters)]),
  ]);
  const deadLetters = await desk.list();
  if (deadLetters.length === 0) return lines;
  const listed = deadLetters.slice(0, listLimit);
  const all = depths.reduce((sum, depth) => sum + depth.deadLetters, 0);
  return [
    ...lines,
    '',
    ...table([
      [columns.account, columns.code, columns.count, columns.first, columns.last],
      ...groups(deadLetters).map(({ account, code, count, first, last }) => [
        account,
        code,
        String(count),
        day(first),
        day(last),
      ]),
    ]),
    '',
    ...table([
      [columns.id, columns.account, columns.code, columns.attempts, columns.written],
      ...listed.map((task) => [task.id, task.account, task.code, String(task.attempts), day(task.at)]),
    ]),
    ...(all > listed.length ? [interpolate(text.more, { shown: String(listed.length), count: String(all) })] : []),
    '',
    text.advice,
  ];
}

function groups(tasks: readonly DatedDeadLetter[]) {
  const found = new Map<string, { account: string; code: string; count: number; first: number; last: number }>();
  for (const { account, code, at } of tasks) {
    const name = `${account} ${code}`;
    const group = found.get(name) ?? { account, code, count: 0, first: at, last: at };
    found.set(name, {
      ...group,
      count: group.count + 1,
      first: Math.min(group.first, at),
      last: Math.max(group.last, at),
    });
  }
  return [...found.keys()].sort().flatMap((name) => found.get(name) ?? []);
}

const day = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Sends messages again; resolves to how many. */
async function resend(desk: DeadLetterDesk, wanted: RequeueChoice): Promise<number> {
  const count = await desk.requeue(wanted, null);
  if (count > 0 || wanted === 'all') return count;
  const what = 'id' in wanted ? `message \`${wanted.id}\`` : `message of the account \`${wanted.account}\``;
  throw new CodedError('input.invalid', `No ${what} is a dead letter. \`npm run outbox\` lists the dead letters.`);
}

if (import.meta.main)
  await runCli(usage, () => outbox(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
