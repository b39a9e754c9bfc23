import type { QuestionCluster } from '../../src/content/unanswered/views.ts';
import type { FileRef } from '../../src/core/model/message.ts';
import { dayIn } from '../../src/core/util/dates.ts';
import type {
  CaseItem,
  CaseTurn,
  CaseView,
  Me,
  PostedCommand,
  QueueCounts,
  SavedView,
  SeenNotification,
  Setting,
} from '../../src/http/api/wire.ts';
import type { AccountStepKind } from '../../src/http/api/wireAccounts.ts';
import type { AttributeCommand, PendingAttribute } from './model/attributes.ts';
import type { Route } from './model/route.ts';
import { createStore } from './observable.ts';

/** The cases that the list shows. */
export type Filter = SavedView['filter'];

/** What narrows a queue, with nothing chosen. */
export const noFilters: Omit<Filter, 'queue' | 'status' | 'order'> = {
  department: '',
  account: '',
  kind: '',
  agent: '',
  priority: '',
  locale: '',
  rating: '',
  days: '',
  since: '',
  until: '',
  search: '',
  label: '',
  due: '',
  first: '',
  resolution: '',
  answered: '',
};

export interface List {
  readonly items: readonly CaseItem[];
  readonly next: string | null;
  readonly total: number;
  readonly loading: 'first' | 'more' | null;
  readonly fault: string | null;
}

/** The case that is open next to the list. */
export interface SelectedCase {
  readonly code: string;
  readonly view: CaseView | null;
  /** While it is printed: the proof that the public log holds it. */
  readonly proof?: string | null;
  readonly turns: readonly CaseTurn[];
  /** Revision of the case's conversation up to which turns were read, shown or not. */
  readonly readTo: number;
  /** Whether a part of it is hidden because it belongs to cases that the person may not see, or to none. */
  readonly hidden: boolean;
  readonly fault: string | null;
  readonly citizenTyping: boolean;
  /** What a colleague did while the person was writing; shown until the person continues. */
  readonly warning: string | null;
  readonly busy: boolean;
}

/** A step of an account's life that a dialog asks about. */
export type AskedAccountStep = Exclude<AccountStepKind, 'request' | 'change'>;

/** The open dialog. */
export type Dialog =
  | {
      readonly kind:
        | 'palette'
        | 'notifications'
        | 'help'
        | 'canned'
        | 'entries'
        | 'transfer'
        | 'merge'
        | 'close'
        | 'snooze'
        | 'priority'
        | 'label'
        | 'macro'
        | 'publish'
        | 'publish-note'
        | 'unpublish'
        | 'weigh'
        | 'glass';
      /** Whether it is about all cases that are picked, and not the open one. */
      readonly all?: true;
      /** What was written for who receives the case. */
      readonly comment?: string;
    }
  /** The photos of a message, and the one that is shown in full. */
  | {
      readonly kind: 'photo';
      readonly photos: readonly { readonly name: string; readonly address: string }[];
      readonly at: number;
    }
  | { readonly kind: 'hold'; readonly lifts: boolean }
  | { readonly kind: 'merge-into'; readonly code: string }
  | { readonly kind: 'contact-note' }
  /** `agent`: of whom it is said; absent: of oneself. */
  | { readonly kind: 'absence'; readonly agent?: string }
  /** A transfer to somebody who is away: `all`: of all cases that are picked. */
  | { readonly kind: 'transfer-away'; readonly agent: string; readonly all?: true; readonly comment?: string }
  | { readonly kind: 'rights-open' }
  | { readonly kind: 'rights-answer' | 'rights-extend' | 'rights-unrestrict'; readonly id: string }
  | { readonly kind: 'save-view' }
  | { readonly kind: 'propose'; readonly evidence: number }
  | { readonly kind: 'decide'; readonly proposal: string; readonly accept: boolean }
  | { readonly kind: 'invite' }
  | { readonly kind: 'new-entry' }
  | { readonly kind: 'new-flow' }
  | { readonly kind: 'new-announcement' }
  | { readonly kind: 'withdraw-announcement'; readonly id: string; readonly title: string }
  | { readonly kind: 'move-announcement'; readonly id: string; readonly title: string; readonly day: string }
  | { readonly kind: 'sheets' }
  | { readonly kind: 'bulk'; readonly documents: readonly string[] }
  | { readonly kind: 'use-question'; readonly cluster: QuestionCluster; readonly use: 'entry' | 'new-entry' }
  | { readonly kind: 'operator-key' }
  | { readonly kind: 'staff' | 'access'; readonly id: string }
  | { readonly kind: 'import-staff' | 'crisis' }
  | { readonly kind: 'account-step'; readonly id: string; readonly step: AskedAccountStep }
  | {
      readonly kind: 'invited';
      readonly name: string;
      /** Where the link was e-mailed; null: it was not. */
      readonly mailedTo: string | null;
      readonly link: string;
      readonly expiresAt: number;
    };

