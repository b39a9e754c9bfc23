/** The files (or databases) of an installation, whose loss or age must not go unnoticed. */
export type PartName = 'journal' | 'files' | 'keys' | 'staff';

/** What ties one part to the others. Marks only grow: of two copies of a part the later one has the higher. */
export interface Tie {
  /** Names the part in messages, without secrets. */
  readonly databaseLocation: string;
  /** The id of the installation that the part belongs to; null before it was tied. */
  id(): Promise<string | null>;
  /** Notes the id in a part that has none; resolves to the one that it has then. */
  give(id: string): Promise<string>;
  /** How far the part is; what it stands for is durable. */
  mark(): Promise<number>;
  /** Whether anything of the city is in it. */
  holds(): Promise<boolean>;
  /** How far the others were when they were last looked at from here. */
  seen(): Promise<Seen>;
  /** Notes how far another part is, unless it was seen further on already. */
  see(part: PartName, mark: number): Promise<void>;
  /** Makes the part one of this installation, whatever it was before, that has seen nothing of the others. */
  reset(id: string): Promise<void>;
}

export type Seen = Readonly<Partial<Record<PartName, number>>>;

export type Ties = Readonly<Partial<Record<PartName, Tie>>>;

/** A part as it is found before it is opened for good. */
export interface PartState {
  readonly databaseLocation: string;
  /** `missing` and `empty`: nothing lies there; `unreadable`: whoever opens it says why. */
  readonly found: 'missing' | 'empty' | 'unreadable' | 'present';
  readonly id: string | null;
  readonly mark: number;
  readonly holds: boolean;
  readonly seen: Seen;
}

export type States = Readonly<Partial<Record<PartName, PartState>>>;

/** The state of parts that are open. */
export async function statesOf(ties: Ties): Promise<States> {
  const entries = Object.entries(ties).map(async ([name, tie]): Promise<[string, PartState]> => {
    const [id, holds] = [await tie.id(), await tie.holds()];
    const found = id === null && !holds ? 'empty' : 'present';
    return [
      name,
      { databaseLocation: tie.databaseLocation, found, id, holds, mark: await tie.mark(), seen: await tie.seen() },
    ];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Ties parts together that `judge` has found to belong together. Resolves to the id of the installation. */
export async function tieTogether(ties: Ties, newId: () => string): Promise<string> {
  const all = Object.values(ties);
  const known = (await Promise.all(all.map((tie) => tie.id()))).find((id) => id !== null);
  let id = known ?? newId();
  // One after the other: of several processes that begin an installation together, all take the id of the first part.
  for (const tie of all) id = await tie.give(id);
  return id;
}

/** Makes a function that notes in each part how far the others are; what has not moved since is not written again. */
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

/** Ties parts together as they are, whatever they have seen of each other: after a restore, or when a loss was accepted. */
export async function tieAnew(ties: Ties, id: string): Promise<void> {
  for (const tie of Object.values(ties)) await tie.reset(id);
  await createRememberer(ties)();
}
