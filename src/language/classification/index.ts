export {
  type Classifier,
  type EmergencyCheck,
  type KindRules,
  openClassifier,
  openEmergencyCheck,
} from './openClassifier.ts';
export { readPattern } from './pattern.ts';
export { openRules, type RulesOfKind, type WrittenRule } from './rules.ts';
export { type ClassifierTraining, type KindExamples, trainClassifier } from './trainClassifier.ts';
