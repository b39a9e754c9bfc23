import { stringify } from 'yaml';
import type { DocumentId } from '../../core/model/records.ts';
import { entryDocument } from '../documents/split.ts';
import type { Texts } from './views.ts';

/** Longest name of an entry, without its topic. */
const maxName = 40;
/** Short words say nothing in an id. */
const shortWord = 3;

/** The id of a new entry, from its title: `padro.casal-estiu`. `taken`: whether there is such an entry. */
export function newEntryId(topic: string, title: string, taken: (entry: string) => boolean): string {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const long = words.filter((word) => word.length >= shortWord || /\d/.test(word));
  let name = '';
  for (const word of long.length > 0 ? long : words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (longer.length > maxName) break;
    name = longer;
  }
  const base = `${topic}.${name === '' ? words.join('-').slice(0, maxName) || 'nova' : name}`;
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken(id)) return id;
  }
}

/** The text of a new entry: what is missing is told as its problems. */
export function newEntryText(id: string, title: Texts, department: string | null, today: string): string {
  const fields = {
    id,
    ...(department === null ? {} : { department }),
    title,
    valid: { from: today },
  };
  const written = stringify([fields], { lineWidth: 0 });
  return written
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}

/** The document of a new entry. */
export function newEntryDocument(topic: string, id: string): DocumentId {
  return entryDocument(`faq/${topic}.yaml`, id);
}
