import { fold } from './fold.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is being written after an `@` just before the caret; null: no mention is. */
export function mentionAt(text: string, caret: number): { readonly start: number; readonly search: string } | null {
  const found = /(?:^|\s)@([\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+)?)$/u.exec(text.slice(0, caret));
  return found === null ? null : { start: caret - (found[1] ?? '').length - 1, search: found[1] ?? '' };
}

/** Colleagues whose name begins so, or has a word that does; nobody once the name is written out. */
export function colleaguesFor<T extends Named>(search: string, colleagues: readonly T[]): readonly T[] {
  const wanted = fold(search);
  return colleagues
    .filter(({ name }) => {
      const folded = fold(name);
      return folded !== wanted && (folded.startsWith(wanted) || folded.includes(` ${wanted}`));
    })
    .slice(0, 6);
}

/** Ids of the colleagues whose whole name stands after an `@`; the longest name is meant. */
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
