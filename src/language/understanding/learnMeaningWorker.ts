import { replyByVectors } from '../replyFromWorker.ts';
import { trainUnderstandingMeaning } from './lessons.ts';

replyByVectors(trainUnderstandingMeaning);
