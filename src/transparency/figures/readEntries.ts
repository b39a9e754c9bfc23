/** An entry with what follows from those before it. */
export interface ReadEntry {
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What is known of a case from its entries. */
interface KnownCase {
  readonly openedAt: number;
  readonly kind: string;
  readonly department: string | null;
  /** Deadlines that were missed. */
  readonly missed: Set<string>;
}

/** Longest times of a group, in hours; rounded times make each uncertain by one. */
const timeGroups = [1, 4, 24, 72, 240, 720] as const;

/** The same in hours of attention, of which a week has some forty. */
const workingGroups = [1, 2, 4, 8, 16, 40, 80] as const;

/**
 * Reads entries in order, and adds what follows from those before:
 * - entries of a case: `kind` and `department` of its opening;
 * - `case.overdue`: `outcome` missed; `case.deadline-met`: `outcome` kept, or late if it was missed before, `time`
 *   since the opening, as the hours within which it was, and `working`, the same in hours of attention;
 * - `question.answered`: small talk is one `service`, and a whole answer the `aspect` whole;
 * - the first case under a new protocol is followed by `protocol.begun`.
 */
export function createEntryReader(): (entry: Uint8Array) => readonly ReadEntry[] {
  const cases = new Map<string, KnownCase>();
  let protocol: string | null = null;

  return (bytes) => {
    const entry = JSON.parse(Buffer.from(bytes).toString()) as Readonly<Record<string, unknown>>;
    const type = String(entry.type);
    const at = Date.parse(String(entry.at));
    if (type === 'question.answered') return [{ type, at, fields: questionFields(entry) }];
    // Entries of versions that erased at the person's request alone say no cause.
    if (type === 'content.erased') return [{ type, at, fields: { cause: 'citizen', ...entry } }];
    if (type === 'case.opened') {
      const opened = {
        openedAt: at,
        kind: String(entry.kind),
        department: textOr(entry.department),
        missed: new Set<string>(),
      };
      cases.set(String(entry.case), opened);
      const begun = textOr(entry.protocol);
      const isNew = begun !== null && begun !== protocol;
      if (isNew) protocol = begun;
      const read = { type, at, fields: entry };
      return isNew ? [read, { type: 'protocol.begun', at, fields: { protocol: begun } }] : [read];
    }
    const known = cases.get(String(entry.case));
    return [{ type, at, fields: known === undefined ? entry : caseFields(type, at, entry, known) }];
  };
}

function questionFields(entry: ReadEntry['fields']): ReadEntry['fields'] {
  const service = String(entry.service);
  const isTalk = service.startsWith('smalltalk.');
  return { ...entry, service: isTalk ? 'smalltalk' : service, aspect: entry.aspect ?? 'whole' };
}

function caseFields(type: string, at: number, entry: ReadEntry['fields'], known: KnownCase): ReadEntry['fields'] {
  const { kind, department, missed, openedAt } = known;
  const read = { ...entry, kind, department };
  const deadline = String(entry.deadline);
  if (type === 'case.overdue') {
    missed.add(deadline);
    return { ...read, outcome: 'missed' };
  }
  if (type !== 'case.deadline-met') return read;
  return {
    ...read,
    outcome: missed.has(deadline) ? 'late' : 'kept',
    time: timeGroup(at - openedAt),
    working: workingGroup(entry.workingHours),
  };
}

function timeGroup(milliseconds: number): string {
  return groupOf(timeGroups, milliseconds / 3_600_000);
}

/** The hours are whole ones that have passed: 0 is less than one. Entries of older versions do not tell them. */
function workingGroup(hours: unknown): string {
  return typeof hours === 'number' ? groupOf(workingGroups, hours + 1) : 'untold';
}

function groupOf(groups: readonly number[], hours: number): string {
  const group = groups.find((most) => hours <= most);
  return group === undefined ? 'more' : String(group);
}

const textOr = (value: unknown) => (typeof value === 'string' ? value : null);
