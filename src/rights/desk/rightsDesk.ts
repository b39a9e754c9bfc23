import { readCaseCode } from '../../core/cases/caseLinks.ts';
import { caseTokens } from '../../core/cases/caseSearchText.ts';
import type { RecordLog, RecordStream } from '../../core/journal/recordLog.ts';
import type { AgentId } from '../../core/model/agent.ts';
import type { CaseCode } from '../../core/model/case.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { PersonalData } from '../../core/model/rights/personalData.ts';
import type { RightsDeskEvent, RightsRecord, RightsRequest } from '../../core/model/rights/rightsRequest.ts';
import { type CaseIndex, queryWith } from '../../core/ports/caseIndex.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { PersonalDataDesk, RightsCaller } from '../../core/ports/rights/personalData.ts';
import type {
  NewRightsRequest,
  RightsAnswer,
  RightsDesk,
  RightsRequestDetails,
} from '../../core/ports/rights/rightsDesk.ts';
import { answerDueAt, receivedAtOf } from './deadline.ts';
import { alreadyClosed, closedIn, needed, noPerson, requestOf, withRequest } from './requests.ts';

/** Most cases that are checked for an address. */
const mostCases = 50;

interface RightsDeskDeps {
  readonly tenant: string;
  readonly records: Pick<RecordLog, 'append' | 'newest' | 'page' | 'payloadOf'>;
  readonly personalData: PersonalDataDesk;
  readonly cases: Pick<CaseIndex, 'byCode' | 'find'>;
  /** The pseudonym under which the index knows an address that was confirmed by a link. */
  readonly emailDigestOf: (address: string) => string;
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  readonly newId: () => string;
  readonly clock: Clock;
}

interface Step {
  readonly events: readonly RightsDeskEvent[];
  readonly request: RightsRequest;
}

