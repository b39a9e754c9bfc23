import type { RecordStream } from '../core/journal/recordLog.ts';

/** Signals that a survey opened, closed, or got its results. */
export const surveysTopic = 'surveys';

/** The account of the commits of surveys: no account can have this id. */
const surveysAccount = '(surveys)';

export function surveysStream(tenant: string): RecordStream {
  return { tenant, account: surveysAccount, name: 'surveys' };
}

/** The answers to a survey, a commit each. */
export function answersStream(tenant: string, survey: string): RecordStream {
  return { tenant, account: surveysAccount, name: `survey ${survey}` };
}

/** Names the key under which the answers to a survey are told apart; nothing is sealed under it. */
export const tokenKeyName = (survey: string): string => `survey tokens ${survey}`;

export const tokenKeyAccount = surveysAccount;
