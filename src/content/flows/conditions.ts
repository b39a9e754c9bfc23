import { compileExpression } from 'filtrex';

type Values = Readonly<Record<string, string | number>>;

/** Words of the language of conditions, which name no slot. */
const keywords = new Set(
  'and or not in mod if then else exists empty true false of abs ceil floor log max min random round sqrt'.split(' '),
);

/** Names that conditions may use besides slots. */
export const conditionFacts = ['openCases', 'caseOpened', 'caseShown'] as const;

/** A condition that cannot be read, in an editor's words. */
export class ConditionFault extends Error {}

/**
 * Compiles a condition such as `danger == "yes" and openCases > 0`. Nothing but comparisons of the given values can be
 * expressed: no code of the condition's author runs.
 * @throws {ConditionFault} where it cannot be read
 */
export function compileCondition(condition: string): (values: Values) => boolean {
  let compiled: (values: Values) => unknown;
  try {
    compiled = compileExpression(condition, {
      customProp: (name: string, get: (name: string) => unknown, values: Values) =>
        Object.hasOwn(values, name) ? values[name] : get(name),
    });
  } catch (error) {
    throw new ConditionFault(`cannot be read: write it as in danger == "yes"`, { cause: error });
  }
  return (values) => {
    const result = compiled(values);
    return result === true || (typeof result === 'number' && result !== 0 && !Number.isNaN(result));
  };
}

/** The names in a condition. */
export function namesIn(condition: string): readonly string[] {
  const bare = condition.replace(/"(?:[^"\\]|\\.)*"/g, ' ');
  return [...new Set(bare.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [])].filter((name) => !keywords.has(name));
}

/** Evaluates conditions, each compiled once. One that cannot be read does not hold: the check of content reports it. */
export function createHolds(): (condition: string, values: Values) => boolean {
  const compiled = new Map<string, (values: Values) => boolean>();
  return (condition, values) => {
    let test = compiled.get(condition);
    if (test === undefined) {
      try {
        test = compileCondition(condition);
      } catch {
        test = () => false;
      }
      compiled.set(condition, test);
    }
    return test(values);
  };
}
