import { z } from 'zod';
import { writeTable } from '../../content/sheets/table.ts';
import { boardFiguresOf, boardOf } from '../../core/cases/board/board.ts';
import { mayHandleCases } from '../../core/cases/policy.ts';
import { overseers } from '../../core/model/agent.ts';
import { boardPaces } from '../../core/model/desk/boardMail.ts';
import { capacityOf } from '../../core/model/desk/capacity.ts';
import type { CaseFacts } from '../../core/ports/caseIndex.ts';
import { dayStart } from '../../core/util/dates.ts';
import { csvType, sendToKeep } from '../sendToKeep.ts';
import { boardTable } from './boardTable.ts';
import { noteListing } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import { ratingComments } from './ratingComments.ts';
import type { ApiRoute } from './route.ts';
import { check, name, wholeNumber } from './validate.ts';
import { type Board, type BoardComments, type BoardMailView, boardDays } from './wireBoard.ts';

/** Milliseconds for which facts serve everybody who looks: numbers of a board need not be newer. */
const factsTtlMs = 5_000;

const days = z.union(boardDays.map((each) => z.literal(each)));
const scope = { department: name.optional(), account: name.optional() };
const asked = z.object({ days: wholeNumber(1, 365).pipe(days).default(30), ...scope });
const wanted = z.strictObject({ days, ...scope });
type Wanted = z.infer<typeof asked>;

const mailPace = z.strictObject({ pace: z.enum(boardPaces).nullable() });

type Deps = Pick<
  ApiDeps,
  | 'tenant'
  | 'cases'
  | 'content'
  | 'directory'
  | 'accounts'
  | 'deskSettings'
  | 'connections'
  | 'clock'
  | 'journal'
  | 'sealer'
  | 'readings'
>;

/** Figures of the work for who oversees it: counted from an index, without anything that people wrote; apart from them, what they wrote with their grades. */
export function boardRoutes(deps: Deps): readonly ApiRoute[] {
  const { tenant, cases, content, directory, deskSettings, clock } = deps;
  let kept: { readonly since: number; readonly at: number; readonly facts: readonly CaseFacts[] } | null = null;

  async function factsSince(since: number): Promise<readonly CaseFacts[]> {
    const at = clock();
    if (kept === null || kept.since !== since || at - kept.at >= factsTtlMs)
      kept = { since, at, facts: await cases.facts(tenant, since) };
    return kept.facts;
  }

  async function boardFor({ days: back, department, account }: Wanted): Promise<Board> {
    const { timeZone } = content().calendar;
    const now = clock();
    const since = dayStart(timeZone, now, 1 - back);
    const all = await factsSince(since);
    const facts = all.filter(
      (each) =>
        (department === undefined || each.department === department) &&
        (account === undefined || each.account === account),
    );
    const options = { now, since, timeZone };
    const { total, grades, departments, accounts, agents } = boardOf(facts, options);
    const people = (await directory.list(tenant)).filter(
      (each) =>
        mayHandleCases(each) &&
        (department === undefined || each.departments.includes(department) || agents.some(({ id }) => id === each.id)),
    );
    const { capacities } = await deskSettings.read();
    const nothing = boardFiguresOf([], options);
    const ids = new Set([...agents.map(({ id }) => id), ...people.map(({ id }) => id)]);
    return {
      at: now,
      since,
      total,
      grades,
      departments,
      accounts,
      agents: [...ids].sort().map((id) => ({
        ...(agents.find((each) => each.id === id) ?? { id, ...nothing }),
        isAvailable: people.find((each) => each.id === id)?.availability === 'available',
        capacity: capacityOf(capacities, id),
      })),
    };
  }

  async function mailOf(id: string): Promise<BoardMailView> {
    const { boardMails } = await deskSettings.read();
    const isPossible = deps.connections.view().mail !== null;
    return { pace: boardMails.find(({ agent }) => agent === id)?.pace ?? null, isPossible };
  }

  return [
    {
      method: 'get',
      path: 'board',
      roles: overseers,
      kind: 'read',
      parameters: Object.keys(asked.shape),
      answer: ({ request }) => boardFor(check(asked, request.query)),
    },
    {
      method: 'get',
      path: 'board/comments',
      roles: overseers,
      kind: 'read',
      parameters: Object.keys(asked.shape),
      async answer(context): Promise<BoardComments> {
        const { days: back, department, account } = check(asked, context.request.query);
        await noteListing(context, 'list', deps);
        const since = dayStart(content().calendar.timeZone, clock(), 1 - back);
        return ratingComments({ since, department, account }, deps);
      },
    },
    {
      method: 'get',
      path: 'board/mail',
      roles: overseers,
      kind: 'read',
      answer: ({ agent }) => mailOf(agent.id),
    },
    {
      method: 'post',
      path: 'board/mail',
      roles: overseers,
      kind: 'write',
      async answer({ agent, request }) {
        const { pace } = check(mailPace, request.body);
        if (pace === null) await deskSettings.endBoardMail(agent.id, agent.id);
        else await deskSettings.keepBoardMail({ agent: agent.id, pace, since: clock() }, agent.id);
        return mailOf(agent.id);
      },
    },
    {
      method: 'post',
      path: 'board/file',
      roles: overseers,
      kind: 'write',
      async answer({ agent, request, response }) {
        const [locale = 'ca'] = agent.locales;
        const board = await boardFor(check(wanted, request.body));
        const names = { content: content(), accounts: deps.accounts(), people: await directory.list(tenant) };
        sendToKeep(response, {
          name: 'tauler.csv',
          type: csvType,
          body: writeTable(boardTable(board, names, locale), locale),
        });
        return undefined;
      },
    },
  ];
}
