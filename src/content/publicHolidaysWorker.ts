import { replyFromWorker } from '../language/replyFromWorker.ts';
import { publicHolidays } from '../protocol/time/publicHolidays.ts';

replyFromWorker(publicHolidays);
