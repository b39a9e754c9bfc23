import { buildProtocol, compileProtocol } from '../../content/buildProtocol.ts';
import { calendarYear } from '../../content/calendarYear.ts';
import { casesSince, mostCases, replayCases } from '../../content/desk/protocolReplay.ts';
import { isOfLastGood } from '../../content/desk/protocolTrial.ts';
import type { ProtocolReplay } from '../../content/desk/trialViews.ts';
import { editors } from '../../core/cases/policy.ts';
import { openedDesk } from './content.ts';
import { ofYear, tryProtocolMessage } from './contentSchema.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';

/** The time whose cases are checked again. */
const replayMs = 30 * 24 * 60 * 60_000;

/** What the drafts of the protocol and the calendar make of messages, of past cases and of a year. */
export function protocolRoutes(
  deps: Pick<ApiDeps, 'desk' | 'tenant' | 'cases' | 'content' | 'knowledge' | 'accountHours' | 'clock'>,
): readonly ApiRoute[] {
  return [
    {
      method: 'post',
      path: 'content/protocol/try',
      roles: editors,
      kind: 'write',
      async answer({ request }) {
        const { text, locale = 'ca', surface = 'private' } = check(tryProtocolMessage, request.body);
        return openedDesk(deps.desk).tryProtocol({ text, locale, surface });
      },
    },
    {
      method: 'get',
      path: 'content/protocol/replay',
      roles: editors,
      kind: 'read',
      answer: async () => replay(deps),
    },
    {
      method: 'get',
      path: 'content/calendar',
      roles: editors,
      kind: 'read',
      parameters: Object.keys(ofYear.shape),
      async answer({ request }) {
        const { year } = check(ofYear, request.query);
        const { content } = await openedDesk(deps.desk).draftContent();
        return calendarYear(content.calendar, year);
      },
    },
  ];
}

/** Only ids, kinds and times of cases are read, nothing that people wrote: so no reading is recorded. */
async function replay({
  desk,
  tenant,
  cases,
  content,
  knowledge,
  accountHours,
  clock,
}: Parameters<typeof protocolRoutes>[0]): Promise<ProtocolReplay> {
  const drafts = await openedDesk(desk).draftContent();
  const since = clock() - replayMs;
  const rows = await casesSince(cases, tenant, since);
  const before = { protocol: knowledge().protocol, rules: content().protocol.rules };
  const isSame = buildProtocol(drafts.content).version === before.protocol.version;
  const after = { protocol: isSame ? before.protocol : compileProtocol(drafts.content) };
  const rules = await replayCases(rows, accountHours(), before, after);
  const changed = rules.reduce((sum, rule) => sum + rule.changed, 0);
  const isPartial = rows.length >= mostCases;
  return { since, cases: rows.length, isPartial, changed, isOfLastGood: isOfLastGood(drafts), rules };
}
