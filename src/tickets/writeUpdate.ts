import { casesOfEvent } from '../core/cases/caseTurns.ts';
import type { Commit, SealedContent } from '../core/model/commit.ts';
import { type FileRef, textOf } from '../core/model/message.ts';
import type { CaseRow } from '../core/ports/caseIndex.ts';
import { stripMetadata } from './stripMetadata.ts';
import type { TicketReport } from './ticketClient.ts';
import type { TicketSystem } from './ticketSystem.ts';
import { clean, mostPhotos, photoName, type WriteReportDeps } from './writeReport.ts';

/** Longest text of one update; what is longer goes with the next one. */
const longestText = 3_500;
const page = 200;

/** Something that the person said of a case after it was sent. */
interface Later {
  readonly at: number;
  readonly text: string;
  readonly photos: readonly { readonly conversation: string; readonly file: FileRef }[];
}

/** An update as the ticket system gets it: `until`, when the last of what is in it was said. Null: nothing of it is shared. */
interface TicketUpdate {
  readonly until: number;
  readonly report: TicketReport | null;
}

/** Writes what the person said of a case after one time and up to another, as much of it as fits. */
export async function writeUpdate(
  deps: WriteReportDeps,
  row: CaseRow,
  system: TicketSystem,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<TicketUpdate> {
  const said = await saidBetween(deps, row, { from, until });
  const some = fitting(said);
  const last = some.length === said.length ? until : (some.at(-1)?.at ?? until);
  const shares = (field: TicketSystem['share'][number]) => system.share.includes(field);
  const text = shares('description') ? some.map((each) => each.text).filter((each) => each !== '') : [];
  const photos = shares('photos') ? some.flatMap((each) => each.photos).slice(0, mostPhotos) : [];
  const opened = await Promise.all(
    photos.map(async ({ conversation, file }, at) => ({
      name: photoName(at, file.type),
      type: file.type,
      bytes: await deps.files.open(conversation, file.id),
    })),
  );
  const files = opened.flatMap(({ bytes, ...file }) =>
    bytes === null ? [] : [{ ...file, bytes: stripMetadata(bytes) }],
  );
  if (text.length === 0 && files.length === 0) return { until: last, report: null };
  const { code, ticket } = row.case;
  const description = clean(text.join('\n\n'), { sharesContact: shares('contact') });
  const fields: [string, string][] = [
    ['service_request_id', ticket?.number ?? ''],
    // Sent again it has the same one: who knows it takes it once.
    ['update_id', `${code}-${last}`],
    ['updated_datetime', new Date(last).toISOString().replace(/\.\d+Z$/, 'Z')],
    ['status', 'OPEN'],
    ['description', description === '' ? photoWord : description],
  ];
  return { until: last, report: { fields, files } };
}

/** Systems refuse an update without a text. */
const photoWord = '[photo]';

/** The first of them that go into one update: at least one. */
function fitting(said: readonly Later[]): readonly Later[] {
  let length = 0;
  let photos = 0;
  const end = said.findIndex((each, at) => {
    length += each.text.length;
    photos += each.photos.length;
    return at > 0 && (length > longestText || photos > mostPhotos);
  });
  // What is said next is told from a time on: what was said at the same one goes together.
  return end === -1 ? said : said.filter(({ at }, index) => index < end || at === said[end - 1]?.at);
}

async function saidBetween(
  { journal, sealer }: WriteReportDeps,
  { conversation, case: { code, openedBy } }: CaseRow,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<readonly Later[]> {
  const said: Later[] = [];
  for (let after = openedBy; ; ) {
    const commits = await journal.read(conversation, after, page);
    for (const commit of commits) {
      after = commit.revision;
      if (commit.at > until) return said;
      if (commit.at > from && isAddition(commit, code)) said.push(laterIn(commit, await sealer.open(commit)));
    }
    if (commits.length < page) return said;
  }
}

/** Whether a commit holds what the person said of a case, and no more than that. */
function isAddition({ events }: Commit, code: string): boolean {
  return events.some((event) => event.type === 'case.added' && casesOfEvent(event).includes(code));
}

function laterIn({ at, conversation }: Commit, content: SealedContent | null): Later {
  const inbound = content?.inbound ?? content?.addition?.inbound ?? null;
  const said = inbound?.content.kind === 'files' ? inbound.content.files : [];
  const from = content?.inbound == null ? (content?.addition?.from ?? conversation) : conversation;
  const photos = said.filter(({ type }) => type.startsWith('image/')).map((file) => ({ conversation: from, file }));
  return { at, text: textOf(inbound).trim(), photos };
}
