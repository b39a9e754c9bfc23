import type { DialogueNetwork } from '../../src/core/model/understanding.ts';

/** A network that adds up some features, each with its weight, and looks at nothing else. */
export function weighing(features: readonly string[], weights: Readonly<Record<string, number>>): DialogueNetwork {
  return { straight: features.map((name) => [weights[name] ?? 0]), hidden: [], bias: [], output: [] };
}
