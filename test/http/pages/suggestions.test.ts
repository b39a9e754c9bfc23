import { expect, test } from '@jest/globals';
import type { Commit, SealedContent } from '../../../src/core/model/commit.ts';
import { type PublicSuggestion, publicSuggestions } from '../../../src/http/pages/participation/suggestions.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { caseRowOf, caseStateOf } from '../../support/caseState.ts';
import { standIn } from '../../support/standIn.ts';

const published = { revision: 2, description: true, place: false, media: false };

/** Suggestions that changed at these times, and whether each is public. */
async function town(given: readonly (readonly [changedAt: number, isPublic: boolean])[]) {
  const cases = createMemoryCaseIndex();
  const codeOf = (index: number) => `AAAA-${String(index).padStart(4, '0')}`;
  const rows = given.map(([changedAt, isPublic], index) => {
    const changes = { kind: 'suggestion', ...(isPublic ? { published } : {}) } as const;
    return caseRowOf(caseStateOf(codeOf(index), 1, changes), { changedAt });
  });
  await cases.put(rows);
  return {
    tenant: 'default',
    cases,
    journal: {
      read: async (conversation: string, after: number) => [standIn<Commit>({ conversation, revision: after + 1 })],
    },
    sealer: {
      open: async ({ conversation }: { readonly conversation: string }) =>
        standIn<SealedContent>({
          command: { kind: 'publish', text: `Text of ${conversation}`, place: false, media: false },
        }),
    },
  };
}

async function pagesOf(deps: Awaited<ReturnType<typeof town>>) {
  const pages: (readonly PublicSuggestion[])[] = [];
  const places: (number | null)[] = [];
  for (let next: number | null = null; pages.length === 0 || next !== null; ) {
    const page = await publicSuggestions(deps, next);
    pages.push(page.shown);
    next = page.next;
    places.push(next);
  }
  return { pages, places };
}

test('are on pages, each once and the newest first, whose addresses name a time and no case', async () => {
  // Four change at a time, among them always one that is not public.
  const deps = await town(Array.from({ length: 240 }, (_, index) => [1_000 + Math.floor(index / 4), index % 4 !== 0]));
  const { pages, places } = await pagesOf(deps);
  const shown = pages.flat();
  expect([shown.length, new Set(shown.map(({ code }) => code)).size]).toEqual([180, 180]);
  expect(shown.map(({ changedAt }) => changedAt)).toEqual(
    shown.map(({ changedAt }) => changedAt).toSorted((a, b) => b - a),
  );
  expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(22);
  expect(places.slice(0, -1).every((each) => typeof each === 'number')).toBe(true);
});

test('are found behind very many that are not public', async () => {
  const deps = await town([...Array.from({ length: 1_200 }, (_, index) => [5_000 + index, false] as const), [7, true]]);
  const { pages } = await pagesOf(deps);
  expect(pages.map(({ length }) => length)).toEqual([0, 1]);
});
