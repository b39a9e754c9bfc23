/** Numbers by which a year of entries is made: the same seed makes the same year. */
function createDice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const kinds = ['complaint', 'incident', 'question', 'suggestion', 'other'] as const;
const departments = ['oiac', 'medi-ambient', 'via-publica', 'cultura', 'esports'] as const;
const services = ['padro.alta', 'padro.certificat', 'residus.mobles', 'tributs.ibi', 'oiac.horari', 'smalltalk.thanks'];
const hour = 3_600_000;

/** Entries of a small town over a number of days, in the form of the log. Rare things are rare. */
export function yearOfEntries({
  seed,
  days,
  perDay,
  from = Date.UTC(2025, 0, 1),
}: {
  readonly seed: number;
  readonly days: number;
  readonly perDay: number;
  readonly from?: number;
}): readonly Buffer[] {
  const dice = createDice(seed);
  /** Low numbers are far more frequent than high ones. */
  const skewed = <T>(values: readonly T[]): T =>
    values[Math.min(dice(values.length), dice(values.length), dice(values.length))] as T;
  const entries: { readonly at: number; readonly line: Buffer }[] = [];
  const put = (at: number, type: string, fields: Readonly<Record<string, unknown>>) => {
    const rounded = new Date(Math.floor(at / hour) * hour).toISOString().replace('.000Z', 'Z');
    entries.push({ at, line: Buffer.from(JSON.stringify({ at: rounded, ...fields, type, v: 1 })) });
  };
  let cases = 0;
  for (let day = 0; day < days; day += 1) {
    for (let each = 0; each < perDay; each += 1) {
      const at = from + day * 24 * hour + dice(24) * hour;
      const what = dice(20);
      if (what < 12)
        put(at, 'question.answered', {
          service: skewed(services),
          aspect: dice(3) === 0 ? 'cost' : null,
          release: 'v1',
        });
      else if (what < 14) put(at, 'question.offered', { choices: 2, release: 'v1' });
      else if (what < 15)
        put(at, 'question.unanswered', { reason: dice(9) === 0 ? 'other-town' : 'unknown', release: 'v1' });
      else if (what < 18) openCase(at);
      else if (what < 19) put(at, 'content.read', { what: dice(5) === 0 ? 'glass' : 'case' });
      else put(at, 'case.rated', { rating: 5 - Math.min(dice(5), dice(5)) });
    }
    if (day % 50 === 7) put(from + day * 24 * hour, 'content.released', { release: day, documents: 2, reverts: null });
  }

  function openCase(at: number): void {
    cases += 1;
    const name = `c${cases}`;
    const kind = skewed(kinds);
    const isNamed = kind !== 'other';
    put(at, 'case.opened', {
      case: name,
      kind,
      protocol: 'p1',
      ...(isNamed ? { department: skewed(departments), rule: 'r' } : {}),
    });
    const wait = (1 + dice(60) * dice(4)) * hour;
    if (wait > 72 * hour) put(at + 72 * hour, 'case.overdue', { case: name, deadline: 'first' });
    const workingHours = Math.floor(wait / hour / 4);
    const worked = isNamed ? { workingHours } : {};
    if (dice(10) > 0) put(at + wait, 'case.deadline-met', { case: name, deadline: 'first', ...worked });
    if (dice(5) > 0)
      put(at + wait + hour, 'case.closed', { case: name, reason: skewed(['resolved', 'duplicate', 'spam']) });
  }

  const isBefore = entries.toSorted((one, other) => one.at - other.at);
  return isBefore.map(({ line }) => line);
}
