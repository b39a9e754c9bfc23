import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PhrasesFile, phrasesFile } from '../schema/talk.ts';
import { readYaml } from './readYaml.ts';

const folder = fileURLToPath(new URL('../../../dialogs', import.meta.url));
let read: Promise<PhrasesFile['phrases']> | null = null;

/**
 * The phrases that ship with this version, by key: a council's content may be older than the program, and lack what the
 * program has learnt to say since. None for the very content that ships (`name` is its folder), which must hold them
 * itself.
 */
export async function shippedPhrases(name: string): Promise<PhrasesFile['phrases']> {
  if (resolve(name) === folder) return {};
  read ??= readFile(`${folder}/phrases.yaml`, 'utf8').then(
    (text) => readYaml('phrases.yaml', text, phrasesFile).result?.value.phrases ?? {},
    () => ({}),
  );
  return read;
}