export function createRightsDesk(deps: RightsDeskDeps): RightsDesk {
  const { tenant, records, personalData, cases, clock } = deps;
  const stream: RecordStream = { tenant, account: '(rights)', name: 'rights' };

  const known = async () => (await records.newest<RightsRecord>(stream))?.state.requests ?? [];

  /** Records a step of a request with what was said about it. */
  async function record(payload: string, step: (requests: readonly RightsRequest[], revision: number) => Step | null) {
    let after: RightsRequest | null = null;
    await records.append<RightsRecord>(stream, payload, (state, revision) => {
      const requests = state?.requests ?? [];
      const next = step(requests, revision);
      if (next === null) return null;
      after = next.request;
      return {
        events: next.events,
        state: { record: 'rights', shape: 1, requests: withRequest(requests, next.request) },
      };
    });
    return after as RightsRequest | null;
  }

  async function open(
    request: Pick<RightsRequest, 'id' | 'right' | 'case' | 'conversations' | 'by' | 'receivedAt'>,
    payload: string,
  ): Promise<RightsRequest> {
    const { id, right, by, receivedAt } = request;
    const opened = await record(payload, (requests, revision) =>
      requests.some((each) => each.id === id)
        ? null
        : {
            events: [{ type: 'right.requested', by, request: id, right }],
            request: {
              ...request,
              dueAt: answerDueAt(receivedAt, deps.timeZone(), { isExtended: false }),
              isExtended: false,
              savedAt: null,
              restricts: right === 'object',
              opened: revision,
              closed: null,
            },
          },
    );
    const kept = opened ?? requestOf(await known(), id);
    // Until it is decided whether the council has reasons that weigh more, nothing is used (GDPR art. 18.1.d).
    if (kept.restricts && kept.closed === null) await restrict(kept, by, null);
    return kept;
  }

  async function restrict(request: RightsRequest, by: AgentId | null, reason: string | null): Promise<void> {
    await forEach(request, (conversation) =>
      personalData.restrict(conversation, callerFor(request, 'restrict', by, reason)),
    );
  }

  /** What another request restricts stays restricted. */
  async function lift(request: RightsRequest, by: AgentId, reason: string): Promise<void> {
    const others = (await known()).filter(({ id, restricts }) => restricts && id !== request.id);
    const kept = new Set(others.flatMap(({ conversations }) => conversations));
    await forEach(request, async (conversation) => {
      if (kept.has(conversation)) return;
      await personalData.unrestrict(conversation, callerFor(request, 'lift', by, reason));
    });
  }

  async function change(
    id: string,
    payload: string,
    step: (request: RightsRequest, revision: number) => Step,
  ): Promise<RightsRequest> {
    const changed = await record(payload, (requests, revision) => step(requestOf(requests, id), revision));
    return changed ?? requestOf(await known(), id);
  }

  async function detailsOf(request: RightsRequest): Promise<RightsRequestDetails> {
    const textAt = async (revision: number) => {
      const [commit] = await records.page(stream, revision - 1, 1);
      return commit === undefined ? null : records.payloadOf(commit);
    };
    const { opened, closed } = request;
    return {
      request,
      identified: await textAt(opened),
      answer: closed === null ? null : await textAt(closed.revision),
    };
  }

  async function answer(id: string, given: RightsAnswer, by: AgentId): Promise<RightsRequest> {
    const request = requestOf(await known(), id);
    if (request.closed !== null) throw alreadyClosed();
    needed(request, given);
    const { outcome, note } = given;
    const { right } = request;
    let { restricts } = request;
    let erased = null;
    if (outcome === 'done' && (right === 'erase' || right === 'object')) {
      erased = await eraseAll(request, by, note);
      restricts = false;
    } else if (outcome === 'done' && right === 'correct') {
      const conversation = request.conversations.at(-1);
      if (conversation !== undefined)
        await personalData.state(conversation, 'correction', given.correction, callerFor(request, 'correct', by, note));
    } else if (outcome === 'done' && right === 'restrict') {
      await restrict(request, by, note);
      restricts = true;
    } else if (outcome === 'refused' && restricts) {
      await lift(request, by, note);
      restricts = false;
    }
    return change(id, note, (kept, revision) => {
      if (kept.closed !== null) throw alreadyClosed();
      const at = clock();
      const isOnTime = at < kept.dueAt;
      return {
        events: [{ type: 'right.answered', by, request: id, right, outcome, isOnTime }],
        request: { ...kept, restricts, closed: { at, by, outcome, erased, revision } },
      };
    });
  }

  async function eraseAll(request: RightsRequest, by: AgentId, note: string) {
    const counts = { messages: 0, files: 0, left: 0 };
    await forEach(request, async (conversation) => {
      const done = await personalData.erase(conversation, callerFor(request, 'erase', by, note));
      counts.messages += done.messages;
      counts.files += done.files;
      counts.left += done.readable + done.filesLeft;
    });
    return counts;
  }

  async function conversationsOf(of: string): Promise<Pick<RightsRequest, 'case' | 'conversations'>> {
    const code = readCaseCode(of);
    const conversations =
      code !== null ? await ofCase(code) : of.includes('@') ? await ofAddress(of.toLowerCase()) : [of.trim()];
    const kept = [];
    for (const each of conversations) if ((await personalData.collect(each)).conversations.length > 0) kept.push(each);
    if (kept.length === 0) throw noPerson();
    return { case: code, conversations: kept };
  }

  async function ofCase(code: CaseCode): Promise<readonly ConversationId[]> {
    const row = await cases.byCode(tenant, code);
    return row === null ? [] : [row.conversation];
  }

  /** Those in which somebody confirmed that they read the e-mails of an address: by a code, for a case, or by a link, to be notified. */
  async function ofAddress(address: string): Promise<readonly ConversationId[]> {
    const { rows } = await cases.find(queryWith(tenant, { tokens: caseTokens(address), limit: mostCases }));
    const emailDigest = deps.emailDigestOf(address);
    const byLink = await cases.find(queryWith(tenant, { emailDigest, order: 'changed', limit: mostCases }));
    const found = byLink.rows.map((row) => row.conversation);
    for (const conversation of new Set(rows.map((row) => row.conversation))) {
      const { conversations } = await personalData.collect(conversation);
      const values = conversations.flatMap((each) => each.cases.flatMap(({ answers: said }) => Object.values(said)));
      if (values.some((value) => value.trim().toLowerCase() === address)) found.push(conversation);
    }
    return [...new Set(found)];
  }

  return {
    async list() {
      const all = await known();
      const open = all.filter(({ closed }) => closed === null).sort((one, other) => one.dueAt - other.dueAt);
      return Promise.all([...open, ...closedIn(all)].map(detailsOf));
    },

    async find(id) {
      const found = (await known()).find((each) => each.id === id);
      return found === undefined ? null : detailsOf(found);
    },

    async open({ right, of, identified, receivedOn }: NewRightsRequest, by) {
      const receivedAt = receivedAtOf(receivedOn, deps.timeZone(), clock());
      const found = await conversationsOf(of.trim());
      return open({ id: deps.newId(), right, ...found, by, receivedAt }, identified);
    },

    async openForPerson(kind, conversation, { id, text }) {
      // Its words are sealed with what they are about, and erased with it.
      await personalData.state(conversation, kind, text, { by: null, reason: null, id });
      const right = kind === 'correction' ? 'correct' : 'object';
      return open({ id, right, case: null, conversations: [conversation], by: null, receivedAt: clock() }, '');
    },

    restricts: async (conversation) =>
      (await known()).some((each) => each.restricts && each.conversations.includes(conversation)),

    async collect(id): Promise<PersonalData> {
      const { conversations } = requestOf(await known(), id);
      const all = new Map<ConversationId, PersonalData['conversations'][number]>();
      for (const each of conversations)
        for (const kept of (await personalData.collect(each, { withNotes: true })).conversations)
          all.set(kept.id, kept);
      return { madeAt: clock(), conversations: [...all.values()] };
    },

    async noteSaved(id, by) {
      const request = requestOf(await known(), id);
      const savedAt = clock();
      await forEach(request, (conversation) =>
        personalData.noteExport(conversation, callerFor(request, `save ${savedAt}`, by, null)),
      );
      return change(id, '', (kept) => ({
        events: [{ type: 'right.saved', by, request: id }],
        request: { ...kept, savedAt },
      }));
    },

    answer,

    extend: (id, reason, by) =>
      change(id, reason, (kept) => {
        if (kept.closed !== null || kept.isExtended) throw alreadyClosed();
        const dueAt = answerDueAt(kept.receivedAt, deps.timeZone(), { isExtended: true });
        return {
          events: [{ type: 'right.extended', by, request: id }],
          request: { ...kept, isExtended: true, dueAt },
        };
      }),

    async unrestrict(id, reason, by) {
      const request = requestOf(await known(), id);
      if (!request.restricts) throw alreadyClosed();
      await lift(request, by, reason);
      return change(id, reason, (kept) => ({
        events: [{ type: 'right.unrestricted', by, request: id }],
        request: { ...kept, restricts: false },
      }));
    },

    async answeredBy(id) {
      const { closed } = requestOf(await known(), id);
      if (closed === null) return null;
      const [commit] = await records.page(stream, closed.revision - 1, 1);
      return commit ?? null;
    },
  };

  async function forEach(
    { conversations }: RightsRequest,
    act: (conversation: ConversationId) => Promise<unknown>,
  ): Promise<void> {
    for (const conversation of conversations) await act(conversation);
  }
}

/** One step of a request is done once in a conversation, however often it is tried. */
function callerFor({ id }: RightsRequest, step: string, by: AgentId | null, reason: string | null): RightsCaller {
  return { by, reason, id: `request ${id} ${step}` };
}
