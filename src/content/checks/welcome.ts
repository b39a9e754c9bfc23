import { isParsedCommand } from '../../core/model/parsedCommand.ts';
import type { Content } from '../content.ts';
import type { Problem } from '../problem.ts';

/** Checks that what a new person is offered exists. */
export function checkWelcome({ council, faq, flows = {} }: Pick<Content, 'council' | 'faq' | 'flows'>): Problem[] {
  const known = new Set([
    ...Object.values(faq).flatMap(({ entries }) => entries.map(({ id }) => id)),
    ...Object.values(flows).map(({ flow }) => `flow.${flow}`),
  ]);
  const exists = (id: string) => known.has(id) || (id.startsWith('command.') && isParsedCommand(id.slice(8)));
  return council.welcome
    .filter((id) => !exists(id))
    .map((id) => ({
      file: 'council.yaml',
      line: null,
      message: `\`welcome\` names ${id}, which does not exist: correct the id`,
      fatal: false,
    }));
}
