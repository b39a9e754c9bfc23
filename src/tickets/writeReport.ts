import { hideKeys } from '../core/cases/caseLinks.ts';
import type { FlowVersions } from '../core/journal/flowVersions.ts';
import type { CaseState } from '../core/model/case.ts';
import type { Commit, SealedContent } from '../core/model/commit.ts';
import type { Collected, FlowDefinition } from '../core/model/flow.ts';
import { maskPersonalData } from '../core/model/maskPersonalData.ts';
import { type FileRef, type ReportContact, type SlotValue, textOf } from '../core/model/message.ts';
import type { CaseRow } from '../core/ports/caseIndex.ts';
import type { FileStore } from '../core/ports/files.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import { stripMetadata } from './stripMetadata.ts';
import type { TicketReport } from './ticketClient.ts';
import type { SharedField, TicketRule, TicketSystem } from './ticketSystem.ts';

/** Most photos of one case. */
export const mostPhotos = 5;
/** Longest description: what many systems take. */
const longestDescription = 4_000;
const longestAddress = 300;
const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

export interface WriteReportDeps {
  readonly tenant: string;
  readonly journal: Pick<Journal, 'read'>;
  /** Opens nothing of a conversation that is only kept. */
  readonly sealer: Pick<Sealer, 'open'>;
  readonly flowOf: FlowVersions['find'];
  readonly files: Pick<FileStore, 'open'>;
}

/** What a case tells, before it is decided what of it is shared. */
interface Reported {
  readonly words: string;
  /** Other answers, a line each. */
  readonly answers: readonly string[];
  readonly values: Readonly<Record<string, SlotValue>>;
  readonly place: SlotValue | null;
  readonly photos: readonly FileRef[];
  /** Addresses of pictures elsewhere. */
  readonly media: readonly string[];
  readonly contact: ReportContact;
}

/** By this the case is found again in the ticket system. */
export const ticketReference = (code: string): string => `Ref. ${code}`;

/** Writes what a ticket system is told of a case, and nothing that the council does not share. Null: nothing is left of it. */
export async function writeReport(
  deps: WriteReportDeps,
  row: CaseRow,
  system: TicketSystem,
  rule: TicketRule,
): Promise<TicketReport | null> {
  const reported = await reportedIn(deps, row);
  if (reported === null) return null;
  const { conversation, case: caseState } = row;
  const shares = (field: SharedField) => system.share.includes(field);
  const fields: [string, string][] = [['service_code', rule.service]];
  const { place, contact } = reported;
  if (place !== null && shares('place')) {
    const { position, text } = place;
    if (position !== undefined) fields.push(['lat', String(position.latitude)], ['long', String(position.longitude)]);
    if (text !== '')
      fields.push(['address_string', clean(text, { sharesContact: shares('contact') }).slice(0, longestAddress)]);
  }
  const description = [
    ...(shares('description') && reported.words !== '' ? [reported.words] : []),
    ...(shares('answers') ? reported.answers : []),
    ticketReference(caseState.code),
  ].join('\n');
  fields.push(['description', clean(description, { sharesContact: shares('contact') })]);
  for (const [code, slot] of Object.entries(rule.attributes)) {
    const value = reported.values[slot]?.value ?? '';
    if (value !== '') fields.push([`attribute[${code}]`, clean(value, { sharesContact: shares('contact') })]);
  }
  if (shares('photos')) for (const url of reported.media) fields.push(['media_url', hideKeys(url)]);
  if (shares('contact')) fields.push(...contactFields(contact));
  const photos = shares('photos') ? reported.photos.slice(0, mostPhotos) : [];
  const files = await Promise.all(
    photos.map(async ({ id, type }, at) => ({
      // Their own names may tell of people.
      name: photoName(at, type),
      type,
      bytes: await deps.files.open(conversation, id),
    })),
  );
  return {
    fields,
    files: files.flatMap(({ bytes, ...file }) => (bytes === null ? [] : [{ ...file, bytes: stripMetadata(bytes) }])),
  };
}

export const photoName = (at: number, type: string): string => `photo-${at + 1}.${endings[type] ?? 'bin'}`;

