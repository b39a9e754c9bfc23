import { z } from 'zod';
import { rightsOfficers, rightsReaders } from '../../core/cases/policy.ts';
import { requestedRights } from '../../core/model/rights/rightsRequest.ts';
import type { RightsRequestDetails } from '../../core/ports/rights/rightsDesk.ts';
import { packPersonalData } from '../pages/data/pack.ts';
import { sendToKeep } from '../sendToKeep.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute, RequestContext } from './route.ts';
import { check, name } from './validate.ts';
import type { RightsItem, RightsList, RightsProof } from './wireRights.ts';

/** Shortest text, in characters: an auditor must understand it. */
const minLength = 10;

const words = z.string().trim().min(minLength, `must have ${minLength} characters or more`).max(1_000);

const opening = z.strictObject({
  right: z.enum(requestedRights),
  of: z.string().trim().min(3).max(320),
  identified: words,
  receivedOn: z.iso.date(),
});

const answering = z.strictObject({
  outcome: z.enum(['done', 'refused']),
  note: words,
  correction: z.string().trim().max(2_000).default(''),
});

const withReason = z.strictObject({ reason: words });
const nothing = z.strictObject({});

type Deps = Pick<ApiDeps, 'rights' | 'readings' | 'content' | 'clock'>;

/** What people ask of what is kept about them: for those who answer it, and those who check how. */
export function rightsRoutes(deps: Deps): readonly ApiRoute[] {
  const { rights, content, clock } = deps;
  const { desk } = rights;
  const idOf = ({ request }: RequestContext) => check(name, request.params.id);
  const withTexts = async (id: string): Promise<RightsItem> => {
    const found = await desk.find(id);
    if (found === null) throw new Error('a request is on the desk after each of its steps');
    return itemOf(found);
  };
  /** Recorded before anything is shown. */
  const note = async ({ agent, session }: RequestContext, id: string | null) => {
    const code = id === null ? null : ((await desk.find(id))?.request.case ?? null);
    await deps.readings.note({ by: agent.id, what: 'person', code, file: null }, `${session} ${id ?? ''}`);
  };
  /** A step of a request that needs nothing but a reason. */
  const reasoned = (step: 'extend' | 'unrestrict') => async (context: RequestContext) => {
    const { reason } = check(withReason, context.request.body);
    const { id } = await desk[step](idOf(context), reason, context.agent.id);
    return withTexts(id);
  };

  return [
    {
      method: 'get',
      path: 'rights',
      roles: rightsReaders,
      kind: 'read',
      async answer(context): Promise<RightsList> {
        await note(context, null);
        return { now: clock(), requests: (await desk.list()).map(itemOf) };
      },
    },
    {
      method: 'post',
      path: 'rights',
      roles: rightsOfficers,
      kind: 'write',
      async answer(context) {
        const { id } = await desk.open(check(opening, context.request.body), context.agent.id);
        return withTexts(id);
      },
    },
    {
      method: 'post',
      path: 'rights/:id/data',
      roles: rightsOfficers,
      kind: 'write',
      async answer(context) {
        check(nothing, context.request.body);
        const id = idOf(context);
        await note(context, id);
        return desk.collect(id);
      },
    },
    {
      method: 'post',
      path: 'rights/:id/file',
      roles: rightsOfficers,
      kind: 'write',
      async answer(context) {
        check(nothing, context.request.body);
        const id = idOf(context);
        await note(context, id);
        const locale = context.agent.locales[0] ?? 'ca';
        const { timeZone } = content().calendar;
        const zip = await packPersonalData(await desk.collect(id), { locale, timeZone, openFile: rights.openFile });
        await desk.noteSaved(id, context.agent.id);
        sendToKeep(context.response, { name: 'dades.zip', type: 'application/zip', body: Buffer.from(zip) });
      },
    },
    {
      method: 'post',
      path: 'rights/:id/answer',
      roles: rightsOfficers,
      kind: 'write',
      async answer(context) {
        const { id } = await desk.answer(idOf(context), check(answering, context.request.body), context.agent.id);
        return withTexts(id);
      },
    },
    {
      method: 'post',
      path: 'rights/:id/extend',
      roles: rightsOfficers,
      kind: 'write',
      answer: reasoned('extend'),
    },
    {
      method: 'post',
      path: 'rights/:id/unrestrict',
      roles: rightsOfficers,
      kind: 'write',
      answer: reasoned('unrestrict'),
    },
    {
      method: 'get',
      path: 'rights/:id/proof',
      roles: rightsReaders,
      kind: 'read',
      async answer(context): Promise<RightsProof> {
        return { proof: await rights.proofOf(idOf(context)) };
      },
    },
  ];
}

function itemOf({ request, identified, answer }: RightsRequestDetails): RightsItem {
  const { conversations, opened: _, closed, ...shown } = request;
  const ending =
    closed === null ? null : { at: closed.at, by: closed.by, outcome: closed.outcome, erased: closed.erased };
  return { ...shown, conversations: conversations.length, closed: ending, identified, answer };
}
