import { type DangerReading, noDanger } from '../../src/core/model/danger.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { Knowledge, SentenceVectors } from '../../src/core/ports/knowledge.ts';

/** What knowledge sees of danger in a message by its words alone. */
export function dangerIn(knowledge: Knowledge, content: InboundContent): DangerReading {
  return content.kind === 'start' || content.kind === 'choice' ? noDanger : knowledge.danger(content.text.trim(), null);
}

/** No sentence has a vector. */
export const noVectors: SentenceVectors = { vectorOf: () => Promise.resolve(null) };
