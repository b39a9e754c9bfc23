import type { AgentId } from '../../core/model/agent.ts';
import { CodedError, SamePerson } from '../../core/model/errors.ts';
import type { ContentEvent } from '../../core/model/event.ts';
import type {
  ContentChange,
  ContentDraft,
  ContentProposal,
  ContentRecord,
  ContentRelease,
  ContentVersion,
  DocumentId,
  GivenAccess,
} from '../../core/model/records.ts';
import { type ClashStep, decideClash } from './decideClash.ts';

/** Releases in the state; older ones are read from the journal. */
const releasesKept = 20;
/** Shipped contents that are known, so that an older program that starts again proposes nothing. */
const shippedKept = 20;
/** Acceptances in the state: each is of one content, which is soon live or changed. */
const acceptancesKept = 20;
/** Proposals that may wait at once. */
const maxProposals = 20;

/** What a release is made of, as it was read before: it is refused where the record has moved since. */
export interface ReleaseStep {
  readonly type: 'release';
  /** The live tree that `tree` changes. */
  readonly onto: ContentVersion;
  readonly tree: ContentVersion;
  readonly changes: readonly ContentChange[];
  /** Drafts that it publishes, in the version that was read. */
  readonly drafts: readonly Pick<ContentDraft, 'document' | 'after'>[];
  /** The proposal that it carries out; null: none. */
  readonly proposal: string | null;
  readonly by: AgentId;
  readonly reviewer: AgentId | null;
  readonly reviewerAccess?: GivenAccess;
  readonly note: ContentVersion;
  readonly reverts: number | null;
  /** Version of the content as a whole. */
  readonly content: string;
}

/** A draft that ships with the bot. `ships`: what ships, without what the council changed. */
export interface ShippedDraft extends Omit<ContentDraft, 'by' | 'at'> {
  readonly ships: ContentVersion | null;
}

/** A step of the content. */
export type ContentStep =
  /** The first content, at the first start. */
  | { readonly type: 'import'; readonly tree: ContentVersion; readonly documents: number }
  /** Another content ships than before: what it changes is proposed as drafts. */
  | {
      readonly type: 'ship';
      readonly tree: ContentVersion;
      readonly documents: number;
      readonly onto: ContentVersion;
      readonly drafts: readonly ShippedDraft[];
    }
  | {
      readonly type: 'draft';
      readonly document: DocumentId;
      /** The live tree of the moment, in which `base` was looked up. */
      readonly onto: ContentVersion;
      /** The version that the author saw: of the draft, or else the live one. */
      readonly seen: ContentVersion | null;
      /** The live version that the draft changes. */
      readonly base: ContentVersion | null;
      readonly version: ContentVersion | null;
      readonly follows?: DocumentId | null;
      readonly by: AgentId;
    }
  | {
      readonly type: 'discard';
      readonly document: DocumentId;
      /** The version that the author saw; absent: whichever it is. */
      readonly seen?: ContentVersion | null;
      readonly by: AgentId;
    }
  /** Drafts of several documents: all of them, or none. */
  | { readonly type: 'together'; readonly steps: readonly TogetherStep[]; readonly by: AgentId }
  | {
      readonly type: 'propose';
      readonly proposal: Omit<ContentProposal, 'at' | 'reviewer'>;
      /** Drafts that it takes along, in the version that was read. */
      readonly drafts: readonly Pick<ContentDraft, 'document' | 'after'>[];
    }
  | {
      readonly type: 'approve';
      readonly proposal: string;
      readonly by: AgentId;
      /** All accounts that provably are this person's. */
      readonly accounts: readonly AgentId[];
      /** Who let them in; null: it is not known. */
      readonly access: GivenAccess | null;
    }
  /** A proposal becomes drafts again. `by` null: it could not be published when it was due. */
  | { readonly type: 'withdraw'; readonly proposal: string; readonly by: AgentId | null }
  /** Content passes although pinned questions fall. */
  | {
      readonly type: 'accept';
      readonly content: string;
      readonly falls: number;
      readonly reason: ContentVersion;
      readonly by: AgentId;
    }
  | ClashStep
  | ReleaseStep;

/** A step that may be taken together with others. */
export type TogetherStep = Extract<ContentStep, { readonly type: 'draft' | 'discard' }>;

interface Decision {
  readonly events: readonly ContentEvent[];
  readonly state: ContentRecord;
}

/**
 * Decides what the record of the content makes of a step, a pure function; null when the step says nothing new.
 * `revision`: the one that this step gets.
 * @throws {CodedError} `content.unknown`, `content.moved`, `content.conflict`, `auth.refused`, `auth.same-person`
 */
