import { type Commit, isRecord } from '../../core/model/commit.ts';
import type { Event } from '../../core/model/event.ts';
import type { Kind } from '../../core/model/kind.ts';
import type { SurveyResults } from '../../core/model/participation/survey.ts';
import { citesOf, workingHoursOf } from './caseFields.ts';
import { type Fields, joinedDigest, roundedTime } from './entry.ts';

/** What the fields of an entry are made from, besides the event. */
export interface EventContext {
  readonly commit: Commit;
  /** A value of one thing's own, such as of a case: the same in all its entries, and telling nothing else. */
  readonly refOf: (...names: readonly string[]) => string;
  readonly roundingMs: number;
}

/** What becomes of the events of one type: an entry, or nothing for a reason. */
export type Treatment<E> =
  | {
      readonly as: string;
      readonly shown: (event: E, context: EventContext) => Fields;
      readonly hidden: (event: E, context: EventContext) => Fields;
      /** A second entry of the same event; null, or left out: there is none. */
      readonly beside?: (event: E) => { readonly as: string; readonly shown: Fields } | null;
    }
  | { readonly reason: string };

/** The members of a union that can have this type. */
type EventOf<T extends Event['type']> = Event extends infer E
  ? E extends { type: infer U }
    ? T extends U
      ? E
      : never
    : never
  : never;

type Treatments = { readonly [T in Event['type']]: Treatment<EventOf<T>> };

const none = () => ({});
const because = (reason: string) => ({ reason });

/** Types of the entries that a question has. */
export const questionTypes: readonly string[] = ['question.answered', 'question.offered', 'question.unanswered'];

/** Where a question came from, when exactly, and the digest that later proves what was asked and answered. */
const origin = (locale: string | null, { commit }: EventContext): Fields => ({
  account: commit.account,
  receivedAt: commit.at,
  locale,
  texts: joinedDigest(commit.commitments),
});

/** Kinds of cases that are shown by name. The others are rare or touchy: they appear as `other`. */
export const shownKinds: readonly Kind[] = [
  'question',
  'complaint',
  'incident',
  'suggestion',
  'praise',
  'constructive-criticism',
  'information-request',
  'out-of-scope',
  'person',
];

const caseOnly = (as: string) => ({
  as,
  shown: (event: { readonly case: string }, { refOf }: EventContext) => ({ case: refOf('case', event.case) }),
  hidden: none,
});

const caseDeadline = (as: string) => ({
  as,
  shown: (event: { readonly case: string; readonly deadline: string }, { refOf }: EventContext) => ({
    case: refOf('case', event.case),
    deadline: event.deadline,
  }),
  hidden: none,
});

/** Documents that are the protocol: its rules, its hours, and whom it names. */
const protocolDocuments: readonly string[] = ['protocol.yaml', 'calendar.yaml', 'departments.yaml'];

/** Whether the kind of an event's case is shown by name. */
function isShownKind({ case: code }: { readonly case: string }, { commit: { state } }: EventContext): boolean {
  const found = isRecord(state) ? undefined : state.cases.find((each) => each.code === code);
  return found !== undefined && shownKinds.includes(found.kind);
}

const accountStep = (as: string) => ({
  as,
  shown: ({ account }: { readonly account: string }) => ({ account }),
  hidden: none,
});

const announcementStep = (as: string) => ({
  as,
  shown: ({ announcement }: { readonly announcement: string }) => ({ announcement }),
  hidden: none,
});

const logStep = (as: string) => ({
  as,
  shown: ({ origin: name, key }: { readonly origin: string; readonly key: string }) => ({ origin: name, key }),
  hidden: none,
});

/** The counts of each question under its id, and what is in none of its cells as `…`. */
const cellsOf = (questions: SurveyResults['questions']): Fields =>
  Object.fromEntries(
    Object.entries(questions).map(([id, { cells, others }]) => [`question:${id}`, { ...cells, '…': others }]),
  );

const ownAffair = 'says how one person uses the bot, and answers no question about the service';
const staffOnly = 'about a person who works for the council, not about what the council did';
const withinHouse = 'how staff share their work among themselves';
const technical = 'bookkeeping of the service; what it leads to has its own entry';
const notYetSaid = 'says nothing to anybody yet; its publication is public';
const conversational = 'would show how a conversation went on, step by step';

