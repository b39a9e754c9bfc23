import type { TurnThresholds } from '../model/understanding.ts';

/** The thresholds that ship with the bot. */
export const shippedThresholds: TurnThresholds = {
  topics: {
    meaning: { answer: 0.62, clear: 0.45, times: 4, sure: 0.82, clarify: 0.3, lead: 0.04, choice: 0.15 },
    // Words alone are calibrated apart and separate less: menus instead of guesses.
    words: { answer: 0.85, clear: 0.85, times: 1, sure: 0.9, clarify: 0.13, lead: 0, choice: 0.05 },
  },
  outside: 0.5,
  elsewhere: 0.8,
  elsewhereDoubt: 0.2,
  ownTopic: 0.75,
  expectedTalk: 0.45,
  talk: 0.5,
  move: 0.4,
  statedCorrection: 0.9,
  stay: 0.12,
  earlierTopic: 0.1,
  aspect: 0.3,
  ownAspect: 0.55,
  exception: 0.55,
  clearException: 0.72,
  department: 0.45,
  reportDepartment: 0.05,
  kind: 0.6,
  silentKind: 0.8,
  overridingKind: 0.9,
  dataKind: 0.7,
  nearEntry: 0.7,
  expectedKind: 0.35,
  proposal: 0.75,
  statedKind: 0.9,
  unclearKind: 0.5,
};
