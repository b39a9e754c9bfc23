import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { readYaml } from '../load/readYaml.ts';
import { wordsFile } from '../schema/wordsFile.ts';
import { bareWord, withoutJoined } from '../spelling/bareWord.ts';
import type { DeskDeps } from './deps.ts';
import type { Drafts } from './drafts.ts';
import { editFields } from './editFields.ts';
import { headOf } from './resolve.ts';

/** The document of the council's own words. */
const wordsDocument = 'words.yaml';
const empty = 'words: []\n';
/** How often it is written again because somebody else was faster. */
const maxAttempts = 10;

/** The council's own words, as drafts and what is live have them. */
export interface OwnWords {
  /** Small, and without articles. */
  readonly words: () => Promise<ReadonlySet<string>>;
  /** Adds a word to the draft of the list. @throws {CodedError} `content.moved`, `content.invalid` */
  add(word: string, by: AgentId): Promise<void>;
  /** Takes a word away from it. @throws {CodedError} as `add` */
  remove(word: string, by: AgentId): Promise<void>;
}

export function createOwnWords(deps: Pick<DeskDeps, 'log' | 'trees'>, drafts: Pick<Drafts, 'save'>): OwnWords {
  const { log, trees } = deps;
  let last: { readonly version: string; readonly words: ReadonlySet<string> } | null = null;

  async function head(): Promise<string | null> {
    const state = await log.state();
    return headOf(state, await trees.get(state.live.tree), wordsDocument).version;
  }

  /** Saves what is made of the list; null: it is as it should be. */
  async function change(
    by: AgentId,
    changed: (text: string, words: readonly string[]) => string | null,
  ): Promise<void> {
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      const base = await head();
      const text = base === null ? empty : await trees.text(base);
      const next = changed(text, listed(text));
      if (next === null) return;
      const saved = await drafts.save({ document: wordsDocument, base, onto: null, change: { text: next }, by });
      if (saved.kind === 'saved') return;
    }
    throw new CodedError('content.moved', 'Somebody else is changing the list of words: try again.');
  }

  return {
    async words() {
      const version = await head();
      if (version === null) return new Set();
      if (last?.version !== version)
        last = { version, words: new Set(listed(await trees.text(version)).map(bareWord)) };
      return last.words;
    },
    async add(word, by) {
      await change(by, (text, words) => {
        if (words.some(sameAs(word))) return null;
        // A word a line, so that two people who add some do not write the same line.
        if (words.length === 0) return `words:\n  - ${withoutJoined(word)}\n`;
        return editFields(text, { words: [...words, withoutJoined(word)] });
      });
    },
    async remove(word, by) {
      await change(by, (text, words) => {
        const others = words.filter((each) => !sameAs(word)(each));
        return others.length === words.length ? null : editFields(text, { words: others });
      });
    },
  };
}

/** The words of the list; those of a list that is being written wrongly count as none. */
function listed(text: string): readonly string[] {
  return readYaml(wordsDocument, text, wordsFile).result?.value.words ?? [];
}

const sameAs = (word: string) => (other: string) => bareWord(other) === bareWord(word);
