import { replyByVectors } from '../replyFromWorker.ts';
import { trainScopeMeaning } from './scopeLessons.ts';

replyByVectors(trainScopeMeaning);
