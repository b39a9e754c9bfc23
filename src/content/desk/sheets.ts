import { setImmediate } from 'node:timers/promises';
import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { locales } from '../../core/model/locale.ts';
import type { ContentRecord, DocumentId } from '../../core/model/records.ts';
import { mergeTexts } from '../documents/mergeTexts.ts';
import { entryOf, fileOf } from '../documents/split.ts';
import type { Tree } from '../documents/tree.ts';
import { type NumberedRow, quoted, type RowProblem, refusedRows, type SheetRow } from '../sheets/row.ts';
import { type Slot, slotKey, slotsOf } from '../sheets/slots.ts';
import { draftIn } from './decideContent.ts';
import type { DeskDeps } from './deps.ts';
import { editAt } from './editEntry.ts';
import { editTexts, type TextChange } from './editTexts.ts';
import { readFields } from './entryFields.ts';

import { headOf } from './resolve.ts';
import type { ImportOutcome } from './views.ts';

/** The texts of a content as rows. */
export interface Sheet {
  readonly rows: readonly SheetRow[];
  /** Documents of the FAQ whose texts are not in it, because they cannot be read as entries. */
  readonly left: readonly DocumentId[];
}

type SheetDeps = Pick<DeskDeps, 'log' | 'trees'>;

/** All texts of the FAQ in a tree, a row a text and language. */
export async function sheetOf({ trees }: Pick<SheetDeps, 'trees'>, tree: Tree): Promise<Sheet> {
  const rows: SheetRow[] = [];
  const left: DocumentId[] = [];
  const split = new Set(
    tree.filter(({ document }) => entryOf(document) !== null).map(({ document }) => fileOf(document)),
  );
  for (const { document, version } of tree) {
    // Messages are answered meanwhile.
    await setImmediate();
    const entry = entryOf(document);
    if (entry === null) {
      if (document.startsWith('faq/') && !split.has(document)) left.push(document);
      continue;
    }
    const fields = readFields(await trees.text(version));
    if (fields?.id !== entry) left.push(document);
    else for (const slot of slotsOf(fields)) rows.push(rowOf(entry, version, slot));
  }
  return { rows, left };
}

function rowOf(entry: string, version: string, { field, number, language, text }: Slot): SheetRow {
  return { entry, field, number, language, text: text ?? '', version };
}

/**
 * Makes drafts of the texts that rows say otherwise; all else of an entry stays. A row holds the version that it was
 * exported from: what others changed since is kept, and where they changed the same lines the entry is left to them.
 * Rows without a version are compared with what is newest, and leave alone what somebody has a draft of.
 * @throws {CodedError} `input.invalid`, with the number of each wrong row: then there is no draft at all
 */
export async function importSheet(
  { log, trees }: SheetDeps,
  rows: readonly NumberedRow[],
  by: AgentId,
): Promise<ImportOutcome> {
  const state = await log.state();
  const live = await trees.get(state.live.tree);
  const documents = documentsOf(state, live);
  const problems: RowProblem[] = [];
  const ready: { readonly document: DocumentId; readonly text: string }[] = [];
  const skipped: DocumentId[] = [];

  for (const [entry, own] of Map.groupBy(rows, (row) => row.entry)) {
    await setImmediate();
    const found = documents.get(entry);
    const [first] = own;
    if (first === undefined) continue;
    const document = found?.[0];
    if (document === undefined || found === undefined || found.length > 1) {
      const message =
        document === undefined
          ? `there is no entry ${quoted(entry)}: correct its id, or begin the entry in the console first`
          : `two files have an entry ${quoted(entry)}: give one of them another id first`;
      problems.push({ row: first.row, message });
      continue;
    }
    const head = headOf(state, live, document);
    const version = versionOf(own, head.version);
    if (typeof version !== 'string') {
      if (version === null) skipped.push(document);
      else problems.push(version);
      continue;
    }
    const base = await trees.text(version).catch(() => '');
    const fields = base === '' ? null : readFields(base);
    if (fields?.id !== entry) {
      const advice = 'empty the cells of the column version of this entry, or export it again';
      problems.push({ row: first.row, message: `${quoted(entry)} cannot be compared with its version: ${advice}` });
      continue;
    }
    const { changes, wrong } = readChanges(own, slotsOf(fields), fields);
    problems.push(...wrong);
    if (wrong.length > 0 || changes.length === 0) continue;
    const edited = changes.reduce((text, change) => change(text), base);
    const isBlind = own.every((row) => row.version === '') && draftIn(state, document) !== undefined;
    const current = head.version === null ? null : await trees.text(head.version);
    const merged = current === null || isBlind ? null : mergeTexts(base, edited, current);
    if (merged === null || merged.isConflict || readFields(merged.text)?.id !== entry) skipped.push(document);
    else if (merged.text !== current) ready.push({ document, text: merged.text });
  }
  if (problems.length > 0) throw refusedRows(problems.sort((a, b) => a.row - b.row));

  const drafted: DocumentId[] = [];
  const versions = await Promise.all(ready.map(({ text }) => trees.putText(text)));
  for (const [index, { document }] of ready.entries()) {
    const { version: seen, base } = headOf(state, live, document);
    const version = versions[index] ?? null;
    try {
      await log.take({ type: 'draft', document, onto: state.live.tree, seen, base, version, by });
      drafted.push(document);
    } catch (error) {
      // Somebody saved it this very moment.
      if (!(error instanceof CodedError) || error.code !== 'content.moved') throw error;
      skipped.push(document);
    }
  }
  return { drafted, skipped };
}

