import { createHash } from 'node:crypto';
import { createProtocol, type Protocol } from '../protocol/index.ts';
import type { ProtocolContent } from './content.ts';

/** The protocol in force with some content. Its version changes only with the protocol, the calendar or its holidays. */
export function buildProtocol({ protocol, calendar, publicHolidays }: ProtocolContent): Protocol {
  const { days } = publicHolidays;
  const said = JSON.stringify({ protocol, calendar, days });
  const version = createHash('sha256').update(said).digest('hex').slice(0, 16);
  return createProtocol(protocol, calendar, days, version);
}
