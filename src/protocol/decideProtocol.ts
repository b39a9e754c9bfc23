import { CodedError } from '../core/model/errors.ts';
import type { Circumstances, Decision, Due, Escalation } from './decision.ts';
import { dueTime, extendedTime, fractionTime } from './dueTime.ts';
import { matches } from './matches.ts';
import { evidence, type Protocol, type Rule, sanctions } from './protocol.ts';
import { isWithin, isWorkingDay, nextOpening, type WorkingHours, wallTime } from './time/index.ts';

/**
 * Decides what to do with a message: the first rule that applies, with its deadlines calculated. Pure: the same
 * protocol and circumstances always give the same decision.
 * @throws {CodedError} `content.invalid` when no rule applies, which a checked protocol excludes
 */
export function decideProtocol(protocol: Protocol, circumstances: Circumstances): Decision {
  const { account, at } = circumstances;
  const own = circumstances.department ?? account.department ?? protocol.fallback;
  const { calendar } = protocol;
  const attended: WorkingHours = { hours: account.hours ?? protocol.hours(own), calendar };
  const open = isWithin(attended, at);
  const rule = protocol.rules.find(({ when }) => matches(when, circumstances, open ? 'open' : 'closed'));
  if (rule === undefined) {
    throw new CodedError(
      'content.invalid',
      `No rule of dialogs/protocol.yaml says what to do with ${circumstances.kind}: add one without further conditions.`,
    );
  }
  const department = rule.to === null || rule.to === 'responsible' ? own : rule.to;
  // The account's department answers first; the responsible department does the work.
  const worked: WorkingHours = { hours: protocol.hours(department), calendar };
  const first = due(protocol, rule.first, attended, at);
  const resolution = due(protocol, rule.resolution, worked, at);
  return {
    rule: rule.id,
    protocol: protocol.version,
    cites: rule.cites,
    actions: rule.do,
    department,
    confirmation: rule.confirmation,
    breaks: rule.breaks,
    evidence: rule.do.some((action) => sanctions.includes(action)) ? evidence : [],
    tone: rule.tone,
    reply: rule.reply,
    first,
    resolution,
    administrativeSilence: rule.administrativeSilence,
    escalations: escalationsOf(protocol, rule, at, [
      { of: 'first', due: first, work: attended },
      { of: 'resolution', due: resolution, work: worked },
    ]),
    open,
    opensAt: nextOpening(attended, at),
    checks: isWorkingDay(calendar, wallTime(calendar.timeZone, at).day) ? null : protocol.freeDays.checks,
  };
}

function due(protocol: Protocol, id: string | null, work: WorkingHours, from: number): Due | null {
  const deadline = id === null ? undefined : protocol.deadlines[id];
  if (id === null || deadline === undefined) return null;
  const at = dueTime(deadline.duration, work, from);
  const { extension } = deadline;
  return {
    ...deadline,
    id,
    at,
    extendedAt: extension === null ? null : extendedTime(deadline.duration, work, from, extension),
  };
}

/** The notifications with their times. Without a deadline only the immediate ones remain. */
function escalationsOf(
  protocol: Protocol,
  rule: Rule,
  from: number,
  deadlines: readonly { of: 'first' | 'resolution'; due: Due | null; work: WorkingHours }[],
): readonly Escalation[] {
  const escalations = protocol.escalationPolicies[rule.escalationPolicy] ?? [];
  const atOnce = escalations
    .filter(({ at }) => at === 0)
    .map(({ notify }): Escalation => ({ at: from, fraction: 0, of: 'arrival', roles: notify }));
  const later = deadlines.flatMap(({ of, due, work }) =>
    due === null || due.duration.unit === 'at-once'
      ? []
      : escalations
          .filter(({ at }) => at > 0)
          .map(({ at, notify }): Escalation => {
            return { at: fractionTime(due.duration, work, from, at), fraction: at, of, roles: notify };
          }),
  );
  return [...atOnce, ...later].sort((a, b) => a.at - b.at);
}
