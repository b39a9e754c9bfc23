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

/** Keeps the bot's knowledge up to date: reads, checks, builds, swaps. */
export interface KnowledgeStore extends KnowledgeSource {
  readonly translate: Translate;
  content(): Content;
  /** Problems of the files at the last reading. */
  problems(): readonly Problem[];
  /** Files that are unusable; at least one if the content as a whole could not be used. */
  refused(): number;
  /** Reads the files again; resolves when the new content is in use. Never throws: problems are logged. */
  reload(): Promise<void>;
}

/** Builders of knowledge. */
export interface KnowledgeBuilder {
  /** At start: question answering first, the rest once it is trained. */
  begin(content: Content, version: string): Promise<StagedKnowledge>;
  /** All at once: the current knowledge stays in use meanwhile. */
  whole(content: Content, version: string): Promise<Knowledge>;
  /** Without any training, when training fails at start. */
  rulesOnly(content: Content, version: string): Knowledge;
}

export interface KnowledgeStoreDeps {
  readonly folder: string;
  /** Values for `{{name}}`, in addition to those of `council.yaml`. */
  readonly values: Readonly<Record<string, PhraseValue>>;
  readonly versions: KnowledgeVersions;
  readonly builder: KnowledgeBuilder;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the bot's knowledge. The last good version of each file is kept in the store, so that a broken file does no
 * harm even at start; if training fails, the bot still knows emergencies, commands and the protocol.
 * @throws {CodedError} `content.invalid` when there is neither a usable file nor a last good one; `content.missing`
 * when the folder does not exist
 */
export async function openKnowledge(deps: KnowledgeStoreDeps): Promise<KnowledgeStore> {
  const stored = await deps.versions.latest();
  let current = await read(deps, stored === null ? null : (JSON.parse(stored.content) as Content), null, begin);
  let queue: Promise<void> = current.more.then((whole) => {
    if (whole !== null) current = { ...current, knowledge: whole };
  });

  /** The newest content failed for another reason than its files. */
  let isStale = false;
  const reload = async (): Promise<void> => {
    try {
      const next = await read(deps, current.content, current, async ({ builder }, content, version) => {
        return { knowledge: await builder.whole(content, version), isRulesOnly: false, more: Promise.resolve(null) };
      });
      if (next.knowledge !== current.knowledge)
        deps.log.info({ version: next.knowledge.version }, 'new content is in use');
      current = next;
      isStale = false;
    } catch (error) {
      isStale = true;
      deps.log.error(
        { code: codeOf(error), error },
        'new content could not be loaded; the last good content stays in use',
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

/** The knowledge built so far, and the promise of the rest. */
interface Built {
  readonly knowledge: Knowledge;
  /** Nothing could be trained: retry at the next reading. */
  readonly isRulesOnly: boolean;
  /** Replaces the current knowledge once it is ready; null: there is no second step. Never rejects. */
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
      log.error({ code: codeOf(error), error }, 'training on kinds of messages failed; rules alone classify them');
      return null;
    });
    return { knowledge, isRulesOnly: false, more };
  } catch (error) {
    log.error({ code: codeOf(error), error }, 'training failed; every question goes to people');
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
