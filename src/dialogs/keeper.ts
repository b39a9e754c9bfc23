import { codeOf } from '../core/errors.ts';
import type { Knowledge } from '../core/knowledge.ts';
import type { Clock, KnowledgeSource, KnowledgeVersions, Log, Translate } from '../core/ports.ts';
import { createTranslator, type PhraseValue } from '../language/translator.ts';
import { type Content, versionOf } from './content.ts';
import { loadContent } from './loadContent.ts';
import { type Problem, sayProblem } from './problem.ts';

/** Keeps what the bot knows up to date: reads, checks, builds, swaps. */
export interface KnowledgeKeeper extends KnowledgeSource {
  readonly translate: Translate;
  content(): Content;
  /** What was wrong with the files at the last reading. */
  problems(): readonly Problem[];
  /** Reads the files again; resolves when what they say is in force. Never throws: what cannot be used is logged. */
  reload(): Promise<void>;
}

export interface KeeperParts {
  readonly folder: string;
  /** Values for `{{name}}` beside those of `council.yaml`. */
  readonly values: Readonly<Record<string, PhraseValue>>;
  readonly versions: KnowledgeVersions;
  readonly build: (content: Content, version: string) => Promise<Knowledge>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the bot's knowledge. The last good version of each file is kept in the store, so that a broken file costs
 * nothing even at a start.
 * @throws {CodedError} `content.invalid` when there is neither a usable file nor a last good one; `content.missing`
 * when the folder is not there
 */
export async function openKnowledge(parts: KeeperParts): Promise<KnowledgeKeeper> {
  const stored = await parts.versions.latest();
  let current = await read(parts, stored === null ? null : (JSON.parse(stored.content) as Content));
  let queue: Promise<void> = Promise.resolve();

  const reload = async (): Promise<void> => {
    try {
      const next = await read(parts, current.content, current);
      if (next.knowledge !== current.knowledge)
        parts.log.info({ version: next.knowledge.version }, 'new content is in force');
      current = next;
    } catch (error) {
      parts.log.error(
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
    reload() {
      queue = queue.then(reload);
      return queue;
    },
  };
}

interface State {
  readonly content: Content;
  readonly knowledge: Knowledge;
  readonly translate: Translate;
  readonly problems: readonly Problem[];
}

async function read(parts: KeeperParts, lastGood: Content | null, current?: State): Promise<State> {
  const { content, problems } = await loadContent(parts.folder, lastGood);
  for (const problem of problems) parts.log.warn({ file: problem.file, line: problem.line }, sayProblem(problem));
  const version = versionOf(content);
  if (version === current?.knowledge.version) return { ...current, problems };
  const knowledge = await parts.build(content, version);
  await parts.versions.save(version, JSON.stringify(content), parts.clock());
  const translate = createTranslator(content.phrases.phrases, { ...content.council.values, ...parts.values });
  return { content, knowledge, translate, problems };
}