/** Documents by the id of their entry: those that are live, proposed or drafted. */
function documentsOf(state: ContentRecord, live: Tree): ReadonlyMap<string, readonly DocumentId[]> {
  const proposed = state.proposals.flatMap(({ changes }) => changes);
  const all = new Set([...live, ...proposed, ...state.drafts].map(({ document }) => document));
  const entries = [...all].flatMap((document) => {
    const entry = entryOf(document);
    return entry === null ? [] : [{ entry, document }];
  });
  const grouped = Map.groupBy(entries, ({ entry }) => entry);
  return new Map([...grouped].map(([entry, own]) => [entry, own.map(({ document }) => document)]));
}

/** The version that the rows of an entry come from; null: the newest one, which is gone. */
function versionOf(rows: readonly NumberedRow[], newest: string | null): string | null | RowProblem {
  const given = rows.filter(({ version }) => version !== '');
  const [first] = given;
  if (first === undefined) return newest;
  const other = given.find(({ version }) => version !== first.version);
  if (other === undefined && /^[0-9a-f]{64}$/.test(first.version)) return first.version;
  const message = 'the column version was changed: empty its cells in all rows of this entry, or export it again';
  return { row: (other ?? first).row, message };
}

type Change = (text: string) => string;

/** What rows change in an entry, and what is wrong with them. */
function readChanges(rows: readonly NumberedRow[], slots: readonly Slot[], fields: object) {
  const byKey = new Map(slots.map((slot) => [slotKey(slot), slot]));
  const seen = new Map<string, number>();
  const wrong: RowProblem[] = [];
  const inPlace: TextChange[] = [];
  const added: TextChange[] = [];
  /** New questions by the path of their list. */
  const lists = new Map<string, { readonly path: readonly (string | number)[]; readonly texts: string[] }>();

  for (const row of rows) {
    const key = slotKey(row);
    const twice = seen.get(key);
    seen.set(key, row.row);
    const refuse = (message: string) => wrong.push({ row: row.row, message });
    if (!locales.some((locale) => locale === row.language)) {
      refuse(`${quoted(row.language)} is not a language: write ${locales.join(', ')}`);
      continue;
    }
    if (twice !== undefined) {
      refuse(`says the same text as row ${twice}: leave one of them`);
      continue;
    }
    const slot = byKey.get(key);
    const list = slot === undefined ? listFor(row, slots) : null;
    if (slot === undefined && list === null) {
      refuse(unknownField(row, slots));
      continue;
    }
    const before = slot?.text ?? null;
    const text = row.text.replaceAll('\r\n', '\n').trim();
    // A text means the same without the space around it. Half a character becomes a mark in any file.
    if ((before ?? '').toWellFormed().replaceAll('\r\n', '\n').trim() === text) continue;
    const schema = slot?.schema ?? slots.find(({ field }) => field === row.field)?.schema;
    const checked = schema?.safeParse(text);
    if (text === '' || checked?.success === false) {
      const message = checked?.success === false ? checked.error.issues[0]?.message : undefined;
      refuse(`the text ${text === '' ? 'is empty: write it, or remove the row to keep the old one' : message}`);
      continue;
    }
    const value = before?.endsWith('\n') ? `${text}\n` : text;
    if (slot !== undefined) (before === null ? added : inPlace).push({ path: slot.path, value });
    else if (list !== null) {
      const name = list.join('/');
      const kept = lists.get(name) ?? { path: list, texts: [] };
      lists.set(name, kept);
      const next = slots.filter((each) => each.field === row.field && each.language === row.language).length + 1;
      if (Number(row.number) === next + kept.texts.length) kept.texts.push(text);
      else refuse(`${quoted(row.number)} is no number of a question here: a new one gets ${next + kept.texts.length}`);
    }
  }
  const changes: Change[] = [];
  if (inPlace.length > 0) changes.push((text) => editTexts(text, inPlace));
  for (const { path, value } of added) changes.push((text) => editAt(text, path, value));
  for (const { path, texts } of lists.values()) {
    changes.push((text) => {
      const now: unknown = path.reduce<unknown>(
        (at, key) => (at as Record<string, unknown> | undefined)?.[key],
        readFields(text) ?? fields,
      );
      return editAt(text, path, [...(Array.isArray(now) ? now : []), ...texts]);
    });
  }
  return { changes, wrong };
}

/** The path of the list that a new question goes to; null where the field has none. */
function listFor(row: NumberedRow, slots: readonly Slot[]): readonly (string | number)[] | null {
  const sibling = slots.find(({ field, number }) => field === row.field && number !== '');
  return sibling === undefined ? null : [...sibling.path.slice(0, -2), row.language];
}

function unknownField(row: NumberedRow, slots: readonly Slot[]): string {
  const known = [...new Set(slots.map(({ field }) => field))];
  if (known.includes(row.field)) return `${row.field} has no number: empty the cell ${quoted(row.number)}`;
  return `${row.entry} has no field ${quoted(row.field)}: write one of ${known.join(', ')}`;
}
