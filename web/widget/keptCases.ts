import type { Shelf } from './shelf.ts';

/** A case that the person opened from this browser, with the key that opens its page. */
interface KeptCase {
  readonly code: string;
  readonly key: string;
  /** When the bot gave its link, milliseconds since 1970; absent in what older pages kept. */
  readonly at?: number;
}

/** What this browser remembers of cases. Codes that were forgotten are not taken from the conversation again. */
export interface SavedCases {
  readonly cases: readonly KeptCase[];
  readonly forgotten: readonly string[];
}

/** The cases at hand in this browser, newest first. Nothing of them leaves it before the person asks. */
export interface KeptCases {
  all(): readonly KeptCase[];
  /** Takes in the cases whose links the bot wrote, and when. */
  note(text: string, at: number): void;
  forget(code: string): void;
  forgetAll(): void;
}

/** Number of cases that are remembered. */
const mostKept = 10;
const link = /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})#([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/g;

export function createKeptCases(shelf: Shelf<SavedCases>): KeptCases {
  const saved = () => shelf.get() ?? { cases: [], forgotten: [] };
  const save = ({ cases, forgotten }: SavedCases) =>
    shelf.set(cases.length + forgotten.length === 0 ? null : { cases: cases.slice(0, mostKept), forgotten });
  const drop = (gone: (code: string) => boolean) => {
    const { cases, forgotten } = saved();
    const codes = cases.map(({ code }) => code).filter(gone);
    save({ cases: cases.filter(({ code }) => !gone(code)), forgotten: [...codes, ...forgotten].slice(0, 50) });
  };
  return {
    all: () => saved().cases,
    note(text, at) {
      for (const [, code = '', key = ''] of text.matchAll(link)) {
        const { cases, forgotten } = saved();
        const isKnown = forgotten.includes(code) || cases.some((each) => each.code === code);
        if (!isKnown) save({ cases: [{ code, key, at }, ...cases], forgotten });
      }
    },
    forget: (code) => drop((each) => each === code),
    forgetAll: () => drop(() => true),
  };
}
