import { readFileSync } from 'node:fs';

/** What a reader of the tutorial does or sees, in its order. */
interface TutorialStep {
  /**
   * `command`: for a terminal. `address`: to open. `path`: of a file to make. `file`: what to write in it. `say`: to type in a chat. `press`: a label to
   * press or fill in. `see`: what the program says. `picture`: a path below `docs`.
   */
  readonly kind: 'command' | 'address' | 'path' | 'file' | 'say' | 'press' | 'see' | 'picture';
  readonly text: string;
}

/** Gives the steps one after the other. */
export interface Tutorial {
  /** The text of the next step. Throws when the next step is of another kind, so that nothing is passed over. */
  next(kind: TutorialStep['kind']): string;
  /** Steps that nobody has asked for yet. */
  rest(): readonly TutorialStep[];
}

const fences: Readonly<Record<string, TutorialStep['kind']>> = { sh: 'command', yaml: 'file', text: 'say' };

/** Of running text: a picture, a label in bold, a command, an address of the service or a new file in code. */
const inline = /!\[[^\]]*\]\(([^)]+)\)|\*\*([^*]+)\*\*|`(npm run [^`]+)`|`(http:[^`]+)`|make the file `([^`]+)`/g;
const inlineKinds = ['picture', 'press', 'command', 'address', 'path'] as const;

export function readTutorial(): Tutorial {
  const steps = stepsOf(readFileSync(new URL('../../../docs/tutorial.md', import.meta.url), 'utf8'));
  let done = 0;
  return {
    next(kind) {
      const step = steps[done];
      if (step?.kind !== kind)
        throw new Error(`The tutorial goes on with ${JSON.stringify(step)}, not with a ${kind}.`);
      done += 1;
      return step.text;
    },
    rest: () => steps.slice(done),
  };
}

/** The steps in a text of Markdown. Each line of a fence with commands is a step. */
export function stepsOf(markdown: string): readonly TutorialStep[] {
  return Array.from(markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$|^> (.+)$|^(.+)$/gm), readBlock).flat();
}

function readBlock([, fence, body = '', quote, line = '']: RegExpExecArray): readonly TutorialStep[] {
  if (quote !== undefined) return [{ kind: 'see', text: quote }];
  if (fence === undefined) return Array.from(line.matchAll(inline), readInline);
  const kind = fences[fence];
  if (kind === undefined) throw new Error(`The tutorial has a fence of ${fence}, which nothing follows.`);
  if (kind === 'file') return [{ kind, text: body }];
  return body
    .trim()
    .split('\n')
    .map((text) => ({ kind, text }));
}

function readInline([, ...groups]: RegExpExecArray): TutorialStep {
  const index = groups.findIndex((group) => group !== undefined);
  return { kind: inlineKinds[index] ?? 'press', text: groups[index] ?? '' };
}
