import type { AgentId } from '../agent.ts';

export const boardPaces = ['weekly', 'monthly'] as const;
export type BoardPace = (typeof boardPaces)[number];

/** That somebody who oversees the work wants its figures by e-mail. */
export interface BoardMail {
  readonly agent: AgentId;
  readonly pace: BoardPace;
  /** When they asked for it, milliseconds since 1970: what was due before is not sent. */
  readonly since: number;
}
