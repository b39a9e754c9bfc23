import { CodedError } from '../../core/model/errors.ts';
import { createCalendarCheck } from '../checks/calendar.ts';
import type { Need } from '../checks/need.ts';
import { createProtocolCheck, type ProtocolCheckContext } from '../checks/protocol.ts';
import type { Content, ProtocolContent } from '../content.ts';
import { findPublicHolidays } from '../findPublicHolidays.ts';
import type { Problem } from '../problem.ts';
import { calendarFile } from '../schema/calendar.ts';
import { protocolFile } from '../schema/protocol.ts';
import type { Derive } from './parsedFiles.ts';

/** Reads and checks files. */
interface ProtocolSource {
  readonly need: Need;
  readonly derive: Derive;
  readonly report: (problem: Problem) => void;
}

/** Reads `protocol.yaml` and `calendar.yaml`, and looks up the holidays of the calendar's region. */
export async function loadProtocol(
  { need, derive, report }: ProtocolSource,
  around: ProtocolCheckContext,
  previous: Partial<Content> | null,
): Promise<ProtocolContent> {
  const protocol = await need('protocol.yaml', protocolFile, previous?.protocol, createProtocolCheck(around));
  const check = createCalendarCheck(around.departments);
  const calendar = await need('calendar.yaml', calendarFile, previous?.calendar, check);
  const publicHolidays = await findPublicHolidays(calendar, previous?.publicHolidays, derive);
  if (publicHolidays.days.length > 0) return { protocol, calendar, publicHolidays };
  const { country, region } = calendar.holidays;
  const message = `\`holidays\` names ${country} and ${region}, whose holidays are unknown: correct the codes`;
  const last = previous?.calendar;
  const lastHolidays = previous?.publicHolidays;
  if (last === undefined || lastHolidays === undefined) {
    throw new CodedError(
      'content.invalid',
      `The bot cannot calculate deadlines. Fix dialogs/calendar.yaml: ${message}.`,
    );
  }
  report({ file: 'calendar.yaml', line: null, message, fatal: true });
  return { protocol, calendar: last, publicHolidays: lastHolidays };
}
