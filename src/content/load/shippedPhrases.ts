import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PhrasesFile, phrasesFile } from '../schema/talk.ts';
import type { Derive } from './parsedFiles.ts';
import { readYaml } from './readYaml.ts';

const folder = fileURLToPath(new URL('../../../dialogs', import.meta.url));
let read: Promise<string | null> | null = null;
let parsed: PhrasesFile['phrases'] | null = null;
/** Where they are kept once they were parsed. */
const keptName = '(shipped) phrases.yaml';

/**
 * The phrases that ship with this version, by key: a council's content may be older than the program, and lack what the
 * program has learnt to say since. None for the very content that ships (`name` is its folder), which must hold them
 * itself.
 */
export async function shippedPhrases(name: string, derive: Derive): Promise<PhrasesFile['phrases']> {
  read ??= readFile(`${folder}/phrases.yaml`, 'utf8').catch(() => null);
  const text = await read;
  if (text === null) return {};
  const parse = async () => {
    parsed ??= readYaml('phrases.yaml', text, phrasesFile).result?.value.phrases ?? {};
    return parsed;
  };
  // Also where they are not used: what is kept is the same wherever the content lies.
  const phrases = await derive(keptName, text, parse);
  return resolve(name) === folder ? {} : phrases;
}
