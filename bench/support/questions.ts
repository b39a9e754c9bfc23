import { readQuestionSet } from './evaluationSet.ts';

/** What people type, in three languages: the evaluation questions. They are used as traffic only, not for training. */
export function readQuestions(): readonly string[] {
  return readQuestionSet().map(({ text }) => text);
}

/** Messages whose texts never repeat, made of the questions. */
export function createFreshMessages(): () => { readonly id: string; readonly text: string } {
  const questions = readQuestions();
  let sent = 0;
  return () => {
    sent += 1;
    const other = questions[(sent * 7) % questions.length] ?? '';
    return {
      id: `m${sent}`,
      text: `${questions[sent % questions.length]} ${other.split(' ').slice(0, 3).join(' ')} ${sent}`,
    };
  };
}
