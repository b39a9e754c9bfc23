import { checkFaqFile } from '../checks/faq.ts';
import type { Content } from '../content.ts';
import type { ContentSource } from '../documents/source.ts';
import { entryOf, joinFile, splitFile } from '../documents/split.ts';
import { type FaqEntry, type FaqFile, faqFile } from '../schema/faq.ts';
import { readYaml } from './readYaml.ts';

/**
 * The entries of a broken file of the FAQ that can be used: each is read on its own, and a broken one is replaced by the
 * same entry of the last good content. Null where there is none.
 */
export async function usableEntries(
  source: ContentSource,
  file: string,
  { departments, previous }: { readonly departments: ReadonlySet<string>; readonly previous: Content | null },
): Promise<FaqFile | null> {
  const last = previous?.faq[file] ?? null;
  const bytes = await source.read(file).catch(() => null);
  if (bytes === null) return last;
  const [head, ...documents] = splitFile(file, bytes);
  if (head === undefined || documents.length === 0) return last;
  const lastEntries = new Map(last?.entries.map((entry) => [entry.id, entry]));
  let topic: string | null = null;
  const entries: FaqEntry[] = [];
  for (const document of documents) {
    const read = readEntry(file, joinFile([head, document]), departments);
    const [entry] = read?.entries ?? [];
    const usable = entry ?? lastEntries.get(entryOf(document.id) ?? '');
    topic ??= read?.topic ?? null;
    if (usable !== undefined) entries.push(usable);
  }
  if (entries.length === 0) return last;
  return { topic: topic ?? last?.topic ?? '', entries };
}

/** A file with one entry; null where it has a fatal problem. */
function readEntry(file: string, bytes: Uint8Array, departments: ReadonlySet<string>): FaqFile | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  const { result } = readYaml(file, text, faqFile);
  if (result === null || checkFaqFile(file, result, departments).some(({ fatal }) => fatal)) return null;
  return result.value;
}
