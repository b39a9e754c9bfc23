import { readFile } from 'node:fs/promises';
import { type PhrasesFile, phrasesFile } from '../schema/talk.ts';
import { readYaml } from './readYaml.ts';

const file = new URL('../../../dialogs/phrases.yaml', import.meta.url);
let read: Promise<PhrasesFile['phrases']> | null = null;

/**
 * The phrases that ship with this version, by key. A council's content may be older than the program, and lack what
 * the program has learnt to say since.
 */
export function shippedPhrases(): Promise<PhrasesFile['phrases']> {
  read ??= readFile(file, 'utf8').then(
    (text) => readYaml('phrases.yaml', text, phrasesFile).result?.value.phrases ?? {},
    // In a container the council's own folder may lie over it.
    () => ({}),
  );
  return read;
}
