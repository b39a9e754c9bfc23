import { codeOf } from '../core/model/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Knowledge, KnowledgeSource, KnowledgeVersions } from '../core/ports/knowledge.ts';
import type { Log } from '../core/ports/log.ts';
import type { Translate } from '../core/ports/translate.ts';
import { createTranslator, type PhraseValue } from '../language/translator.ts';
import type { StagedKnowledge } from './buildKnowledge.ts';
import { type Content, versionOf } from './content.ts';
import type { ContentSource } from './documents/source.ts';
import { type LoadedContent, loadContent } from './load/loadContent.ts';
import type { ParsedCache, ParsedFiles } from './load/parsedFiles.ts';
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
  /** The name of the source that the content in use was read from. */
  sourceName(): string;
  /** Reads and checks other content, without using it. Throws as `prepare`. */
  check(source: ContentSource): Promise<LoadedContent>;
  /** What the bot says by the phrases of other content. */
  translatorOf(content: Content): Translate;
  /**
   * Builds the knowledge of other content, fully trained, without using it; `reload` then takes it from here. What was
   * prepared last is kept.
   * @throws {CodedError} `content.invalid`, `content.missing`, `index.failed`
   */
  prepare(source: ContentSource): Promise<PreparedKnowledge>;
}

/** Knowledge that is ready, but not in use. */
export interface PreparedKnowledge extends LoadedContent {
  readonly knowledge: Knowledge;
  readonly translate: Translate;
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
  /** Where the content of the moment is. */
  readonly source: () => Promise<ContentSource>;
  /** Values for `{{name}}`, in addition to those of `council.yaml`. */
  readonly values: Readonly<Record<string, PhraseValue>>;
  readonly versions: KnowledgeVersions;
  readonly builder: KnowledgeBuilder;
  /** What earlier starts have parsed. */
  readonly parsed: ParsedCache;
  /** Called before knowledge that was built whole comes into use. */
  readonly onUse?: (knowledge: Knowledge) => void;
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
  const lastGood = stored === null ? null : (JSON.parse(stored.content) as Content);
  let current = await read(deps, lastGood, [await deps.parsed.read()], null, begin);
  let queue: Promise<void> = current.more.then((whole) => {
    if (whole !== null) current = { ...current, knowledge: whole };
  });
  let prepared: { readonly version: string; readonly built: Promise<Knowledge> } | null = null;

  /** One content is built once, however often it is asked for, while no other one is. */
  function build(content: Content, version: string): Promise<Knowledge> {
    if (prepared?.version === version) return prepared.built;
    const built = deps.builder.whole(content, version);
    const mine = { version, built };
    prepared = mine;
    // What failed is tried again next time.
    built.catch(() => {
      if (prepared === mine) prepared = null;
    });
    return built;
  }

  /** Files of the content that was checked last: it is likely to be the next. */
  let checked: ParsedFiles = new Map();
  async function check(source: ContentSource): Promise<LoadedContent> {
    const loaded = await loadContent(source, current.content, [current.files, checked]);
    checked = loaded.files;
    return loaded;
  }

  /** The newest content failed for another reason than its files. */
  let isStale = false;
  const reload = async (): Promise<void> => {
    try {
      const next = await read(deps, current.content, [current.files, checked], current, async (_, content, version) => {
        const knowledge = await build(content, version);
        prepared = null;
        deps.onUse?.(knowledge);
        return { knowledge, isRulesOnly: false, more: Promise.resolve(null) };
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
    sourceName: () => current.sourceName,
    check,
    translatorOf: (content) => translatorOf(deps, content),
    async prepare(source) {
      const loaded = await check(source);
      const { content } = loaded;
      const translate = translatorOf(deps, content);
      const version = versionOf(content);
      if (version === current.knowledge.version && !current.isRulesOnly)
        return { ...loaded, knowledge: current.knowledge, translate };
      return { ...loaded, knowledge: await build(content, version), translate };
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
  readonly files: ParsedFiles;
  readonly sourceName: string;
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
  known: readonly ParsedFiles[],
  current: State | null,
  build: Build,
): Promise<State> {
  const source = await deps.source();
  const { content, problems, files } = await loadContent(source, lastGood, known);
  void deps.parsed.keep(files);
  for (const problem of problems) deps.log.warn({ file: problem.file, line: problem.line }, sayProblem(problem));
  const version = versionOf(content);
  if (current !== null && !current.isRulesOnly && version === current.knowledge.version)
    return { ...current, problems, files, sourceName: source.name };
  const built = await build(deps, content, version);
  await deps.versions.save(version, JSON.stringify(content), deps.clock());
  return { ...built, content, translate: translatorOf(deps, content), problems, files, sourceName: source.name };
}

function translatorOf({ values }: KnowledgeStoreDeps, content: Content): Translate {
  return createTranslator(content.phrases.phrases, { ...content.council.values, ...values });
}
