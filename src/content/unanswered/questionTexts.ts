import type { CaseEvent } from '../../core/model/event.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { shownText } from '../gate/gateQuestion.ts';
import type { KnownQuestion } from './askedQuestion.ts';
import type { ShownQuestion, ShownReply } from './views.ts';

/** Texts are read when somebody looks, so that nothing is left of them elsewhere once they are erased. */
export interface QuestionTexts {
  /** Null: it was erased, or its key is lost. */
  question(known: KnownQuestion): Promise<ShownQuestion | null>;
  /** What staff replied to a question; null: they did not, or as above. */
  reply(known: KnownQuestion): Promise<ShownReply | null>;
}

export function createQuestionTexts(deps: {
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
}): QuestionTexts {
  const { journal, sealer } = deps;
  return {
    async question({ mark, conversation, revision, locale, at }) {
      const [commit] = await journal.read(conversation, revision - 1, 1);
      const said = commit === undefined ? undefined : (await sealer.open(commit))?.inbound?.content;
      if (said?.kind !== 'text' && said?.kind !== 'edit') return null;
      return { mark, text: shownText(said.text), locale, at };
    },

    async reply({ conversation, reply, locale }) {
      if (reply === null) return null;
      const [commit] = await journal.read(conversation, reply - 1, 1);
      const command = commit === undefined ? undefined : (await sealer.open(commit))?.command;
      if (commit === undefined || command?.kind !== 'reply') return null;
      const replied = commit.events.find((event): event is CaseEvent => event.type === 'case.replied');
      return { text: shownText(command.text), by: replied?.by ?? null, at: commit.at, locale };
    },
  };
}