/** Each type of event is either public, with its fields, or not, with the reason. Nothing else becomes public. */
export const treatments: Treatments = {
  'question.answered': {
    as: 'question.answered',
    shown: ({ entry, aspect, knowledge }) => ({ service: entry, aspect: aspect ?? null, release: knowledge }),
    // A special case may say something about the person.
    hidden: ({ exception, locale }, context) => ({ exception: exception ?? null, ...origin(locale, context) }),
  },
  'question.clarified': {
    as: 'question.offered',
    shown: ({ entries, knowledge }) => ({ choices: entries.length, release: knowledge }),
    hidden: ({ entries }, context) => ({ services: entries, ...origin(null, context) }),
  },
  'question.unanswered': {
    as: 'question.unanswered',
    shown: ({ reason, knowledge }) => ({ reason, release: knowledge }),
    hidden: (_, context) => origin(null, context),
  },
  // Without the service: of one that is seldom asked for, the hour might tell who it was.
  'answer.rated': { as: 'answer.rated', shown: ({ useful }) => ({ useful }), hidden: none },
  'answer.faulted': because(ownAffair),
  'case.opened': {
    as: 'case.opened',
    shown: (event, { refOf, roundingMs }) => {
      const { kind, rule, protocol, department, firstDueAt, resolutionDueAt, knowledge } = event;
      const ref = refOf('case', event.case);
      const release = knowledge === undefined ? {} : { release: knowledge };
      if (!shownKinds.includes(kind)) return { case: ref, kind: 'other', protocol, ...release };
      // Rounded, since a deadline tells when it began.
      const dueBy = (at: number | null) => (at === null ? null : roundedTime(at, roundingMs));
      return {
        case: ref,
        kind,
        rule,
        protocol,
        department,
        firstDue: dueBy(firstDueAt),
        resolutionDue: dueBy(resolutionDueAt),
        ...citesOf(event),
        ...release,
      };
    },
    hidden: (event, context) => {
      const { case: code, kind, rule, department, firstDueAt, resolutionDueAt } = event;
      // The code lets its citizen prove which case the entry is about.
      const exact = { code, firstDueAt, resolutionDueAt, ...origin(null, context) };
      return shownKinds.includes(kind) ? exact : { kind, rule, department, ...exact, ...citesOf(event) };
    },
  },
  'case.met': {
    ...caseDeadline('case.deadline-met'),
    // Of a case whose kind is not shown, how long it took would help to guess it.
    shown: (event, context) => ({
      ...caseDeadline('').shown(event, context),
      ...(isShownKind(event, context) ? workingHoursOf(event) : {}),
    }),
    hidden: (event, context) => (isShownKind(event, context) ? {} : workingHoursOf(event)),
  },
  'case.breached': caseDeadline('case.overdue'),
  'case.escalated': {
    as: 'case.escalated',
    shown: (event, { refOf }) => ({ case: refOf('case', event.case), of: event.of, fraction: event.fraction }),
    hidden: ({ roles }) => ({ roles }),
  },
  'case.closed': {
    as: 'case.closed',
    shown: (event, { refOf }) => ({ case: refOf('case', event.case), reason: event.reason }),
    hidden: none,
  },
  'case.reopened': caseOnly('case.reopened'),
  // What was proposed can be read where it is published; here, that it was answered, and how.
  'case.weighed': {
    as: 'suggestion.answered',
    shown: (event, { refOf }) => ({ case: refOf('case', event.case), outcome: event.outcome }),
    hidden: none,
  },
  // Not joined to its case: a rating is of a person, and a measure against one.
  'case.rated': { as: 'case.rated', shown: ({ rating }) => ({ rating }), hidden: none },
  'case.proposed': {
    as: 'measure.proposed',
    shown: (event, { refOf }) => ({
      measure: refOf('measure', event.case, event.proposal),
      sanction: event.sanction,
      rule: event.rule,
    }),
    hidden: none,
  },
  'case.decided': {
    as: 'measure.decided',
    shown: (event, { refOf }) => ({
      measure: refOf('measure', event.case, event.proposal),
      sanction: event.sanction,
      accepted: event.accepted,
    }),
    hidden: none,
  },
  'content.released': {
    as: 'content.released',
    shown: ({ number, changes, reverts }) => ({ release: number, documents: changes.length, reverts }),
    hidden: none,
    // The versions are those of texts that everybody may have, and compare.
    beside: ({ number, changes }) => {
      const own = changes.filter(({ document }) => protocolDocuments.includes(document));
      const shown = {
        release: number,
        files: own.map(({ document }) => document),
        versions: own.map(({ after }) => after ?? 'removed'),
      };
      return own.length === 0 ? null : { as: 'protocol.changed', shown };
    },
  },
  // By which rule would tell the kind of a case that was closed so long ago.
  'content.erased': { as: 'content.erased', shown: ({ cause }) => ({ cause }), hidden: none },
  // Which right, and whether it was granted, may point at the one person who asked for it that week.
  'right.answered': {
    as: 'right.answered',
    shown: ({ isOnTime }) => ({ onTime: isOnTime }),
    hidden: ({ request, right, outcome }) => ({ request, right, outcome }),
  },
  'content.read': { as: 'content.read', shown: ({ what }) => ({ what }), hidden: none },
  'account.requested': accountStep('account.requested'),
  'account.approved': accountStep('account.approved'),
  'account.refused': accountStep('account.refused'),
  'account.opened': accountStep('account.opened'),
  'account.changed': accountStep('account.changed'),
  'account.frozen': accountStep('account.frozen'),
  'account.unfrozen': accountStep('account.unfrozen'),
  'account.closed': accountStep('account.closed'),
  'crisis.begun': { as: 'crisis.begun', shown: ({ towards }) => ({ towards }), hidden: none },
  'crisis.ended': { as: 'crisis.ended', shown: none, hidden: none },
  'announcement.published': announcementStep('announcement.published'),
  'announcement.corrected': announcementStep('announcement.corrected'),
  'announcement.withdrawn': announcementStep('announcement.withdrawn'),
  'survey.opened': {
    as: 'survey.opened',
    shown: ({ survey, until, once }) => ({ survey, until: new Date(until).toISOString().replace('.000Z', 'Z'), once }),
    hidden: none,
  },
  // Its small cells were protected before they were recorded.
  'survey.closed': {
    as: 'survey.closed',
    shown: ({ survey, results: { total, questions } }) => ({ survey, answers: total, ...cellsOf(questions) }),
    hidden: none,
  },
  'log.begun': logStep('log.begun'),
  'log.retired': logStep('log.retired'),

  'conversation.started': because(ownAffair),
  'message.received': because(ownAffair),
  'language.chosen': because(ownAffair),
  'language.unsupported': because(ownAffair),
  'personal-data.noticed': because(ownAffair),
  'choice.taken': because(ownAffair),
  'choice.repeated': because(ownAffair),
  'files.not-kept': because(ownAffair),
  'command.run': because(ownAffair),
  'conversation.transferred': because('joins two conversations of one person'),
  'channel-transfer.offered': because('joins two conversations of one person'),
  'channel-transfer.redeemed': because('joins two conversations of one person'),
  'transfer-code.unknown': because(ownAffair),
  'private.invited': because(ownAffair),
  'conversation.redirected': because(ownAffair),
  'turn.limited': because(ownAffair),
  'danger.seen': because('so rare that the hour alone might tell who it was'),
  'case.alerted': because('so rare that the hour alone might tell who it was'),
  'message.resolved': because(conversational),
  'flow.started': because(conversational),
  'flow.filled': because(conversational),
  'flow.corrected': because(conversational),
  'flow.passed': because(conversational),
  'flow.interrupted': because(conversational),
  'flow.resumed': because(conversational),
  'flow.ended': because(conversational),
  'flow.kept': because(technical),
  'content.imported': because(technical),
  'content.drafted': because('a draft is nobody’s word yet; its release is public'),
  'content.discarded': because('a draft is nobody’s word yet; its release is public'),
  'content.proposed': because('a draft is nobody’s word yet; its release is public'),
  'content.accepted': because('a draft is nobody’s word yet; its release is public'),
  'content.clash-settled': because(withinHouse),
  'content.approved': because('a draft is nobody’s word yet; its release is public'),
  'content.withdrawn': because('a draft is nobody’s word yet; its release is public'),
  'question.decided': because('a draft is nobody’s word yet; its release is public'),
  'question.understood': because(technical),
  'message.classified': because(technical),
  'protocol.applied': because(technical),
  'turn.failed': because('a fault of the service, which its operators see in metrics and log'),
  'case.taken': because(withinHouse),
  'case.handed-back': because(withinHouse),
  'case.noted': because(withinHouse),
  'case.contact-noted': because(withinHouse),
  'case.contact-note-removed': because(withinHouse),
  'case.snoozed': because(withinHouse),
  'case.unsnoozed': because(withinHouse),
  'case.assigned': because(withinHouse),
  'case.prioritised': because(withinHouse),
  'case.labelled': because(withinHouse),
  'case.replied': because(`${conversational}; the first reply is the deadline that it meets`),
  'case.entry-given': because(conversational),
  'case.added': because(conversational),
  'case.asked': because(conversational),
  'case.glass-broken': because('recorded a second time as content.read, which is public'),
  'case.notifications-changed': because(ownAffair),
  'subscription.asked': because(ownAffair),
  'subscription.begun': because(ownAffair),
  'subscription.changed': because(ownAffair),
  'subscription.paused': because(ownAffair),
  'subscription.resumed': because(ownAffair),
  'subscription.ended': because(ownAffair),
  'subscription.kept': because(ownAffair),
  'subscription.reminded': because(ownAffair),
  'subscription.notified': because(ownAffair),
  'subscription.not-sent': because(ownAffair),
  'subscription.refused': because(ownAffair),
  'case.ticket': because(withinHouse),
  'case.held': because(withinHouse),
  'case.hold-lifted': because(withinHouse),
  'right.exercised': because('so rare that the hour alone might tell who it was'),
  'right.requested': because('its answer is public'),
  'right.saved': because('its answer is public'),
  'right.extended': because('its answer is public'),
  'right.unrestricted': because('so rare that the hour alone might tell who it was'),
  'retention.run': because('each erasure has an entry of its own'),
  'case.published': because('what is published can be read itself, where it is published'),
  'case.unpublished': because('what is published can be read itself, where it is published'),
  'api-key.made': because(technical),
  'api-key.revoked': because(technical),
  'case.merged': because('joins two cases of one person; the case is closed as a duplicate'),
  'accounts.noted': because(technical),
  'accounts.active': because(technical),
  'accounts.warned': because(technical),
  'staff.invited': because(staffOnly),
  'staff.joined': because(staffOnly),
  'staff.reset': because(staffOnly),
  'staff.invitation-sent': because(staffOnly),
  'staff.invitation-cancelled': because(staffOnly),
  'staff.second-factor-dropped': because(staffOnly),
  'staff.signed-in': because(staffOnly),
  'staff.signed-out': because(staffOnly),
  'staff.locked': because(staffOnly),
  'staff.password-changed': because(staffOnly),
  'staff.second-factor-set': because(staffOnly),
  'staff.passkey-added': because(staffOnly),
  'staff.passkey-removed': because(staffOnly),
  'staff.operator-key-made': because(staffOnly),
  'staff.operator-key-removed': because(staffOnly),
  'staff.changed': because(staffOnly),
  'sign-in.refused': because(staffOnly),
  'desk.changed': because(withinHouse),
  'outbox.requeued': because(technical),
  'connection.tested': because(technical),
  'announcement.scheduled': because(notYetSaid),
  'announcement.changed': because(notYetSaid),
  'announcement.held': because(notYetSaid),
  'announcement.released': because(notYetSaid),
  'announcement.dropped': because(notYetSaid),
  'announcement.post-wanted': because(technical),
  'announcement.post-begun': because(technical),
  'announcement.post-not-sent': because(technical),
  'announcement.posted': because(technical),
  'announcement.post-edited': because(technical),
  'announcement.post-removed': because(technical),
  'announcement.post-held': because(technical),
  'announcement.post-over': because(technical),
  'announcement.post-uncertain': because(technical),
  'announcement.post-failed': because(technical),
  'announcement.post-settled': because(technical),
  'survey.answered': because('its count is public once it is over; the hour of an answer might tell whose it is'),
  'survey.severed': because(technical),
  'ticket.queued': because(technical),
  'report.made': because('says again in sums what has entries of its own'),
  'report.commented': because(withinHouse),
  'notification.queued': because(technical),
  'notification.held': because(technical),
  'content.reminded': because(withinHouse),
  'thread.wanted': because(technical),
  'thread.opened': because(technical),
  'thread.shown': because(technical),
  'thread.message-received': because(technical),
  'thread.removed': because(technical),
};
