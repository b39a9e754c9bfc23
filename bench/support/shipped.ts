import { fileURLToPath } from 'node:url';
import { buildKnowledge, type KnowledgeLearners } from '../../src/content/buildKnowledge.ts';
import type { Content } from '../../src/content/content.ts';
import { dangerVectorTraining } from '../../src/content/dangers/dangerMeaning.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { createVectorLearning } from '../../src/content/learntFromVectors.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { scopeVectorTraining } from '../../src/content/understanding/scopeMeaning.ts';
import { understandingVectorTraining } from '../../src/content/understanding/understandingMeaning.ts';
import { readHere, understand } from '../../src/core/engine/understand.ts';
import type { Understanding } from '../../src/core/model/understanding.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import type { DangerLessons, DangerMeaning } from '../../src/language/danger/index.ts';
import { type Learn, startLearning } from '../../src/language/learn.ts';
import { readModelId, shippedModel } from '../../src/language/meaning/modelFile.ts';
import type { ScopeMeaning } from '../../src/language/scope/scopeLessons.ts';
import type {
  ClassLessons,
  UnderstandingLessons,
  UnderstandingMeaning,
} from '../../src/language/understanding/lessons.ts';
import { openVectors } from './vectors.ts';

/** The bot's knowledge as it ships, and how it reads a text with both voices, whatever the time it takes. */
export interface ShippedKnowledge {
  readonly content: Content;
  readonly knowledge: Knowledge;
  read(text: string): Promise<Understanding>;
  /** The meaning of a sentence, at once. */
  vectorOf(text: string): Float32Array | null;
}

interface ShippedOptions {
  readonly learn?: Learn;
  /** The content that ships, where it was read before. */
  readonly content?: Content;
  /** Absent: computed once, and kept on this machine. */
  readonly vectorOf?: (text: string) => Float32Array | null;
  /** See `KnowledgeLearners`. */
  readonly onBuilt?: KnowledgeLearners['onBuilt'];
}

/**
 * Opens the shipped content with the shipped models.
 * @throws {Error} when they were not trained on it
 */
export async function openShipped({
  learn = startLearning,
  vectorOf = openVectors().vectorOf,
  onBuilt,
  content: given,
}: ShippedOptions = {}): Promise<ShippedKnowledge> {
  const content = given ?? (await readShipped());
  const failures: unknown[] = [];
  const fail = (failure: unknown) => failures.push(failure);
  const log = { info: () => {}, warn: fail, error: fail };
  const deps = {
    // Nothing is kept: what ships must be up to date.
    folder: fileURLToPath(new URL('../../models/none', import.meta.url)),
    meaning: {
      modelId: readModelId(shippedModel),
      vectorsOf: async () => {
        throw new Error('models/ is of other content: run npm run meaning:vectors, then npm run meaning:learn.');
      },
    },
    log,
  };
  const knowledge = await buildKnowledge(content, 'shipped', {
    learn,
    dangerMeaning: createVectorLearning<DangerLessons, DangerMeaning>(dangerVectorTraining, deps),
    understandingMeaning: createVectorLearning<UnderstandingLessons, UnderstandingMeaning>(
      understandingVectorTraining,
      deps,
    ),
    scopeMeaning: createVectorLearning<readonly ClassLessons[], ScopeMeaning>(scopeVectorTraining, deps),
    onBuilt,
  });
  if (failures.length > 0) throw new Error('The shipped models do not fit the content.', { cause: failures[0] });
  return {
    content,
    knowledge,
    read: (text) => readAtOnce(knowledge, vectorOf, text),
    vectorOf,
  };
}

async function readShipped(): Promise<Content> {
  const folder = fileURLToPath(new URL('../../dialogs', import.meta.url));
  return (await loadContent(folderSource(folder), null)).content;
}

/** Reads a text with both voices, whatever the time it takes. */
export function readAtOnce(
  knowledge: Knowledge,
  vectorOf: ShippedKnowledge['vectorOf'],
  text: string,
): Promise<Understanding> {
  const vectors = { vectorOf: async (of: string) => vectorOf(of) };
  return understand(knowledge, { reader: readHere, vectors }, { kind: 'text', text });
}
