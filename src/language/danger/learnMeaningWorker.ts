import { replyByVectors } from '../replyFromWorker.ts';
import { trainDangerMeaning } from './trainMeaning.ts';

replyByVectors(trainDangerMeaning);
