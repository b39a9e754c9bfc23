import { readMatchingModel, shippedMatching } from '../matching/matchingFile.ts';
import { replyByVectors } from '../replyFromWorker.ts';
import { trainUnderstandingMeaning, type UnderstandingLessons } from './lessons.ts';

replyByVectors((lessons: UnderstandingLessons, modelId, vectorOf) =>
  trainUnderstandingMeaning(lessons, modelId, readMatchingModel(shippedMatching), vectorOf),
);
