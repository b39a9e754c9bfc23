import type { CaseTurn, CaseView } from '../../../src/http/api/wire.ts';

/** A case in one line: what it is about, where, how many photos there are, and how often the citizen wrote. */
export interface Gist {
  readonly what: string;
  /** Empty: it was not told. */
  readonly place: string;
  readonly photos: number;
  readonly times: number;
}

/** The line of a case, from what was told in flows and the turns that are shown. */
export function gistOf(view: Pick<CaseView, 'text' | 'collected'>, turns: readonly CaseTurn[]): Gist {
  const collected = view.collected.flatMap(({ values }) => values);
  const place = collected.find(({ type, text }) => type === 'place' && text !== '');
  const written = turns.flatMap(({ citizen }) => citizen ?? []);
  const files = [...collected, ...written]
    .flatMap((each) => each.files)
    .filter(({ type }) => type.startsWith('image/'));
  return {
    what: view.text,
    place: place?.text ?? '',
    photos: new Set(files.map(({ id }) => id)).size,
    times: written.length,
  };
}
