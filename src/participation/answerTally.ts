import { createHmac } from 'node:crypto';
import { createRecordLog, type RecordLog, type RecordLogDeps } from '../core/journal/recordLog.ts';
import {
  emptyTally,
  type SurveyAnswers,
  type SurveyTally,
  type SurveyTallyRecord,
  withAnswer,
} from '../core/model/participation/survey.ts';
import type { Keys } from '../core/ports/sealer.ts';
import { createKeyedLock } from '../core/util/keyedLock.ts';
import { answersStream, tokenKeyAccount, tokenKeyName } from './surveyStreams.ts';

/** To which times of answers are rounded down, milliseconds. */
const roundedMs = 3_600_000;

interface AnswerTallyDeps extends Pick<RecordLogDeps, 'journal' | 'sealer' | 'clock'> {
  readonly tenant: string;
  readonly records: RecordLog;
  readonly keys: Pick<Keys, 'current' | 'destroy'>;
  /** Notes destroyed keys apart from the key ring; absent: nobody does. */
  readonly noteErased?: (keyIds: readonly string[]) => Promise<void>;
}

/** An answer on its way to be counted. */
interface SurveyAnswer {
  readonly survey: string;
  readonly questions: readonly string[];
  readonly answers: SurveyAnswers;
  /** Where it was given: the same ones are the same answer. */
  readonly conversation: string;
  /** The revision in which it was given; null: one answer of the conversation counts. */
  readonly revision: number | null;
}

/** Counts the answers to surveys. */
export interface AnswerTally {
  /** Counts an answer, however often it is called with it. */
  count(answer: SurveyAnswer): Promise<void>;
  /** How many answers there are now. */
  answers(survey: string): Promise<number>;
  /** The sums, made from each answer. */
  sums(survey: string): Promise<SurveyTally>;
  /** Destroys the key under which answers are told apart: from then on nobody can say whose one is. */
  sever(survey: string): Promise<void>;
}

/**
 * How one answer a person counts, and no more is known of it:
 *
 * Each answer is one commit of the survey's own record. Its key in the journal, which the store keeps unique, is a token: the
 * HMAC of the conversation's id under a random key that this survey alone has. So a retry, a second process and a restart
 * find the answer there, and add nothing. The token joins nothing: another survey has another key, so that two tokens of
 * one conversation have nothing in common; and without the key nobody can go from a token to a conversation, or back.
 * A week after the results that key is destroyed, for the installation as well. The hour alone is kept of when an answer
 * was given, and what was answered is sealed under a key of the record, not of the conversation: who erases their
 * conversation does not change the result.
 */
export function createAnswerTally(deps: AnswerTallyDeps): AnswerTally {
  const { tenant, journal, sealer, clock, records, keys } = deps;
  const lock = createKeyedLock();
  const keyOwner = (survey: string) => sealer.conversationId(tenant, tokenKeyAccount, tokenKeyName(survey));

  async function tokenOf({ survey, conversation, revision }: SurveyAnswer): Promise<string> {
    const { key } = await keys.current(keyOwner(survey));
    return createHmac('sha256', key)
      .update(JSON.stringify([conversation, revision]))
      .digest('base64url');
  }

  return {
    async count(answer) {
      const { survey, questions, answers } = answer;
      const token = await tokenOf(answer);
      const log = createRecordLog({
        journal,
        sealer,
        clock: () => Math.floor(clock() / roundedMs) * roundedMs,
        newId: () => token,
      });
      // One at a time in this process: they would only make each other start over.
      await lock.run(survey, () =>
        log.append<SurveyTallyRecord>(
          answersStream(tenant, survey),
          JSON.stringify({ questions, answers }),
          (known) => ({
            events: [{ type: 'survey.answered', survey }],
            state: { record: 'survey-tally', shape: 1, survey, answers: (known?.answers ?? 0) + 1 },
          }),
        ),
      );
    },

    async answers(survey) {
      return (await records.newest<SurveyTallyRecord>(answersStream(tenant, survey)))?.state.answers ?? 0;
    },

    async sums(survey) {
      let sums = emptyTally;
      for (const commit of await records.read(answersStream(tenant, survey), 0)) {
        const { questions, answers } = JSON.parse((await records.payloadOf(commit)) ?? '{}') as SurveyAnswer;
        sums = withAnswer(sums, questions, answers);
      }
      return sums;
    },

    async sever(survey) {
      const gone = await keys.destroy(keyOwner(survey), null);
      await deps.noteErased?.(gone);
    },
  };
}
