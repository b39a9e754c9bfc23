export { type DangerDetector, type DangerRules, type DangerSources, openDangerDetector } from './dangerDetector.ts';
export { type DangerLesson, type DangerLessons, trainDangerWords } from './dangerLessons.ts';
export { type DangerMeaning, dangerTexts as textsOf, dangerTraining, trainDangerMeaning } from './trainMeaning.ts';
