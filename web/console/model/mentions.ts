import { foldForSearch } from './fold.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The unfinished mention before the caret, after an `@`; null: there is none. */
export function mentionAt(text: string, caret: number): { readonly start: number; readonly search: string } | null {
  const found = /(?:^|\s)@([\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+)?)$/u.exec(text.slice(0, caret));
  return found === null ? null : { start: caret - (found[1] ?? '').length - 1, search: found[1] ?? '' };
}

/** Colleagues with a name, or a part of one, that starts with the text; nobody once the name is complete. */
export function colleaguesFor<T extends Named>(search: string, colleagues: readonly T[]): readonly T[] {
  const wanted = foldForSearch(search);
  return colleagues
    .filter(({ name }) => {
      const folded = foldForSearch(name);
      return folded !== wanted && (folded.startsWith(wanted) || folded.includes(` ${wanted}`));
    })
    .slice(0, 6);
}

/** Ids of the colleagues whose full name comes after an `@`; the longest matching name counts. */
export function mentionsIn(text: string, colleagues: readonly Named[]): readonly string[] {
  let rest = text;
  const found: string[] = [];
  for (const { id, name } of [...colleagues].sort((a, b) => b.name.length - a.name.length)) {
    if (!rest.includes(`@${name}`)) continue;
    found.push(id);
    rest = rest.replaceAll(`@${name}`, '');
  }
  return found.sort();
}
