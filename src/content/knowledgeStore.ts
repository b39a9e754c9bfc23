import { codeOf } from '../core/model/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Knowledge, KnowledgeSource, KnowledgeVersions } from '../core/ports/knowledge.ts';
import type { Log } from '../core/ports/log.ts';
import type { Translate } from '../core/ports/translate.ts';
import { createTranslator, type PhraseValue } from '../language/translator.ts';
import type { StagedKnowledge } from './buildKnowledge.ts';
import { type Content, versionOf } from './content.ts';
import { loadContent } from './load/loadContent.ts';
import { type Problem, sayProblem } from './problem.ts';

/** Keeps what the bot knows up to date: reads, checks, builds, swaps. */
export interface KnowledgeStore extends KnowledgeSource {
  readonly translate: Translate;
  content(): Content;
  /** What was wrong with the files at the last reading. */
  problems(): readonly Problem[];
  /** Files that can't be used as they are; at least one where the content could not be taken at all. */
  refused(): number;
  /** Reads the files again; resolves when what they say is in force. Never throws: what cannot be used is logged. */
  reload(): Promise<void>;
}

/** How content becomes knowledge. */
export interface KnowledgeBuilder {
  /** At a start: what can answer questions, soon, and the rest when it is learnt. */
  begin(content: Content, version: string): Promise<StagedKnowledge>;
  /** All of it: what is in force serves meanwhile. */
  whole(content: Content, version: string): Promise<Knowledge>;
  /** Without learning anything, for when that fails at a start. */
  rulesOnly(content: Content, version: string): Knowledge;
}

export interface KnowledgeStoreDeps {
  readonly folder: string;
  /** Values for `{{name}}` beside those of `council.yaml`. */
  readonly values: Readonly<Record<string, PhraseValue>>;
  readonly versions: KnowledgeVersions;
  readonly builder: KnowledgeBuilder;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the bot's knowledge. The last good version of each file is kept in the store, so that a broken file costs
 * nothing even at a start; where learning fails, the bot still knows emergencies, commands and the protocol.
 * @throws {CodedError} `content.invalid` when there is neither a usable file nor a last good one; `content.missing`
 * when the folder is not there
 */
export async function openKnowledge(deps: KnowledgeStoreDeps): Promise<KnowledgeStore> {
  const stored = await deps.versions.latest();
  let current = await read(deps, stored === null ? null : (JSON.parse(stored.content) as Content), null, begin);
  let queue: Promise<void> = current.more.then((whole) => {
    if (whole !== null) current = { ...current, knowledge: whole };
  });

  /** The newest content was not taken, for another reason than its files. */
  let isStale = false;
  const reload = async (): Promise<void> => {
    try {
      const next = await read(deps, current.content, current, async ({ builder }, content, version) => {
        return { knowledge: await builder.whole(content, version), isRulesOnly: false, more: Promise.resolve(null) };
      });
      if (next.knowledge !== current.knowledge)
        deps.log.info({ version: next.knowledge.version }, 'new content is in force');
      current = next;
      isStale = false;
    } catch (error) {
      isStale = true;
      deps.log.error(
        { code: codeOf(error), error },
        'new content could not be taken; the last good one stays in force',
      );
    }
  };

  return {
    current: () => current.knowledge,
    translate: (key, locale, variables) => current.translate(key, locale, variables),
    content: () => current.content,
    problems: () => current.problems,
    refused: () => Math.max(refusedFiles(current.problems), isStale ? 1 : 0),
    reload() {
      queue = queue.then(reload);
      return queue;
    },
  };
}

const refusedFiles = (problems: readonly Problem[]): number =>
  new Set(problems.filter(({ fatal }) => fatal).map(({ file }) => file)).size;

/** What was built, and what is still to come. */
interface Built {
  readonly knowledge: Knowledge;
  /** Nothing could be learnt: it is tried again at the next reading. */
  readonly isRulesOnly: boolean;
  /** Takes its place when it is there; null: nothing more comes. Never rejects. */
  readonly more: Promise<Knowledge | null>;
}

interface State extends Built {
  readonly content: Content;
  readonly translate: Translate;
  readonly problems: readonly Problem[];
}

type Build = (deps: KnowledgeStoreDeps, content: Content, version: string) => Promise<Built>;

const begin: Build = async ({ builder, log }, content, version) => {
  try {
    const { knowledge, whole } = await builder.begin(content, version);
    const more = whole.catch((error: unknown) => {
      log.error({ code: codeOf(error), error }, 'kinds of messages could not be learnt; they are told by rules alone');
      return null;
    });
    return { knowledge, isRulesOnly: false, more };
  } catch (error) {
    log.error({ code: codeOf(error), error }, 'nothing could be learnt; every question goes to people');
    return { knowledge: builder.rulesOnly(content, version), isRulesOnly: true, more: Promise.resolve(null) };
  }
};

async function read(
  deps: KnowledgeStoreDeps,
  lastGood: Content | null,
  current: State | null,
  build: Build,
): Promise<State> {
  const { content, problems } = await loadContent(deps.folder, lastGood);
  for (const problem of problems) deps.log.warn({ file: problem.file, line: problem.line }, sayProblem(problem));
  const version = versionOf(content);
  if (current !== null && !current.isRulesOnly && version === current.knowledge.version)
    return { ...current, problems };
  const built = await build(deps, content, version);
  await deps.versions.save(version, JSON.stringify(content), deps.clock());
  const translate = createTranslator(content.phrases.phrases, { ...content.council.values, ...deps.values });
  return { ...built, content, translate, problems };
}