/** Without keys of links; without identifiers where the council shares no contacts. */
export function clean(text: string, { sharesContact }: { readonly sharesContact: boolean }): string {
  const hidden = hideKeys(text);
  const shown = sharesContact ? hidden : maskPersonalData(hidden, () => '[…]').text;
  if (shown.length <= longestDescription) return shown;
  // The reference at the end is kept.
  const end = shown.slice(shown.lastIndexOf('\n') + 1).slice(-100);
  return `${shown.slice(0, longestDescription - end.length - 2)}…\n${end}`;
}

function contactFields({ name, email, phone }: ReportContact): [string, string][] {
  const [first = '', ...others] = name.trim().split(/\s+/);
  const all: [string, string][] = [
    ['first_name', first],
    ['last_name', others.join(' ')],
    ['email', email],
    ['phone', phone],
  ];
  return all.filter(([, value]) => value !== '');
}

async function reportedIn(deps: WriteReportDeps, row: CaseRow): Promise<Reported | null> {
  const { case: caseState } = row;
  const open = (revision: number) => contentOf(deps, row, revision);
  const opening = await open(caseState.openedBy);
  const report = opening?.inbound?.report;
  const flows = await Promise.all(
    (caseState.collected ?? []).map(async ({ revision }) => flowIn(deps, (await open(revision))?.collected, caseState)),
  );
  const collected = flows.filter((each) => each !== null);
  // What the case is about, as lists show it; it is gone where the person was erased, or is only kept.
  const said = collected.flatMap(({ definition, slots }) => texts(definition, slots));
  const words = report !== undefined ? textOf(opening?.inbound ?? null) : said.length > 0 ? said.join('\n') : row.text;
  // A photo alone is something, too.
  if (words.trim() === '' && opening === null && collected.length === 0) return null;
  const values = Object.assign({}, report?.slots, ...collected.map(({ slots }) => slots)) as Reported['values'];
  const ofType = (type: string) =>
    collected.flatMap(({ definition, slots }) =>
      definition.slots.flatMap((slot) => (slot.type === type ? (slots[slot.id] ?? []) : [])),
    );
  const sent = opening?.inbound?.content;
  const photos = [...ofType('photo').flatMap(({ files = [] }) => files), ...(sent?.kind === 'files' ? sent.files : [])];
  return {
    words,
    answers: collected.flatMap(({ definition, slots }) => answersIn(definition, slots, caseState.locale)),
    values,
    place: report?.place ?? ofType('place').at(-1) ?? null,
    photos: photos.filter(
      ({ type, id }, at) => type.startsWith('image/') && photos.findIndex((p) => p.id === id) === at,
    ),
    media: report?.media ?? [],
    contact: report?.contact ?? {
      name: '',
      email: ofType('email').at(-1)?.value ?? '',
      phone: ofType('phone').at(-1)?.value ?? '',
    },
  };
}

async function contentOf(
  { journal, sealer }: WriteReportDeps,
  { conversation }: CaseRow,
  revision: number,
): Promise<SealedContent | null> {
  const [commit]: readonly Commit[] = await journal.read(conversation, revision - 1, 1);
  return commit?.revision === revision ? sealer.open(commit) : null;
}

type Flow = { readonly definition: FlowDefinition; readonly slots: Collected['slots'] };

async function flowIn(
  { tenant, flowOf }: WriteReportDeps,
  collected: Collected | undefined,
  { code }: CaseState,
): Promise<Flow | null> {
  if (collected?.case !== code) return null;
  const definition = await flowOf(tenant, collected.flow, collected.version);
  return definition === null ? null : { definition, slots: collected.slots };
}

function texts({ slots: asked }: FlowDefinition, slots: Collected['slots']): readonly string[] {
  return asked.flatMap(({ id, type }) => {
    const text = slots[id]?.text.trim() ?? '';
    return type === 'text' && text !== '' ? [text] : [];
  });
}

/** Answers that have no field of their own, as staff read them. */
function answersIn(
  definition: FlowDefinition,
  slots: Collected['slots'],
  locale: CaseState['locale'],
): readonly string[] {
  return definition.slots.flatMap(({ id, type, title, options }) => {
    const value = slots[id];
    if (value === undefined || !['choice', 'consent', 'date', 'time', 'number'].includes(type)) return [];
    const option = options.find((each) => each.id === value.value)?.title[locale];
    return [`${title[locale]}: ${option ?? value.text}`];
  });
}
