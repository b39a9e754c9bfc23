import { replyFromWorker } from '../language/replyFromWorker.ts';
import { namedHolidays } from '../protocol/time/publicHolidays.ts';

replyFromWorker(namedHolidays);
