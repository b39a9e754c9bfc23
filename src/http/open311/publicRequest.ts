import { hideKeys } from '../../core/cases/caseLinks.ts';
import { promised } from '../../core/cases/deadlines.ts';
import type { Commit, SealedContent } from '../../core/model/commit.ts';
import { isLocale, type Locale } from '../../core/model/locale.ts';
import { maskPersonalData } from '../../core/model/maskPersonalData.ts';
import { type SlotValue, textOf } from '../../core/model/message.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { Service } from './services.ts';
import { w3cTime } from './time.ts';
import type { Wire } from './wire.ts';

/** Letters of the first line that serves as a title. */
const titleLength = 80;

/** What anybody may read of a request, and how to read it. */
export interface PublicRequestDeps {
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly timeZone: () => string;
  readonly departmentName: (id: string, locale: Locale) => string;
}

/** A request on the wire, with where it is if that is public. */
export interface ShownRequest {
  readonly wire: Wire;
  readonly position: SlotValue['position'] | null;
}

/** The words that were published. All are empty where nothing was, or where it was erased. */
interface PublishedWords {
  readonly description: string | null;
  readonly address: string | null;
  readonly position: NonNullable<SlotValue['position']> | null;
  readonly media: readonly string[];
  readonly note: string | null;
}

/** A request as anybody may read it: never who it is from, and its words only where they were published. */
export async function requestOnWire(
  deps: PublicRequestDeps,
  row: CaseRow,
  service: Service | undefined,
  locale: Locale,
): Promise<ShownRequest> {
  const { case: caseState } = row;
  const { description, address, position, media, note } = await wordsOf(deps, row);
  const time = (at: number | null) => (at === null ? null : w3cTime(at, deps.timeZone()));
  const wire = {
    service_request_id: caseState.code,
    status: caseState.status === 'closed' ? 'closed' : 'open',
    status_notes: note,
    service_name: service?.definition.title[locale] ?? null,
    service_code: caseState.filed?.service ?? null,
    title: description === null ? null : titleIn(description),
    description,
    agency_responsible: deps.departmentName(caseState.department, locale),
    service_notice: null,
    requested_datetime: time(caseState.openedAt),
    updated_datetime: time(caseState.closed?.at ?? row.changedAt),
    expected_datetime: time(promised(caseState)?.dueAt ?? null),
    address,
    address_id: null,
    zipcode: null,
    lat: position?.latitude ?? null,
    long: position?.longitude ?? null,
    media_url: media.length > 1 ? media : (media[0] ?? null),
    lang: isLocale(caseState.locale) ? caseState.locale : null,
  };
  return { wire, position };
}

async function wordsOf(
  deps: PublicRequestDeps,
  { conversation, case: caseState, ...row }: CaseRow,
): Promise<PublishedWords> {
  const { published, publicNotes = [], openedBy } = caseState;
  // What the person wants only to be kept is not shown either.
  if (row.isRestricted === true) return { description: null, address: null, position: null, media: [], note: null };
  const contents = new Map<number, Promise<SealedContent | null>>();
  const open = (revision: number) => {
    const known = contents.get(revision) ?? sealedContentOf(deps, conversation, revision);
    contents.set(revision, known);
    return known;
  };
  const newest = publicNotes.at(-1);
  const note = newest === undefined ? null : noteIn(await open(newest));
  if (published === undefined || published === null) {
    return { description: null, address: null, position: null, media: [], note };
  }
  const filed = published.place || published.media ? ((await open(openedBy))?.inbound?.report ?? null) : null;
  const place = published.place ? (filed?.place ?? null) : null;
  return {
    description: published.description ? descriptionIn(await open(published.revision)) : null,
    address: place === null ? null : masked(place.text),
    position: place?.position ?? null,
    media: published.media ? (filed?.media ?? []).map(hideKeys) : [],
    note,
  };
}

/** As staff published it; by a rule, as it was filed, without identifiers. */
export function descriptionIn(content: SealedContent | null): string | null {
  if (content === null) return null;
  if (content.command?.kind === 'publish') return hideKeys(content.command.text);
  return masked(textOf(content.inbound));
}

/** What a person wrote and staff did not, without identifiers and the keys of links. */
function masked(text: string): string {
  return maskPersonalData(hideKeys(text), () => '[…]').text;
}

/** The text of a public note; null: the commit has none, or it was erased. */
export function noteIn(content: SealedContent | null): string | null {
  return content?.command?.kind === 'publish-note' ? hideKeys(content.command.text) : null;
}

/** What is sealed with one commit of a conversation; null: nothing is, or it was erased. */
export async function sealedContentOf(
  { journal, sealer }: Pick<PublicRequestDeps, 'journal' | 'sealer'>,
  conversation: string,
  revision: number,
): Promise<SealedContent | null> {
  const [commit]: readonly Commit[] = await journal.read(conversation, revision - 1, 1);
  return commit?.revision === revision ? sealer.open(commit) : null;
}

function titleIn(description: string): string {
  const [line = ''] = description.split('\n');
  return line.length <= titleLength ? line : `${line.slice(0, titleLength - 1)}…`;
}
