export {
  type Classifier,
  type KindRules,
  openClassifier,
} from './openClassifier.ts';
export { readPattern } from './pattern.ts';
export { openRules, type RulesOfKind, type WrittenRule } from './rules.ts';
export { type KindExamples, trainClassifier } from './trainClassifier.ts';
