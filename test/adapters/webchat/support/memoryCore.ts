import { createHmac } from 'node:crypto';
import type { ReadTranscript, TranscriptTurn } from '../../../../src/core/journal/transcript.ts';
import type { Inbound, Rendered } from '../../../../src/core/model/message.ts';
import type { Delivery, Receive } from '../../../../src/core/ports/adapter.ts';
import { createKeptFiles, type KeptFiles } from '../../../support/keptFiles.ts';

/** What stands behind the adapter in its tests: it keeps everything as JSON, answers simply and wakes anybody who waits. */
export interface MemoryCore {
  readonly receive: Receive;
  readonly readTranscript: ReadTranscript;
  conversationId(tenant: string, account: string, platformConversation: string): string;
  subscribe(topic: string, listener: () => void): () => void;
  publish(topic: string): void;
  readonly files: KeptFiles['files'];
  /** What is kept, and whether anything more is. */
  readonly kept: KeptFiles;
  /** Every turn of a conversation, by the id in the journal. */
  turns(conversation: string): readonly TranscriptTurn[];
  /** Ids of all conversations. */
  conversations(): readonly string[];
  /** Forgets the content of all turns so far, as erasure does. */
  erase(conversation: string): void;
  /** Names of what happened, in order: `sealed ID`, `committed ID`. */
  readonly happened: string[];
  /** What was handed in, in order. */
  readonly deliveries: Delivery[];
  /** Runs before each commit; a test may hold it up or make it fail. */
  beforeCommit: () => Promise<void>;
  /** Runs while a transcript is read, after the journal was looked at. */
  whileReading: () => Promise<void>;
  /** Loses all signals. */
  deaf: boolean;
  /** Stands in for the journal. */
  endless: ((after: number, limit: number) => readonly TranscriptTurn[]) | null;
}

export function createMemoryCore(clock: () => number): MemoryCore {
  const journal = new Map<string, string[]>();
  const revisions = new Map<string, number>();
  const listeners = new Map<string, Set<() => void>>();
  const kept = createKeptFiles();

  const parse = (line: string): TranscriptTurn => JSON.parse(line);

  const core: MemoryCore = {
    happened: [],
    deliveries: [],
    beforeCommit: async () => {},
    whileReading: async () => {},
    deaf: false,
    endless: null,
    conversationId: (...names) => createHmac('sha256', 'test').update(JSON.stringify(names)).digest('hex'),
    async receive(delivery) {
      const { account, platformConversation, inbound } = delivery;
      core.deliveries.push(delivery);
      const conversation = core.conversationId(account.tenant, account.id, platformConversation);
      await core.beforeCommit();
      const key = JSON.stringify([conversation, inbound.id]);
      const known = revisions.get(key);
      if (known !== undefined) return { conversation, revision: known, duplicate: true };
      const lines = journal.get(conversation) ?? [];
      const revision = lines.length + 1;
      revisions.set(key, revision);
      journal.set(conversation, lines);
      lines.push(JSON.stringify({ revision, at: clock(), content: { inbound, outbound: replyTo(inbound) } }));
      core.happened.push(`committed ${inbound.id}`);
      core.publish(conversation);
      return { conversation, revision, duplicate: false };
    },
    async readTranscript(conversation, after, limit) {
      const turns = (journal.get(conversation) ?? []).slice(after, after + limit).map(parse);
      await core.whileReading();
      return core.endless?.(after, limit) ?? turns;
    },
    subscribe(topic, listener) {
      const those = listeners.get(topic) ?? new Set();
      listeners.set(topic, those.add(listener));
      return () => {
        those.delete(listener);
      };
    },
    publish(topic) {
      if (core.deaf) return;
      for (const listener of listeners.get(topic) ?? []) listener();
    },
    kept,
    files: {
      ...kept.files,
      async keep(conversation, id, bytes) {
        const outcome = await kept.files.keep(conversation, id, bytes);
        core.happened.push(`${outcome === 'kept' ? 'sealed' : outcome} ${id}`);
        return outcome;
      },
    },
    turns: (conversation) => (journal.get(conversation) ?? []).map(parse),
    conversations: () => [...journal.keys()],
    erase(conversation) {
      const lines = journal.get(conversation) ?? [];
      journal.set(
        conversation,
        lines.map((line) => JSON.stringify({ ...parse(line), content: null })),
      );
    },
  };
  return core;
}

function replyTo({ content }: Inbound): readonly Rendered[] {
  switch (content.kind) {
    case 'start':
      return [say('Bon dia', [{ label: 'Padró', value: 'entry:padro.alta' }])];
    case 'text':
      return [say(`you said: ${content.text}`), say('anything else?')];
    case 'choice':
      return [say(`you chose: ${content.value}`)];
    case 'files':
      return [say(`files: ${content.files.length}`)];
    default:
      return [say(content.kind)];
  }
}

function say(text: string, choices: Rendered['choices'] = []): Rendered {
  return { text, markup: 'markdown', choices, files: [], locale: 'ca' };
}
