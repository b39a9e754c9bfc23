import { leftOut, type Massive, toEntries, type Utterance } from './massive.ts';
import { auroc, coverageAt90, mean, type Outcome, percent } from './measures.ts';
import { type Contestant, contestantsWith, type Rank } from './retrievers.ts';
import { percentile } from './table.ts';
import { openVectors } from './vectors.ts';

interface Figures {
  readonly top1: number;
  readonly top3: number;
  readonly coverage: number;
  readonly auroc: number;
  readonly p95: number;
  readonly train: number;
}

interface BenchTable {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly missed: readonly string[];
}

/** Every contestant on every draw, averaged, with the targets that ours misses. */
export async function retrievalTable(massive: Massive): Promise<BenchTable> {
  const rows = [];
  const missed: string[] = [];
  const contestants = contestantsWith(openVectors());
  for (const contestant of contestants) {
    contestant.prepare?.([...massive.draws.flat(), ...massive.dev].map(({ text }) => text));
    const draws: Figures[] = [];
    for (const [number, draw] of massive.draws.entries())
      draws.push(await measureDraw(contestant, draw, massive.dev, leftOut[number] ?? []));
    const of = (key: keyof Figures) => mean(draws.map((figures) => figures[key]));
    rows.push({
      engine: contestant.name,
      'top-1': percent(of('top1')),
      'top-3': percent(of('top3')),
      'coverage at 90 %': percent(of('coverage')),
      'out-of-scope AUROC': of('auroc').toFixed(3),
      'p95 ms, own thread': of('p95').toFixed(3),
      'train s': of('train').toFixed(2),
    });
    if (contestant !== contestants[0]) continue;
    if (of('top1') < 0.75) missed.push('top-1 at least 75 %');
    if (of('top3') < 0.9) missed.push('top-3 at least 90 %');
    if (of('coverage') < 0.6) missed.push('coverage at 90 % precision at least 60 %');
    if (of('auroc') < 0.86) missed.push('out-of-scope AUROC at least 0.86');
    if (of('p95') >= 2) missed.push('p95 under 2 ms');
  }
  return { rows, missed };
}

async function measureDraw(
  contestant: Contestant,
  draw: readonly Utterance[],
  dev: readonly Utterance[],
  scenarios: readonly string[],
): Promise<Figures> {
  const start = performance.now();
  const rank = await contestant.train(toEntries(draw));
  const train = (performance.now() - start) / 1000;
  const times: number[] = [];
  const outcomes: (Outcome & { readonly among: boolean })[] = [];
  for (const { text, locale, intent } of dev) {
    const begin = performance.now();
    const answers = await rank(text, locale);
    times.push(performance.now() - begin);
    const place = answers.findIndex(({ id }) => id === intent);
    outcomes.push({ confidence: answers[0]?.score ?? 0, right: place === 0, among: place >= 0 && place < 3 });
  }
  const inScope = (row: Utterance) => !scenarios.includes(row.scenario);
  const partial = await contestant.train(toEntries(draw.filter(inScope)));
  return {
    top1: mean(outcomes.map(({ right }) => Number(right))),
    top3: mean(outcomes.map(({ among }) => Number(among))),
    coverage: coverageAt90(outcomes),
    auroc: auroc(
      await confidences(partial, dev.filter(inScope)),
      await confidences(
        partial,
        dev.filter((row) => !inScope(row)),
      ),
    ),
    p95: percentile(
      times.sort((a, b) => a - b),
      0.95,
    ),
    train,
  };
}

async function confidences(rank: Rank, rows: readonly Utterance[]): Promise<readonly number[]> {
  const found: number[] = [];
  for (const { text, locale } of rows) found.push((await rank(text, locale))[0]?.score ?? 0);
  return found;
}
