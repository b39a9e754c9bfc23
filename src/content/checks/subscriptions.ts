import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';
import type { SubscriptionsFile } from '../schema/subscriptions.ts';

/** Creates the check of `subscriptions.yaml`: its topics exist, and no id is there twice. */
export function subscriptionsCheck(topics: ReadonlySet<string>) {
  return (file: string, { value, line }: YamlResult<SubscriptionsFile>): readonly Problem[] => {
    const unknown = value.alerts.flatMap((alert, index) =>
      alert.topics
        .filter((topic) => !topics.has(topic))
        .map((topic): Problem => {
          const message = `\`${topic}\` is not a topic: use the name of a file in dialogs/faq`;
          return { file, line: line(['alerts', index, 'topics']), message, fatal: false };
        }),
    );
    const twice = (['alerts', 'neighbourhoods'] as const).flatMap((list) => {
      const ids = value[list].map(({ id }) => id);
      return ids.flatMap((id, index): readonly Problem[] => {
        if (ids.indexOf(id) === index) return [];
        const message = `\`${id}\` is there twice: give one of them another id`;
        return [{ file, line: line([list, index, 'id']), message, fatal: true }];
      });
    });
    return [...unknown, ...twice];
  };
}
