import { flowsOf } from '../../src/content/flows/flowsOf.ts';
import type { FlowDefinition } from '../../src/core/model/flow.ts';
import type { Kind } from '../../src/core/model/kind.ts';
import type { Flows, Knowledge } from '../../src/core/ports/knowledge.ts';
import { createKnowledge } from './knowledge.ts';
import { shippedContent } from './shippedContent.ts';
import { town } from './town.ts';

/** The flows that ship. */
export async function shippedFlows(): Promise<Flows> {
  const content = await shippedContent();
  return flowsOf(content);
}

/** The town, which runs some flows, and knows these texts as messages of some kind. */
export function townWithFlows(flows: Flows, kinds: Readonly<Record<string, Kind>>): Knowledge {
  const known = createKnowledge({ ...town, kinds: { ...town.kinds, ...kinds } });
  return { ...known, flows };
}

/** The same flow in another version: its first question is put in other words. */
export function reworded(definition: FlowDefinition, version: string): FlowDefinition {
  return {
    ...definition,
    version,
    steps: definition.steps.map((step) =>
      step.kind === 'collect'
        ? { ...step, ask: { ca: `${version} ca`, es: `${version} es`, en: `${version} en` } }
        : step,
    ),
  };
}
