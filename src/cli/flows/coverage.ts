import type { FlowDefinition } from '../../core/model/flow.ts';
import { questionsIn, type Walked } from './walkFlows.ts';

/** A walk of a flow, and where it took place. */
type PlacedWalk = Walked & { readonly channel: string };

/** How often the steps of a flow were reached on each channel. */
interface Coverage {
  /** A table: a line for each question, then one for each condition, with a column for each channel. */
  readonly lines: readonly string[];
  /** Questions that were never put on some channel: `photo on teams`. */
  readonly missed: readonly string[];
}

const nameWidth = 36;

/** What walks of one flow reached, in all languages together. */
export function coverageOf(flow: FlowDefinition, walks: readonly PlacedWalk[]): Coverage {
  const channels = [...new Set(walks.map(({ channel }) => channel))];
  const width = Math.max(...channels.map((channel) => channel.length)) + 2;
  const on = (channel: string, count: (walk: Walked) => number) =>
    walks.filter((walk) => walk.channel === channel).reduce((sum, walk) => sum + count(walk), 0);
  const row = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(width)).join('')}`;
  const missed: string[] = [];
  const lines = [row('', channels)];
  for (const { id } of questionsIn(flow)) {
    const visits = channels.map((channel) => on(channel, (walk) => walk.visits.get(id) ?? 0));
    const never = channels.filter((_, at) => visits[at] === 0);
    missed.push(...never.map((channel) => `${id} on ${channel}`));
    lines.push(row(id, visits.map(String)) + (never.length === 0 ? '' : '  never reached'));
  }
  // Steps without a question lie between these: all branches taken and all questions put, they were passed.
  const conditions = new Set(flow.steps.flatMap((step) => (step.kind === 'if' ? [step.when] : [])));
  for (const condition of conditions) {
    const cells = channels.map((channel) => {
      const held = on(channel, (walk) => walk.branches.get(condition)?.held ?? 0);
      return `${held}/${on(channel, (walk) => walk.branches.get(condition)?.failed ?? 0)}`;
    });
    lines.push(row(`if ${condition}`, cells));
  }
  return { lines, missed };
}
