import { isParsedCommand } from '../../core/model/parsedCommand.ts';
import type { Content } from '../content.ts';
import type { Problem } from '../problem.ts';

const entriesIn = ({ faq }: Pick<Content, 'faq'>): readonly string[] =>
  Object.values(faq).flatMap(({ entries }) => entries.map(({ id }) => id));

/** Checks that the entries about dangers exist. */
export function checkDangerEntries({ dangers, faq }: Pick<Content, 'dangers' | 'faq'>): Problem[] {
  const known = new Set(entriesIn({ faq }));
  return dangers.help.flatMap(({ id, entry }) =>
    entry === undefined || known.has(entry)
      ? []
      : {
          file: 'dangers.yaml',
          line: null,
          message: `the help \`${id}\` names the entry ${entry}, which does not exist: correct the id, or remove it`,
          fatal: false,
        },
  );
}

/** Checks that what a new person is offered exists. */
export function checkWelcome({ council, faq, flows = {} }: Pick<Content, 'council' | 'faq' | 'flows'>): Problem[] {
  const known = new Set([...entriesIn({ faq }), ...Object.values(flows).map(({ flow }) => `flow.${flow}`)]);
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
