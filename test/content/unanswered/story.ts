import { openStaffBench } from '../../core/cases/bench.ts';
import { accountWith } from '../../support/account.ts';
import { agentWith } from '../../support/agent.ts';
import { createDeskStore } from '../../support/contentDesk.ts';
import { createKnowledge, type KnownThings } from '../../support/knowledge.ts';
import { openQuestions, type TestQuestions } from '../../support/questionDesk.ts';
import { town } from '../../support/town.ts';

const account = accountWith({ id: 'web', tenant: 'default' });
export const ona = agentWith('ona', {});

/** One question in three languages, which the town has no answer to. */
export const hens = { ca: 'puc tenir gallines', es: 'puedo tener gallinas', en: 'may i keep hens' };

/** Texts about hens point one way, whatever their language; others each point their own way. */
async function vectorOf(text: string): Promise<Float32Array> {
  const angle = /gallin|hens/i.test(text) ? 0 : 1 + (text.length % 7) / 3;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
}

/** A bot with staff, whose questions a desk follows; its knowledge can be replaced, as by a release. */
export async function openStory(changes: Parameters<typeof openQuestions>[1] = { vectorOf }) {
  const things: KnownThings = { ...town, languages: { ...town.languages, [hens.es]: 'es', [hens.en]: 'en' } };
  const knows = { now: createKnowledge(things) };
  const bench = openStaffBench(account, [ona], (deps) => ({ ...deps, knowledge: { current: () => knows.now } }));
  const { journal } = bench.store;
  const store = { ...createDeskStore(), journal, sealer: bench.sealer, pubsub: bench.pubsub, clock: bench.clock };
  const opened: TestQuestions = await openQuestions(store, changes);
  const list = (name: 'open' | 'followed' | 'aside' = 'open', entry: string | null = null) =>
    opened.questions.list({ list: name, entry, from: 0 });
  return {
    ...opened,
    bench,
    store,
    list,
    /** The first cluster of a list, with its first question. */
    async first(name: 'open' | 'followed' | 'aside' = 'open') {
      const [cluster] = (await list(name)).clusters;
      const [question] = cluster?.questions ?? [];
      if (cluster === undefined || question === undefined) throw new Error(`nothing is ${name}`);
      return { cluster, question };
    },
    /** From now on the bot knows these answers. */
    learn(questions: Readonly<Record<string, readonly string[]>>) {
      knows.now = createKnowledge({ ...things, questions: { ...town.questions, ...questions } });
    },
    /** Publishes all drafts, a minute later. */
    async publish(note: string) {
      bench.clock.advance(60_000);
      const published = await opened.content.desk.publish({ note, at: null, documents: null, by: 'eva' });
      bench.clock.advance(60_000);
      return published;
    },
    /** A person erases what they said. */
    async erase(conversation: string) {
      await bench.say(conversation, '/erase');
      await bench.say(conversation, { kind: 'choice', value: 'erase:yes', text: '' });
    },
  };
}

export type Story = Awaited<ReturnType<typeof openStory>>;
