import { buildProtocol } from '../../content/buildProtocol.ts';
import type { Content } from '../../content/content.ts';
import { traitFinderOf } from '../../content/kindsOf.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Kind } from '../../core/model/kind.ts';
import type { Locale } from '../../core/model/locale.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { type Circumstances, decideProtocol, explain, type Protocol, type Trait } from '../../protocol/index.ts';
import { instantOf } from '../../protocol/time/index.ts';
import type { ProtocolCommand } from './arguments.ts';
import type { Classify } from './classifierOf.ts';
import { protocolStrings } from './strings.ts';

interface ProtocolCheckDeps {
  readonly content: Content;
  readonly locale: Locale;
  readonly now: number;
  /** Creates the classifier; null when there is none. */
  readonly openClassifier: () => Classify | null;
}

/**
 * Explains line by line what would happen to a message.
 * @throws {CodedError} `input.invalid` when its kind is not given, or a day or department does not exist
 */
export function checkMessage(
  command: Extract<ProtocolCommand, { type: 'check' }>,
  { content, locale, now, openClassifier }: ProtocolCheckDeps,
): readonly string[] {
  const strings = protocolStrings(locale);
  const protocol = buildProtocol(content);
  const named = (id: string) => content.departments.departments.find((each) => each.id === id);
  if (command.department !== null && named(command.department) === undefined) {
    throw new CodedError(
      'input.invalid',
      `There is no department ${command.department}: see dialogs/departments.yaml.`,
    );
  }
  const known = kindOf(command, locale, openClassifier, traitFinderOf(content));
  const circumstances: Circumstances = {
    kind: known.kind,
    traits: [...new Set([...command.traits, ...known.traits])],
    surface: command.surface,
    account: { id: command.account ?? '', department: null, hours: null },
    department: command.department,
    at: command.at === null ? now : instantFrom(command.at, protocol),
  };
  const decision = decideProtocol(protocol, circumstances);
  const explained = {
    locale,
    strings,
    department: (id: string) => named(id)?.name[locale] ?? id,
    theDepartment: (id: string) => (named(id)?.withArticle ?? named(id)?.name)?.[locale] ?? id,
    values: valuesOf(content, locale),
  };
  const guessed =
    known.confidence === null
      ? []
      : [
          interpolate(strings.guessed, {
            kind: strings.kinds[known.kind],
            part: String(Math.round(known.confidence * 100)),
          }),
        ];
  return [...guessed, ...explain(protocol, circumstances, decision, explained)];
}

function kindOf(
  { kind, text }: { kind: Kind | null; text: string | null },
  locale: Locale,
  openClassifier: ProtocolCheckDeps['openClassifier'],
  traitsIn: (text: string) => readonly Trait[],
): { kind: Kind; confidence: number | null; traits: readonly Trait[] } {
  if (kind !== null) return { kind, confidence: null, traits: [] };
  const classify = openClassifier();
  if (classify === null || text === null) {
    const strings = protocolStrings(locale);
    throw new CodedError(
      'input.invalid',
      interpolate(strings.kindMissing, { kinds: Object.keys(strings.kinds).join(', ') }),
    );
  }
  const guess = classify(text, locale);
  const evidence: readonly Trait[] = guess.rule === null ? [] : ['evidence'];
  return { kind: guess.kind, confidence: guess.confidence, traits: [...evidence, ...traitsIn(text)] };
}

function valuesOf({ council }: Content, locale: Locale): Readonly<Record<string, string>> {
  const said = Object.entries(council.values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value[locale],
  ]);
  return Object.fromEntries(said);
}

/** `2026-11-24`, `2026-11-24T10:00` in the city's time zone, or with an explicit offset. */
function instantFrom(text: string, { calendar }: Protocol): number {
  const local = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d))?$/.exec(text);
  const [, day = '', hours = '0', minutes = '0'] = local ?? [];
  const instant = Date.parse(local === null ? text : `${text.slice(0, 10)}T${text.slice(11) || '00:00'}Z`);
  if (Number.isNaN(instant)) {
    throw new CodedError('input.invalid', '--at takes a day and a time, as in 2026-11-24T10:00.');
  }
  return local === null ? instant : instantOf(calendar.timeZone, day, Number(hours) * 60 + Number(minutes));
}
