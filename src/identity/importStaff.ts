import { type Agent, type AgentId, type StaffRole, staffRoles } from '../core/model/agent.ts';
import { CodedError } from '../core/model/errors.ts';
import { type Locale, locales } from '../core/model/locale.ts';

/** Most people in one file: each may be sent an e-mail while somebody waits. */
export const maxImportLines = 200;

/** The names that people use for roles, departments and languages, in lower case, with what they mean. */
export interface StaffVocabulary {
  readonly roles: ReadonlyMap<string, StaffRole>;
  readonly departments: ReadonlyMap<string, string>;
  readonly locales: ReadonlyMap<string, Locale>;
}

/** The columns of a file. */
export const importColumns = ['name', 'email', 'roles', 'departments', 'languages'] as const;

type ImportColumn = (typeof importColumns)[number];

/** What a cell has wrong: it is missing, is no valid value, or repeats a line above. */
interface StaffImportProblem {
  readonly column: ImportColumn;
  readonly kind: 'missing' | 'unknown' | 'repeated' | 'too-long';
  /** The value that is wrong, cut to some characters. */
  readonly value: string;
}

type Person = Pick<Agent, 'name' | 'roles' | 'departments' | 'locales'>;

/** What an import does with one line. */
export interface StaffImportLine {
  /** As a spreadsheet numbers it: the headings are row 1. */
  readonly row: number;
  readonly email: string;
  readonly outcome: 'invite' | 'change' | 'same' | 'wrong';
  /** Null where the line is wrong. */
  readonly person: Person | null;
  /** Who is listed with this address; null: nobody. */
  readonly agent: AgentId | null;
  /** What would change of somebody who is listed. */
  readonly changes: readonly (keyof Person)[];
  readonly problems: readonly StaffImportProblem[];
}

/** What became of one line. */
export interface StaffImportResult {
  readonly row: number;
  readonly done: 'invited' | 'changed' | 'nothing' | 'failed';
  /** Code of the error; null: there was none. */
  readonly code: string | null;
  /** The link of an invitation that was not e-mailed; null: it was, or there is none. */
  readonly link: string | null;
}

/** How each column may be called, in lower case and without accents. */
const headings: Readonly<Record<ImportColumn, readonly string[]>> = {
  name: ['name', 'nom', 'nombre', 'nom i cognoms', 'nombre y apellidos'],
  email: ['email', 'e-mail', 'mail', 'correu', 'correu electronic', 'correo', 'correo electronico'],
  roles: ['role', 'roles', 'rol', 'rols', 'que pot fer', 'que puede hacer'],
  departments: ['department', 'departments', 'departament', 'departaments', 'departamento', 'departamentos'],
  languages: ['language', 'languages', 'llengua', 'llengues', 'lengua', 'lenguas', 'idioma', 'idiomas'],
};

const maxShown = 60;
const maxLength = { name: 120, email: 254 };
/** The usual form of an address: the e-mail that is sent to it tells whether it exists. */
const address = /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/;

const plain = (text: string) => text.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/**
 * Says for each line of a table what importing it would do; its first line names the columns, in any order.
 * @throws {CodedError} `input.invalid` when it is no such table
 */
export function planImport(
  cells: readonly (readonly string[])[],
  listed: readonly Agent[],
  vocabulary: StaffVocabulary,
): readonly StaffImportLine[] {
  const [first = [], ...lines] = cells;
  const names = first.map(plain);
  const columns = new Map(
    importColumns.map((each) => [each, names.findIndex((name) => headings[each].includes(name))]),
  );
  const missing = (['name', 'email', 'roles'] as const).filter((each) => (columns.get(each) ?? -1) < 0);
  if (missing.length > 0) {
    throw new CodedError(
      'input.invalid',
      `The first line must name the columns. These are missing: ${missing.join(', ')}.`,
    );
  }
  const numbered = lines
    .map((line, index) => ({ row: index + 2, line }))
    .filter(({ line }) => line.some((cell) => cell.trim() !== ''));
  if (numbered.length > maxImportLines) {
    throw new CodedError(
      'input.invalid',
      `The file has more than ${maxImportLines} lines: import it in several files.`,
    );
  }
  const known = new Map(listed.map((agent) => [agent.email, agent]));
  const seen = new Set<string>();
  return numbered.map(({ row, line }) => {
    const cell = (column: ImportColumn) => (line[columns.get(column) ?? -1] ?? '').trim();
    const email = cell('email').toLowerCase();
    const { person, problems } = readPerson(cell, vocabulary, { isRepeated: seen.has(email) });
    seen.add(email);
    const agent = known.get(email) ?? null;
    if (problems.length > 0) return { row, email, outcome: 'wrong', person: null, agent: null, changes: [], problems };
    if (agent === null) return { row, email, outcome: 'invite', person, agent: null, changes: [], problems };
    const changes = (['name', 'roles', 'departments', 'locales'] as const).filter(
      (field) => !isSame(agent[field], person[field]),
    );
    return { row, email, outcome: changes.length > 0 ? 'change' : 'same', person, agent: agent.id, changes, problems };
  });
}

function isSame(a: string | readonly string[], b: string | readonly string[]): boolean {
  const inOrder = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : value.toSorted());
  return inOrder(a).join('\n') === inOrder(b).join('\n');
}

function readPerson(
  cell: (column: ImportColumn) => string,
  vocabulary: StaffVocabulary,
  { isRepeated }: { readonly isRepeated: boolean },
): { person: Person; problems: readonly StaffImportProblem[] } {
  const problems: StaffImportProblem[] = [];
  const wrong = (column: ImportColumn, kind: StaffImportProblem['kind'], value: string) =>
    void problems.push({ column, kind, value: value.slice(0, maxShown) });
  for (const column of ['name', 'email'] as const) {
    if (cell(column) === '') wrong(column, 'missing', '');
    else if (cell(column).length > maxLength[column]) wrong(column, 'too-long', cell(column));
  }
  if (cell('email') !== '' && !address.test(cell('email'))) wrong('email', 'unknown', cell('email'));
  if (cell('email') !== '' && isRepeated) wrong('email', 'repeated', cell('email'));

  function valuesOf<T extends string>(column: ImportColumn, meanings: ReadonlyMap<string, T>): readonly T[] {
    const found = new Set<T>();
    for (const each of cell(column).split(/[,;|/]/)) {
      if (each.trim() === '') continue;
      const meaning = meanings.get(each.trim().toLowerCase()) ?? meanings.get(plain(each));
      if (meaning === undefined) wrong(column, 'unknown', each.trim());
      else found.add(meaning);
    }
    return [...found];
  }

  const roles = valuesOf('roles', vocabulary.roles);
  if (roles.length === 0 && !problems.some(({ column }) => column === 'roles')) wrong('roles', 'missing', '');
  const departments = valuesOf('departments', vocabulary.departments);
  const spoken = valuesOf('languages', vocabulary.locales);
  return {
    person: {
      name: cell('name'),
      roles: staffRoles.filter((role) => roles.includes(role)),
      departments,
      locales: spoken.length > 0 ? spoken : locales.slice(0, 1),
    },
    problems,
  };
}
