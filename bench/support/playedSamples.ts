import { servicesIn } from '../../src/core/dialogue/subjects.ts';
import { newDialogue } from '../../src/core/model/conversation.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { createConversations } from './conversation.ts';
import type { DialogueModels, ReadSample } from './dialogueLessons.ts';
import { type LabelledDialogue, type SampleSituation, samplesOf } from './dialogues.ts';
import type { FoldReaders } from './foldReaders.ts';
import type { ShippedKnowledge } from './shipped.ts';

/**
 * The turns of conversations, each in the situation that the bot's own earlier turns left behind, with its mistakes and
 * menus: those that were learnt so far decide what it does.
 */
export async function playedSamplesOf(
  dialogues: readonly LabelledDialogue[],
  shipped: ShippedKnowledge,
  { readers, models }: { readonly readers: FoldReaders; readonly models: DialogueModels },
): Promise<readonly ReadSample[]> {
  const { byWords: _, ...known } = shipped.knowledge;
  const knowledge: Knowledge = { ...known, ...models };
  const begins = readers.folds.map((read) => createConversations({ ...shipped, knowledge, read }));
  const samples: ReadSample[] = [];
  for (const dialogue of dialogues) {
    const begin = begins[readers.foldOf(dialogue.id)];
    if (begin === undefined) continue;
    const { say } = begin(dialogue.locale);
    let situation: Omit<SampleSituation, 'generalOf'> = {
      dialogue: newDialogue,
      offered: false,
      choices: [],
      hasCase: false,
    };
    for (const sample of samplesOf([dialogue], shipped.knowledge)) {
      const { state, understanding } = await say({ kind: 'text', text: sample.turn.user });
      const { generalOf } = sample.situation;
      samples.push({ ...sample, understanding, situation: { ...situation, generalOf } });
      situation = {
        dialogue: state.dialogue,
        offered: state.offered.length > 0,
        choices: servicesIn(state.offered),
        hasCase: state.cases.some(({ status }) => status !== 'closed'),
      };
    }
  }
  return samples;
}
