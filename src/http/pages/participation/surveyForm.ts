import type { Survey } from '../../../core/model/participation/survey.ts';
import type { TextSigner } from '../chat/signer.ts';

/** What somebody sent with the form of a survey; missing and strange fields are empty. */
interface SentAnswers {
  readonly ticket: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** The name of a question's field. */
export const fieldOf = (question: string): string => `q-${question}`;

export function readAnswers(body: unknown, { questions }: Survey): SentAnswers {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
  const answers = questions.flatMap(({ id, options }) => {
    const option = options.find((each) => each.id === fields[fieldOf(id)]);
    return option === undefined ? [] : [[id, option.id] as const];
  });
  const ticket = typeof fields.form === 'string' ? fields.form : '';
  return { ticket, answers: Object.fromEntries(answers) };
}

/** The id of the message that a form is: sent twice, it is one. Null: the form is not ours, or of another survey. */
export function messageOf(signer: TextSigner, { ticket, answers }: SentAnswers, survey: string): string | null {
  const form = signer.open(ticket, survey);
  return form === null ? null : `survey-${form}-${signer.digest(JSON.stringify([form, answers])).slice(0, 16)}`;
}