export function decideContent(
  given: ContentRecord | null,
  step: ContentStep,
  { now, revision }: { readonly now: number; readonly revision: number },
): Decision | null {
  if (step.type === 'import') return given === null ? importFirst(step, now, revision) : null;
  if (given === null) throw new CodedError('content.unknown', 'Nothing was imported yet: start the service first.');
  switch (step.type) {
    case 'ship':
      return ship(given, step, now);
    case 'draft':
      return draft(given, step, now);
    case 'discard':
      return discard(given, step);
    case 'together':
      return together(given, step, now);
    case 'propose':
      return propose(given, step, now);
    case 'approve':
      return approve(given, step);
    case 'withdraw':
      return withdraw(given, step, now);
    case 'accept':
      return accept(given, step, now);
    case 'clash':
      return decideClash(given, step);
    case 'release':
      return release(given, step, now, revision);
  }
}

function importFirst({ tree, documents }: ContentStep & { type: 'import' }, now: number, revision: number): Decision {
  const live: ContentRelease = {
    number: 1,
    tree,
    at: now,
    by: null,
    reviewer: null,
    note: null,
    reverts: null,
    changed: documents,
    revision,
    previous: null,
  };
  return {
    events: [
      { type: 'content.imported', by: null, tree, documents },
      { type: 'content.released', by: null, number: 1, tree, changes: [], reviewer: null, note: null, reverts: null },
    ],
    state: {
      record: 'content',
      shape: 1,
      live,
      drafts: [],
      proposals: [],
      releases: [live],
      shipped: [tree],
    },
  };
}

function ship(state: ContentRecord, step: ContentStep & { type: 'ship' }, now: number): Decision | null {
  if (state.shipped.includes(step.tree)) return null;
  needLive(state, step.onto);
  let { drafts } = state;
  const drafted: ContentEvent[] = [];
  for (const { ships, ...proposed } of step.drafts) {
    const own = draftIn({ drafts }, proposed.document);
    if (own !== undefined) {
      // What somebody is writing is left alone; they are shown what ships.
      if (ships !== null && own.after !== proposed.after) drafts = withDraft(drafts, { ...own, shipped: ships });
      continue;
    }
    drafts = withDraft(drafts, { ...proposed, by: null, at: now });
    const { document, before: base, after: version } = proposed;
    drafted.push({ type: 'content.drafted', by: null, document, base, version });
  }
  return {
    events: [{ type: 'content.imported', by: null, tree: step.tree, documents: step.documents }, ...drafted],
    state: { ...state, drafts, shipped: [step.tree, ...state.shipped].slice(0, shippedKept) },
  };
}

function draft(state: ContentRecord, step: ContentStep & { type: 'draft' }, now: number): Decision | null {
  const { document, seen, base, version, by } = step;
  needLive(state, step.onto);
  const own = draftIn(state, document);
  if ((own === undefined ? base : own.after) !== seen) throw moved();
  if (own !== undefined && own.after === version && own.before === base) return null;
  // Back to what is live: there is nothing left to publish.
  if (version === base && own?.shipped === undefined) {
    return own === undefined ? null : discard(state, { type: 'discard', document, by });
  }
  const follows = step.follows ?? own?.follows;
  const next: ContentDraft = {
    document,
    before: base,
    after: version,
    by,
    at: now,
    ...(follows === undefined ? {} : { follows }),
    ...(own?.shipped === undefined ? {} : { shipped: own.shipped }),
  };
  return {
    events: [{ type: 'content.drafted', by, document, base, version }],
    state: { ...state, drafts: withDraft(state.drafts, next) },
  };
}

function discard(state: ContentRecord, { document, seen, by }: ContentStep & { type: 'discard' }): Decision {
  const own = draftIn(state, document);
  if (seen !== undefined && own?.after !== seen) throw moved();
  if (own === undefined) {
    throw new CodedError('content.unknown', 'There is no draft of this document: load the list again.');
  }
  return {
    events: [{ type: 'content.discarded', by, document }],
    state: { ...state, drafts: without(state.drafts, [document]) },
  };
}

function together(given: ContentRecord, { steps }: ContentStep & { type: 'together' }, now: number): Decision | null {
  let state = given;
  const events: ContentEvent[] = [];
  for (const step of steps) {
    const decision = step.type === 'draft' ? draft(state, step, now) : discard(state, step);
    state = decision?.state ?? state;
    events.push(...(decision?.events ?? []));
  }
  return events.length === 0 ? null : { events, state };
}

function propose(state: ContentRecord, step: ContentStep & { type: 'propose' }, now: number): Decision {
  const { proposal, drafts } = step;
  if (state.proposals.length >= maxProposals) {
    throw new CodedError('content.conflict', `${maxProposals} proposals wait already: approve or withdraw one first.`);
  }
  needDrafts(state, drafts);
  const { id, by, publishAt, changes } = proposal;
  return {
    events: [{ type: 'content.proposed', by, proposal: id, publishAt, changes }],
    state: {
      ...state,
      drafts: without(
        state.drafts,
        drafts.map(({ document }) => document),
      ),
      proposals: [...state.proposals, { ...proposal, at: now, reviewer: null }],
    },
  };
}

