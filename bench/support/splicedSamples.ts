import { mostInFocus } from '../../src/core/dialogue/entriesInFocus.ts';
import type { ReadSample } from './dialogueLessons.ts';
import { farApart } from './dialogues.ts';

/**
 * The questions that begin conversations, each put into the middle of another one about other services: who turns to something
 * else there asks as people do who come for it, and goes on about that. Conversations alone show far more often how people go on, and
 * those that the bot played itself, how they go back to what it left by mistake.
 */
export function splicedSamples(samples: readonly ReadSample[]): readonly ReadSample[] {
  return [...Map.groupBy(samples, ({ dialogue }) => dialogue.locale).values()].flatMap((own) => {
    const byId = Map.groupBy(own, ({ dialogue }) => dialogue.id);
    const conversations = [...byId.values()];
    const questions = own.filter(({ index, turn }) => index === 0 && turn.act === 'topic' && turn.topic);
    return questions.flatMap((question, number): readonly ReadSample[] => {
      const place = (number * farApart + 1) % conversations.length;
      const turns = [...conversations.slice(place), ...conversations.slice(0, place)].find((each) =>
        isOfOthers(each, question),
      );
      const later = turns?.filter(({ situation }) => situation.dialogue.focus.length > 0) ?? [];
      const at = later[number % later.length];
      if (at === undefined) return [];
      const asked = { ...question, index: at.index, situation: at.situation, isSpliced: true as const };
      const [, next] = byId.get(question.dialogue.id) ?? [];
      return next !== undefined && next.turn.topic === question.turn.topic
        ? [asked, { ...next, index: at.index + 1, situation: below(next, at), isSpliced: true }]
        : [asked];
    });
  });
}

/** The situation of a turn, with what was spoken of before in the conversation into which its question was put. */
function below({ situation }: ReadSample, before: ReadSample): ReadSample['situation'] {
  const { focus } = situation.dialogue;
  const earlier = before.situation.dialogue.focus.filter(({ entry }) => !focus.some((each) => each.entry === entry));
  return { ...situation, dialogue: { ...situation.dialogue, focus: [...focus, ...earlier].slice(0, mostInFocus) } };
}

/** Whether a conversation is of other services than a question. */
function isOfOthers(turns: readonly ReadSample[], { turn: { topic } }: ReadSample): boolean {
  const spokenOf = turns.flatMap(({ turn }) => [turn.topic, ...(turn.topics ?? []).map((each) => each.topic)]);
  return turns.length > 1 && !spokenOf.includes(topic);
}
