import { locales } from '../../core/model/locale.ts';
import { placeholdersIn } from '../../core/util/interpolate.ts';
import type { ProtocolFile } from '../../protocol/index.ts';

/** Values that the code provides for replies of the protocol, in addition to those of `council.yaml`. */
export const replyValues = [
  'code',
  'date',
  'deadline',
  'department',
  'firstDeadline',
  'opening',
  'responsible',
  'administrativeSilence',
  'url',
] as const;

/** Checks that each `{{name}}` in a reply has a value, and that replies use the same names in every language. */
export function checkReplies(
  { replies, rules }: ProtocolFile,
  values: readonly string[],
  report: (path: readonly PropertyKey[], message: string, how: { readonly fatal: boolean }) => void,
): void {
  const known = new Set<string>([...values, ...replyValues]);
  for (const [key, texts] of Object.entries(replies)) {
    if (!rules.some(({ reply }) => reply === key)) {
      report(['replies', key], `\`${key}\` is never used: name it as the \`reply\` of a rule, or remove it`, {
        fatal: false,
      });
    }
    for (const locale of locales) {
      const names = placeholdersIn(texts[locale]);
      for (const name of names.filter((each) => !known.has(each))) {
        const message = `{{${name}}} has no value: use one of ${replyValues.join(', ')}, or a name that council.yaml has`;
        report(['replies', key, locale], message, { fatal: true });
      }
      const missing = placeholdersIn(texts.ca).filter((each) => !names.includes(each));
      if (missing.length > 0) {
        report(['replies', key, locale], `lacks {{${missing.join('}}, {{')}}}, which the Catalan text has`, {
          fatal: false,
        });
      }
    }
  }
}