function approve(state: ContentRecord, step: ContentStep & { type: 'approve' }): Decision | null {
  const { proposal: id, by, accounts, access } = step;
  const proposal = proposalIn(state, id);
  if (proposal.by === by) {
    throw new CodedError('auth.refused', 'Somebody else must approve what you proposed yourself.');
  }
  if (accounts.includes(proposal.by)) throw new SamePerson();
  if (proposal.reviewer !== null) return null;
  const reviewed = { reviewer: by, ...(access === null ? {} : { reviewerAccess: access }) };
  return {
    events: [{ type: 'content.approved', by, proposal: id }],
    state: {
      ...state,
      proposals: state.proposals.map((each) => (each.id === id ? { ...each, ...reviewed } : each)),
    },
  };
}

function accept(state: ContentRecord, step: ContentStep & { type: 'accept' }, now: number): Decision {
  const { content, falls, reason, by } = step;
  const others = (state.accepted ?? []).filter((each) => each.content !== content || each.by !== by);
  return {
    events: [{ type: 'content.accepted', by, content, falls, reason }],
    state: { ...state, accepted: [{ content, by, at: now, reason }, ...others].slice(0, acceptancesKept) },
  };
}

/** What was drafted since on the proposal's text stays, and now holds the proposal's changes too. */
function withdraw(state: ContentRecord, step: ContentStep & { type: 'withdraw' }, now: number): Decision {
  const { proposal: id, by } = step;
  const proposal = proposalIn(state, id);
  let { drafts } = state;
  for (const change of proposal.changes) {
    const own = draftIn({ drafts }, change.document);
    if (own === undefined) drafts = withDraft(drafts, { ...change, by: proposal.by, at: now });
    else if (own.before === change.after) drafts = withDraft(drafts, { ...own, before: change.before });
  }
  return {
    events: [{ type: 'content.withdrawn', by, proposal: id }],
    state: { ...state, drafts, proposals: state.proposals.filter((each) => each.id !== id) },
  };
}

function release(state: ContentRecord, step: ReleaseStep, now: number, revision: number): Decision {
  const { tree, changes, drafts, proposal, by, reviewer, reviewerAccess, note, reverts } = step;
  needLive(state, step.onto);
  needDrafts(state, drafts);
  if (proposal !== null) proposalIn(state, proposal);
  const number = state.live.number + 1;
  const passed = (state.accepted ?? []).find((each) => each.content === step.content && each.by !== by);
  const live: ContentRelease = {
    number,
    tree,
    at: now,
    by,
    reviewer,
    ...(reviewerAccess === undefined ? {} : { reviewerAccess }),
    ...(passed === undefined ? {} : { accepted: { by: passed.by, reason: passed.reason } }),
    note,
    reverts,
    changed: changes.length,
    revision,
    previous: state.live.revision,
  };
  return {
    events: [{ type: 'content.released', by, number, tree, changes, reviewer, note, reverts }],
    state: {
      ...state,
      live,
      drafts: without(
        state.drafts,
        drafts.map(({ document }) => document),
      ),
      proposals: state.proposals.filter(({ id }) => id !== proposal),
      releases: [live, ...state.releases].slice(0, releasesKept),
    },
  };
}

/** The draft of a document; undefined: there is none. */
export function draftIn({ drafts }: Pick<ContentRecord, 'drafts'>, document: DocumentId): ContentDraft | undefined {
  return drafts.find((draft) => draft.document === document);
}

/** With a draft in place of the one of the same document. */
function withDraft(drafts: ContentRecord['drafts'], draft: ContentDraft): ContentRecord['drafts'] {
  const isThere = drafts.some(({ document }) => document === draft.document);
  return isThere ? drafts.map((each) => (each.document === draft.document ? draft : each)) : [...drafts, draft];
}

function without(drafts: ContentRecord['drafts'], documents: readonly DocumentId[]): ContentRecord['drafts'] {
  const gone = new Set(documents);
  return drafts.filter(({ document }) => !gone.has(document));
}

function needLive({ live }: ContentRecord, onto: ContentVersion): void {
  if (live.tree !== onto) throw moved();
}

function needDrafts(state: ContentRecord, drafts: readonly Pick<ContentDraft, 'document' | 'after'>[]): void {
  for (const { document, after } of drafts) {
    const own = draftIn(state, document);
    if (own === undefined || own.after !== after) throw moved();
  }
}

export function proposalIn({ proposals }: ContentRecord, id: string): ContentProposal {
  const found = proposals.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new CodedError('content.unknown', 'This proposal was published or withdrawn meanwhile: load the list again.');
}

function moved(): CodedError {
  return new CodedError('content.moved', 'Somebody else saved this meanwhile: look at both texts and save again.');
}
