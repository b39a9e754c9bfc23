import type { RetentionPolicy } from '../../core/model/rights/retention.ts';
import type { Check } from './need.ts';

/** Every case needs a rule, and every rule must be reached. */
export const checkRetention: Check<RetentionPolicy> = (file, { value, line }) => {
  const fault = (path: readonly PropertyKey[], message: string) => ({ file, line: line(path), message, fatal: true });
  const { conversation, cases } = value;
  const isForAll = ({ kinds, outcomes }: RetentionPolicy['cases'][number]) => kinds === null && outcomes === null;
  const ids = [conversation.id, ...cases.map(({ id }) => id)];
  const forAll = cases.findIndex(isForAll);
  return [
    ...cases.flatMap(({ id }, at) =>
      ids.indexOf(id) === at + 1
        ? []
        : [fault(['cases', at, 'id'], `\`${id}\` is there twice: give each rule its own name`)],
    ),
    ...(forAll === cases.length - 1
      ? []
      : [
          forAll === -1
            ? fault(['cases'], 'leaves some cases without a rule: end with one that names neither kinds nor outcomes')
            : fault(['cases', forAll + 1], 'is never reached: the rule before it is for all cases'),
        ]),
  ];
};
