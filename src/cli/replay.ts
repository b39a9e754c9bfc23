import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import about from '../../package.json' with { type: 'json' };
import { citizenLinks } from '../composition/citizenLinks.ts';
import { pageValues } from '../composition/pageValues.ts';
import { type Config, type Environment, readConfig, serviceAddress } from '../config.ts';
import { rulesOnlyKnowledge } from '../content/buildKnowledge.ts';
import type { Content } from '../content/content.ts';
import { type ReplayTurnDeps, replayTurns } from '../core/engine/replayTurn.ts';
import { createChannelTransfers } from '../core/journal/channelTransfers.ts';
import { createFlowVersions } from '../core/journal/flowVersions.ts';
import { createRecordLog } from '../core/journal/recordLog.ts';
import { CodedError } from '../core/model/errors.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { createLruCache } from '../core/util/lruCache.ts';
import { exitUnforeseen, exitWell } from '../exitCodes.ts';
import { createSealer } from '../journal/sealer.ts';
import { createTranslator } from '../language/translator.ts';
import { loadEnvironment } from '../settings.ts';
import type { Stores } from '../store/open.ts';
import { logForCli, openStoresForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const strings = { ca: ca.replay, es: es.replay, en: en.replay };
const usage = 'Usage: npm run replay [-- --conversation ID]';

/** Versions of the content that are open at a time. */
const versionsKept = 4;

/**
 * `npm run replay`: runs the turns of the journal again, without a model, and says which come out otherwise. It reads
 * only, prints nothing that a citizen wrote, and may run beside the service.
 */
export async function replayJournal(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const conversation = conversationIn(argv);
  const config = readConfig(env, base);
  const stores = await openStoresForCli(config, logForCli(env));
  try {
    const found = await count(stores, config, conversation, say);
    for (const line of summaryOf(found, strings[config.locale])) say(line);
    if (conversation !== null && found.commits === 0)
      throw new CodedError('input.invalid', strings[config.locale].none);
    return found.different > 0 ? exitUnforeseen : exitWell;
  } finally {
    await stores.store.close();
    await stores.keyring.close();
  }
}

const option = '--conversation';

function conversationIn(argv: readonly string[]): string | null {
  // An id may begin with a hyphen: apart from its option it would be taken for another one.
  const [first, id, ...rest] = argv;
  const args = first === option && id !== undefined ? [`${option}=${id}`, ...rest] : [...argv];
  try {
    const { values } = parseArgs({ args, options: { conversation: { type: 'string' } } });
    return values.conversation ?? null;
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
}

const notRun = ['erased', 'lost', 'unrecorded', 'unknown-knowledge'] as const;

interface ReplayCounts {
  commits: number;
  others: number;
  same: number;
  different: number;
  /** Of the turns that were run again: by other content than today's. */
  changed: number;
  /** Of the different ones: by another version of the program. */
  program: number;
  readonly notRun: Record<(typeof notRun)[number], number>;
}

async function count(
  stores: Stores,
  config: Config,
  conversation: string | null,
  say: (line: string) => void,
): Promise<ReplayCounts> {
  const { journal, knowledgeVersions } = stores.store;
  const newest = (await knowledgeVersions.latest())?.version;
  const own = strings[config.locale];
  const found: ReplayCounts = {
    commits: 0,
    others: 0,
    same: 0,
    different: 0,
    changed: 0,
    program: 0,
    notRun: { erased: 0, lost: 0, unrecorded: 0, 'unknown-knowledge': 0 },
  };
  for await (const { commit, replayed } of replayTurns({ ...depsOf(stores, config), journal }, conversation)) {
    found.commits += 1;
    if (replayed === null) found.others += 1;
    else if (replayed.kind === 'same' || replayed.kind === 'different') {
      const { knowledge, program } = replayed.circumstances;
      found[replayed.kind] += 1;
      if (knowledge !== newest) found.changed += 1;
      if (replayed.kind === 'same') continue;
      const isOther = program !== about.version;
      if (isOther) found.program += 1;
      const { path, recorded, again } = replayed.difference;
      say(
        interpolate(own.different, {
          conversation: commit.conversation,
          revision: String(commit.revision),
          at: new Date(commit.at).toISOString(),
          path,
          recorded: recorded ?? own.hidden,
          replayed: again ?? own.hidden,
          program: isOther ? interpolate(own.otherProgram, { program }) : '',
        }),
      );
    } else found.notRun[replayed.kind] += 1;
  }
  return found;
}

function summaryOf(found: ReplayCounts, own: (typeof strings)['en']): readonly string[] {
  const { commits, same, different } = found;
  const numbers = { commits, turns: same + different, same, different };
  const counted = (text: string, number: number) =>
    number === 0 ? [] : [interpolate(text, { count: String(number) })];
  return [
    interpolate(
      own.commits,
      Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, String(number)])),
    ),
    ...counted(own.changed, found.changed),
    ...counted(own.program, found.program),
    ...notRun.flatMap((kind) => counted(own[kind], found.notRun[kind])),
    ...counted(own.others, found.others),
  ];
}

function depsOf({ store, keyring }: Stores, config: Config): ReplayTurnDeps {
  const { journal, knowledgeVersions } = store;
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const url = serviceAddress(config, config.port);
  const { turnLinks } = citizenLinks(keyring, url, config);
  const records = createRecordLog({ journal, sealer, clock: Date.now, newId: randomUUID });
  const flowVersions = createFlowVersions(records);
  const open = createLruCache<string, Awaited<ReturnType<ReplayTurnDeps['knowledgeOf']>>>(versionsKept);
  return {
    journal,
    sealer,
    flowVersions,
    channelTransfers: createChannelTransfers({ records, journal, sealer, flowVersions, clock: Date.now }),
    ...turnLinks,
    async knowledgeOf(version) {
      const known = open.get(version);
      if (known !== undefined) return known;
      const stored = await knowledgeVersions.get(version);
      if (stored === null) return null;
      const content = JSON.parse(stored) as Content;
      const opened = {
        knowledge: rulesOnlyKnowledge(content, version),
        translate: createTranslator(content.phrases.phrases, { ...content.council.values, ...pageValues(url) }),
      };
      open.set(version, opened);
      return opened;
    },
  };
}

if (import.meta.main)
  await runCli(usage, () => replayJournal(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
