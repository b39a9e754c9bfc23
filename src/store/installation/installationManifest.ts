/** The files (or databases) of an installation, whose loss or age must be detected. */
export type PartName = 'journal' | 'files' | 'keys' | 'staff';

/** Links one part to the others. Marks only grow: of two copies of a part the later one has the higher mark. */
export interface Tie {
  /** Names the part in messages, without secrets. */
  readonly databaseLocation: string;
  /** Id of the installation that the part belongs to; null before it was linked. */
  id(): Promise<string | null>;
  /** Records the id in a part that has none; resolves to the id that the part then has. */
  give(id: string): Promise<string>;
  /** The part's mark; everything up to it is durable. */
  mark(): Promise<number>;
  /** Whether the part holds any of the city's data. */
  holds(): Promise<boolean>;
  /** Marks of the other parts when this one last recorded them. */
  seen(): Promise<Seen>;
  /** Records the mark of another part, unless a higher one is recorded already. */
  see(part: PartName, mark: number): Promise<void>;
  /** Assigns the part to this installation, whatever it was before, without any marks of the others. */
  reset(id: string): Promise<void>;
}

export type Seen = Readonly<Partial<Record<PartName, number>>>;

export type Ties = Readonly<Partial<Record<PartName, Tie>>>;

/** A part as found before it is opened for use. */
export interface PartState {
  readonly databaseLocation: string;
  /** `missing` and `empty`: there is no data; `unreadable`: opening it reports the reason. */
  readonly found: 'missing' | 'empty' | 'unreadable' | 'present';
  readonly id: string | null;
  readonly mark: number;
  readonly holds: boolean;
  readonly seen: Seen;
}

export type States = Readonly<Partial<Record<PartName, PartState>>>;

/**
 * The state of open parts, while other processes may go on. What each part has seen of the others is read before their
 * marks, so that no mark appears to be behind what another part has seen of it.
 */
export async function statesOf(ties: Ties): Promise<States> {
  const all = Object.entries(ties);
  const seen = await Promise.all(all.map(([, tie]) => tie.seen()));
  const entries = all.map(async ([name, tie], index): Promise<[string, PartState]> => {
    const [id, holds] = [await tie.id(), await tie.holds()];
    const found = id === null && !holds ? 'empty' : 'present';
    const { databaseLocation } = tie;
    return [name, { databaseLocation, found, id, holds, mark: await tie.mark(), seen: seen[index] ?? {} }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Links parts that `judgeInstallation` has found to belong together. Resolves to the id of the installation. */
export async function tieTogether(ties: Ties, newId: () => string): Promise<string> {
  const all = Object.values(ties);
  const known = (await Promise.all(all.map((tie) => tie.id()))).find((id) => id !== null);
  let id = known ?? newId();
  // In order: if several processes create an installation at once, all take the id of the first part.
  for (const tie of all) id = await tie.give(id);
  return id;
}

/** Creates a function that records in each part the marks of the others; unchanged marks are not written again. */
export function createRememberer(ties: Ties): () => Promise<void> {
  const noted = new Map<string, number>();
  return async () => {
    for (const [name, tie] of Object.entries(ties)) {
      const mark = await tie.mark();
      for (const [other, { see }] of Object.entries(ties)) {
        const pair = `${other} ${name}`;
        if (other === name || noted.get(pair) === mark) continue;
        await see(name as PartName, mark);
        noted.set(pair, mark);
      }
    }
  };
}

/**
 * Links parts as they are, whatever marks they recorded of each other: after a restore, or when a loss was accepted.
 */
export async function relink(ties: Ties, id: string): Promise<void> {
  for (const tie of Object.values(ties)) await tie.reset(id);
  await createRememberer(ties)();
}
