export { type DangerDetector, type DangerRules, type DangerSources, openDangerDetector } from './dangerDetector.ts';
export { type DangerLesson, type DangerLessons, trainDangerWords } from './dangerLessons.ts';
export { type DangerMeaning, dangerTraining, textsOf, trainDangerMeaning } from './trainMeaning.ts';
