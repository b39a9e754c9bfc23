import { casesOfEvent } from '../../core/cases/caseTurns.ts';
import { dueOf } from '../../core/cases/deadlines.ts';
import type { StaffDirectory } from '../../core/model/agent.ts';
import type { CaseCode, CaseState } from '../../core/model/case.ts';
import type { Commit, SealedContent } from '../../core/model/commit.ts';
import type { CaseEvent } from '../../core/model/event.ts';
import type { Locale } from '../../core/model/locale.ts';
import { notKeptIn, textOf } from '../../core/model/message.ts';
import { internalNoteOf } from '../../core/model/staffCommand.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import type { EmailDepartmentNames } from '../email/emailSender.ts';
import { showDeadline } from '../email/emailText.ts';
import { stringsIn } from '../strings.ts';

/** Maximum number of characters of one message that are shown; the console shows all. */
const maxCharacters = 3_000;

export interface CaseMessageDeps {
  readonly directory: Pick<StaffDirectory, 'find'>;
  readonly departments: () => readonly EmailDepartmentNames[];
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  /** Public address of the service, without a trailing slash. */
  readonly publicUrl: string;
}

/** Title and first message of a case's thread. */
export function introduce(
  { departments, timeZone, publicUrl }: CaseMessageDeps,
  caseState: CaseState,
  locale: Locale,
): { title: string; text: string } {
  const { inbox } = stringsIn(locale);
  const { code, department: id, priority } = caseState;
  const due = dueOf(caseState);
  const values = {
    code,
    department: departments().find((each) => each.id === id)?.name[locale] ?? id,
    due: due === null ? '' : showDeadline(due, locale, timeZone()),
    link: `${publicUrl}/console/cas/${encodeURIComponent(code)}`,
  };
  const lines = [
    ...(priority === 'urgent' ? [inbox.urgent] : []),
    interpolate(inbox.opened, values),
    ...(due === null ? [] : [interpolate(inbox.due, values)]),
    interpolate(inbox.look, values),
  ];
  return { title: interpolate(inbox.title, values), text: lines.join('\n') };
}

/** The messages that a commit adds to the thread of a case. `isOwn`: the commit came from the thread itself. */
export async function messagesFor(
  deps: CaseMessageDeps,
  about: {
    commit: Commit;
    /** Null when it was erased or its key is lost. */
    content: SealedContent | null;
    lost: boolean;
    code: CaseCode;
    isOwn: boolean;
    /** Whether the case still belongs to this inbox: otherwise only its departure is reported. */
    isHere: boolean;
    locale: Locale;
  },
): Promise<readonly string[]> {
  const { commit, content, lost, code, isOwn, isHere, locale } = about;
  const { inbox } = stringsIn(locale);
  const unreadable = lost ? inbox.lost : inbox.erased;
  const isMessage = commit.events.some(({ type }) => type === 'message.received');
  const said = content === null ? (isMessage && isHere ? [unreadable] : []) : ofCitizen(content, locale);
  if (isOwn) return said;
  const own = commit.events.filter(
    (event): event is CaseEvent =>
      'case' in event && casesOfEvent(event).includes(code) && (isHere || event.type === 'case.assigned'),
  );
  const texts = await Promise.all(
    own.map((event) => ofEvent(deps, event, { commit, content: isHere ? content : null, unreadable, locale })),
  );
  return [...said, ...texts.filter((text) => text !== null)];
}

function ofCitizen({ inbound }: SealedContent, locale: Locale): readonly string[] {
  if (inbound === null) return [];
  const { inbox } = stringsIn(locale);
  const counted = (text: string, { length }: readonly unknown[]) =>
    length === 0 ? '' : interpolate(text, { n: String(length) });
  const files = counted(inbox.files, inbound.content.kind === 'files' ? inbound.content.files : []);
  const notKept = counted(inbox.notKept, notKeptIn(inbound.content));
  const text = [shorten(textOf(inbound)), files, notKept].filter((each) => each.trim() !== '').join(' ');
  return text === '' ? [] : [interpolate(inbox.citizen, { text })];
}

async function ofEvent(
  { directory, departments }: CaseMessageDeps,
  event: CaseEvent,
  about: { commit: Commit; content: SealedContent | null; unreadable: string; locale: Locale },
): Promise<string | null> {
  const { commit, content, unreadable, locale } = about;
  const { inbox } = stringsIn(locale);
  const nameOf = async (id: string | null) => {
    const agent = id === null ? null : await directory.find(commit.tenant, id);
    return agent?.name ?? inbox.someone;
  };
  const command = content?.command;
  const internal = command === undefined ? null : internalNoteOf(command);
  const note = internal === null ? null : shorten(internal);
  /** With what was written for colleagues beside it. */
  const withNote = async (text: string, by: string | null) =>
    note === null ? text : `${text}\n${interpolate(inbox.noted, { agent: await nameOf(by), text: note })}`;
  switch (event.type) {
    case 'case.replied':
    case 'case.entry-given': {
      const strings =
        command?.kind === 'reply' ? command.text : (content?.outbound.map(({ text }) => text).join('\n\n') ?? null);
      return interpolate(inbox.said, {
        agent: await nameOf(event.by),
        text: strings === null ? unreadable : shorten(strings),
      });
    }
    case 'case.noted': {
      return interpolate(inbox.noted, { agent: await nameOf(event.by), text: note ?? unreadable });
    }
    case 'case.taken':
      return withNote(interpolate(inbox.taken, { agent: await nameOf(event.by) }), event.by);
    case 'case.handed-back':
      return interpolate(inbox.back, { agent: await nameOf(event.by) });
    case 'case.assigned': {
      const department = departments().find(({ id }) => id === event.department)?.name[locale] ?? event.department;
      const to = event.agent === null ? department : `${await nameOf(event.agent)} (${department})`;
      return withNote(interpolate(inbox.assigned, { to }), event.by);
    }
    case 'case.glass-broken':
      return interpolate(inbox.glass, { agent: await nameOf(event.by) });
    case 'case.breached':
      return inbox.breached;
    case 'case.closed':
      return inbox.closed;
    case 'case.reopened':
      return inbox.reopened;
    default:
      return null;
  }
}

function shorten(text: string): string {
  const emails = Array.from(text.trim());
  return emails.length <= maxCharacters ? emails.join('') : `${emails.slice(0, maxCharacters).join('')}…`;
}
