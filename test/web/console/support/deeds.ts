import type { StaffDeed } from '../../../../src/core/model/staffCommand.ts';
import type { CaseItem, Turn } from '../../../../src/http/api/wire.ts';
import { turnWith } from './cases.ts';

/** A case and its turns after somebody did something in it, or the code of the refusal: as the real door decides. */
export function doIn(
  item: CaseItem,
  turns: readonly Turn[],
  { by, seen, deed, now }: { by: string; seen: number | null; deed: StaffDeed; now: number },
): { readonly item: CaseItem; readonly turn: Turn } | 'case.taken' | 'case.moved' {
  const servesOther = item.handledBy !== null && item.handledBy !== by;
  if (deed.kind === 'take' && servesOther) return 'case.taken';
  const isNews = (turn: Turn) =>
    turn.conversation === item.conversation &&
    turn.revision > (seen ?? 0) &&
    turn.said.some((each) => each.by === 'staff');
  if (deed.kind === 'reply' && turns.some(isNews)) return 'case.moved';
  const revision = item.revision + 1;
  const code = item.case.code;
  const happened: Turn['happened'] = happenedIn(deed, code, by);
  const turn = turnWith(item, revision, {
    at: now,
    deed: { by, deed },
    said: deed.kind === 'reply' ? [{ text: deed.text, by: 'staff', state: 'sent', files: deed.files }] : [],
    happened,
  });
  const changed = caseAfter(item, deed, by, now);
  return { item: { ...changed, revision, changedAt: now }, turn };
}

function caseAfter(item: CaseItem, deed: StaffDeed, by: string, now: number): CaseItem {
  const { case: matter } = item;
  const withCase = (changes: Partial<CaseItem['case']>): CaseItem => ({ ...item, case: { ...matter, ...changes } });
  switch (deed.kind) {
    case 'take':
      return { ...withCase({ assignee: by }), handledBy: by };
    case 'reply':
      return {
        ...withCase({ assignee: by, staffAt: now, first: matter.first && { ...matter.first, metAt: now } }),
        handledBy: by,
      };
    case 'hand-back':
      return { ...item, handledBy: null };
    case 'close':
      return { ...withCase({ status: 'closed', closed: { at: now, by, reason: deed.reason } }), handledBy: null };
    case 'reopen':
      return withCase({ status: 'open', closed: null });
    case 'snooze':
      return withCase({ status: 'snoozed', snoozedUntil: deed.until });
    case 'set-priority':
      return withCase({ priority: deed.priority });
    case 'assign':
      return deed.to !== null && 'agent' in deed.to
        ? withCase({ assignee: deed.to.agent })
        : withCase({ assignee: null, department: deed.to === null ? matter.department : deed.to.department });
    case 'propose': {
      const { sanction, breaks, evidence } = deed;
      const proposal = { id: String(matter.proposals.length + 1), sanction, by: { agent: by }, breaks, evidence };
      return withCase({ proposals: [...matter.proposals, { ...proposal, decided: null }] });
    }
    case 'decide':
      return withCase({
        proposals: matter.proposals.map((each) =>
          each.id === deed.proposal ? { ...each, decided: { by, at: now, accepted: deed.accept } } : each,
        ),
      });
    default:
      return item;
  }
}

function happenedIn(deed: StaffDeed, code: string, by: string): Turn['happened'] {
  if (deed.kind === 'take') return [{ type: 'case.taken', case: code, by }];
  if (deed.kind === 'hand-back') return [{ type: 'case.handed-back', case: code, by }];
  if (deed.kind === 'close') return [{ type: 'case.closed', case: code, by, reason: deed.reason }];
  if (deed.kind === 'reopen') return [{ type: 'case.reopened', case: code, by }];
  if (deed.kind === 'snooze') return [{ type: 'case.snoozed', case: code, by, until: deed.until }];
  return [];
}