/** A command that waits to be sent, to one case or to several, and can still be undone. */
export interface HeldCommands {
  readonly id: number;
  readonly codes: readonly string[];
  readonly command: PostedCommand;
  /** What follows if that succeeds, in order. */
  readonly followedBy: readonly PostedCommand[];
  /** Whether a reply in it was written manually, and is a draft again when it is undone. */
  readonly isWritten: boolean;
  /** What the person had read of the case; null where there are several. */
  readonly seen: number | null;
  /** What will be done, in the person's language. */
  readonly text: string;
}

/** Something that was done, and how it is undone while that is offered. */
export interface DoneCommand {
  readonly id: number;
  readonly code: string;
  /** What was done, in the person's language. */
  readonly text: string;
  readonly back: AttributeCommand;
}

export interface State {
  readonly me: Me | null;
  readonly setting: Setting | null;
  /** Whether the setting was asked for and answered, well or badly: what depends on it is not drawn before. */
  readonly isSettingRead: boolean;
  readonly counts: QueueCounts | null;
  readonly line: 'connecting' | 'live' | 'lost';
  readonly route: Route;
  readonly filter: Filter;
  readonly list: List;
  /** The row that the keyboard is on. */
  readonly at: string | null;
  /** Where in the list that row was, if it is not there any more: what came after it is there now. */
  readonly gap: number | null;
  readonly selectedCase: SelectedCase | null;
  readonly held: readonly HeldCommands[];
  /** What was done at once and can be undone for some seconds. */
  readonly done: readonly DoneCommand[];
  /** Labels and priorities that were set and that the server has not confirmed; shown as if it had. */
  readonly pending: readonly PendingAttribute[];
  /** Seconds that replies and transfers wait; 0: they do not. */
  readonly undoSeconds: number;
  /** Cases in which the person has begun to write. */
  readonly drafts: ReadonlySet<string>;
  readonly views: readonly SavedView[];
  /** The cases that are picked to do something with all of them; null: none are being picked. */
  readonly picked: ReadonlySet<string> | null;
  readonly mode: 'reply' | 'note';
  /** Files attached to the reply. */
  readonly files: readonly FileRef[];
  /** Cases with something that the person has not read. */
  readonly unread: ReadonlySet<string>;
  /** Notifications, newest first, and how many of all were not read, on any device. */
  readonly notifications: readonly SeenNotification[];
  readonly unreadCount: number;
  readonly dialog: Dialog | null;
  /** A message about the last action, shown for a moment. */
  readonly toast: { readonly text: string; readonly tone: 'good' | 'bad'; readonly id: number } | null;
  /** The text for screen readers. */
  readonly announced: { readonly text: string; readonly id: number };
  readonly now: number;
  readonly shortcuts: boolean;
  /** Whether the panel beside the conversation is wanted, where there is room for it. */
  readonly panel: boolean;
  readonly desktopAlerts: 'off' | 'on' | 'refused' | 'impossible';
  /** Whether news are heard on this device. */
  readonly sound: boolean;
}

export const emptyList: List = { items: [], next: null, total: 0, loading: 'first', fault: null };

/** The whole state of the page. There is one page, and so one state. */
export const state = createStore<State>({
  me: null,
  setting: null,
  isSettingRead: false,
  counts: null,
  line: 'connecting',
  route: { page: 'inbox', code: null },
  filter: { queue: 'mine', status: 'pending', order: 'due', ...noFilters },
  list: emptyList,
  at: null,
  gap: null,
  selectedCase: null,
  held: [],
  done: [],
  pending: [],
  undoSeconds: 5,
  drafts: new Set(),
  views: [],
  picked: null,
  mode: 'reply',
  files: [],
  unread: new Set(),
  notifications: [],
  unreadCount: 0,
  dialog: null,
  toast: null,
  announced: { text: '', id: 0 },
  now: Date.now(),
  shortcuts: true,
  panel: true,
  desktopAlerts: 'off',
  sound: false,
});

let undoIds = 0;

/** The next number of what can be undone: what is newest is undone first. */
export function nextUndoId(): number {
  undoIds += 1;
  return undoIds;
}

/** The town's time zone, a name of the IANA list. Before it is known whose the page is, no time is shown. */
export const townZone = ({ me }: Pick<State, 'me'>): string => me?.timeZone ?? 'UTC';

/** The day that it is in the town, `YYYY-MM-DD`, or was or will be at another time. */
export function townDay(of: Pick<State, 'me' | 'now'>, at = of.now): string {
  return dayIn(townZone(of), at);
}
