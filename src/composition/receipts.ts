import type { Commit } from '../core/model/commit.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { ReceiptsDeps } from '../http/pages/receipts.ts';
import type { PublicLog } from '../transparency/publicLog.ts';
import type { BotStores } from './bot.ts';
import { ownTexts } from './transparency.ts';

/** Turns that are looked through for answers: what somebody wants to prove was said a moment ago. */
const turnsSearched = 100;

/** The answers of a conversation, and their proofs; null: there is no public log. */
export function receiptsOf(
  publicLog: PublicLog | null,
  { journal }: Pick<BotStores, 'journal'>,
  sealer: Pick<Sealer, 'open'>,
): Pick<ReceiptsDeps, 'answers' | 'prove'> | null {
  if (publicLog === null) return null;
  return {
    async answers(conversation) {
      const { latest } = await journal.load(conversation, '');
      if (latest === null) return [];
      const commits = await journal.read(conversation, Math.max(0, latest.revision - turnsSearched), turnsSearched);
      const found = await Promise.all(
        commits.filter(isAsked).map(async (commit) => {
          const content = await sealer.open(commit);
          if (content === null || content.inbound === null) return [];
          return [{ revision: commit.revision, at: commit.at, inbound: content.inbound, outbound: content.outbound }];
        }),
      );
      return found.flat().reverse();
    },
    async prove(conversation, revision) {
      const [commit] = await journal.read(conversation, revision - 1, 1);
      if (commit?.revision !== revision || !isAsked(commit)) return null;
      const texts = await ownTexts(commit, sealer);
      return texts === null ? null : publicLog.proofOf(commit, 'question', texts);
    },
  };
}

/** Whether a commit answers a question, or says that it cannot. */
function isAsked({ events }: Commit): boolean {
  return events.some(
    ({ type }) => type === 'question.answered' || type === 'question.clarified' || type === 'question.unanswered',
  );
}
