import { kinds } from '../../core/model/kind.ts';
import { type Condition, covers, type ProtocolFile, type Rule, sanctions } from '../../protocol/index.ts';
import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';
import { faultOf } from './kinds.ts';
import { checkReplies } from './replies.ts';

/** Facts about the rest of the content that the check needs. */
export interface ProtocolCheckContext {
  readonly departments: ReadonlySet<string>;
  /** Names of the values of `council.yaml`. */
  readonly values: readonly string[];
}

type Report = (path: readonly PropertyKey[], message: string, how?: { readonly fatal: boolean }) => void;

/** Creates the check of `protocol.yaml`: names exist, every kind has a rule, every rule can apply. */
export function createProtocolCheck(around: ProtocolCheckContext) {
  return (file: string, { value, line }: YamlResult<ProtocolFile>): readonly Problem[] => {
    const problems: Problem[] = [];
    const report: Report = (path, message, { fatal } = { fatal: true }) =>
      problems.push({ file, line: line(path), message, fatal });
    value.rules.forEach((rule, index) => {
      checkNames(value, rule, around, (path, message) => report(['rules', index, ...path], message));
      checkSense(value, rule, (path, message) => report(['rules', index, ...path], message));
      const before = value.rules.slice(0, index);
      if (before.some(({ id }) => id === rule.id)) {
        report(['rules', index, 'id'], `\`${rule.id}\` occurs twice: give each rule its own name`);
      }
      const hider = before.find(({ when }) => covers(when, rule.when));
      if (hider !== undefined) {
        const message = `is never reached: \`${hider.id}\` above it matches all its messages; move it up, or narrow the other`;
        report(['rules', index], `\`${rule.id}\` ${message}`, { fatal: false });
      }
    });
    checkCoverage(value, report);
    checkCites(value, report);
    checkTraits(value, report);
    checkReplies(value, around.values, report);
    return problems;
  };
}

function checkNames(protocol: ProtocolFile, rule: Rule, { departments }: ProtocolCheckContext, report: Report): void {
  const named = [
    ['tone', rule.tone, protocol.tones, 'tones'],
    ['reply', rule.reply, protocol.replies, 'replies'],
    ['first', rule.first, protocol.deadlines, 'deadlines'],
    ['resolution', rule.resolution, protocol.deadlines, 'deadlines'],
    ['administrativeSilence', rule.administrativeSilence, protocol.administrativeSilence, 'administrativeSilence'],
    ['escalationPolicy', rule.escalationPolicy, protocol.escalationPolicies, 'escalationPolicies'],
    ['breaks', rule.breaks, protocol.conditions, 'conditions'],
  ] as const;
  for (const [key, name, among, where] of named) {
    if (name !== null && among[name] === undefined) {
      report(
        [key],
        `\`${name}\` is not among \`${where}\`: add it there, or write one of ${Object.keys(among).join(', ')}`,
      );
    }
  }
  if (rule.to !== null && rule.to !== 'responsible' && !departments.has(rule.to)) {
    report(['to'], `\`${rule.to}\` is not a department: write \`responsible\`, or an id of dialogs/departments.yaml`);
  }
}

/** Parts of a rule that contradict each other. */
function checkSense(protocol: ProtocolFile, rule: Rule, report: Report): void {
  const does = (action: Rule['do'][number]) => rule.do.includes(action);
  const isSanction = rule.do.some((action) => sanctions.includes(action));
  if (does('forward') !== (rule.to !== null)) {
    report(['do'], '`forward` and `to` belong together: write both, or neither');
  }
  if (does('do-not-engage') && (does('answer') || rule.reply !== null)) {
    report(['do'], '`do-not-engage` means no answer: remove it, or else `answer` and `reply`');
  }
  if (isSanction && rule.breaks === null) {
    report(['do'], '`breaks` is missing: a removal, a warning or a block names the condition that was broken');
  }
  if (rule.confirmation === 'none' && !(isSanction && rule.when.traits.includes('evidence'))) {
    const message =
      'an uncertain breach needs a person: write `person`, or let the rule apply only with the trait `evidence`';
    report(['confirmation'], message);
  }
  if (does('alert') && !(protocol.escalationPolicies[rule.escalationPolicy] ?? []).some(({ at }) => at === 0)) {
    report(['escalationPolicy'], '`alert` notifies at once: name an escalation policy that begins with `at: 0`');
  }
}

/** Every kind matches a rule, whatever else is known, wherever and whenever it was written. */
function checkCoverage(protocol: ProtocolFile, report: Report): void {
  for (const kind of kinds) {
    for (const surface of ['public', 'private'] as const) {
      for (const hours of ['open', 'closed'] as const) {
        const plain: Condition = { kinds: [kind], surface, hours, accounts: null, traits: [] };
        if (protocol.rules.some(({ when }) => covers(when, plain))) continue;
        const message = `no rule says what to do with ${kind} (${surface}, hours ${hours}): add one without accounts and traits`;
        report(['rules'], message);
        return;
      }
    }
  }
}

/** The words of traits are valid patterns. */
function checkTraits({ traits }: ProtocolFile, report: Report): void {
  for (const [trait, patterns] of Object.entries(traits)) {
    patterns.forEach((pattern, at) => {
      const why = faultOf(pattern);
      if (why !== null) report(['traits', trait, at], `"${pattern}" ${why}`);
    });
  }
}

/** Every citation begins with the name of a source. */
function checkCites(protocol: ProtocolFile, report: Report): void {
  const citations = [
    ...protocol.rules.map(({ cites }, index) => ({ path: ['rules', index, 'cites'], cites })),
    ...Object.entries(protocol.deadlines).map(([name, { cites }]) => ({ path: ['deadlines', name, 'cites'], cites })),
    ...(['conditions', 'tones', 'administrativeSilence'] as const).flatMap((part) =>
      Object.entries(protocol[part]).map(([name, { cites }]) => ({ path: [part, name, 'cites'], cites })),
    ),
    { path: ['freeDays', 'cites'], cites: protocol.freeDays.cites },
  ];
  const names = Object.keys(protocol.sources);
  for (const { path, cites } of citations) {
    cites.forEach((cite, at) => {
      const known = names.some((name) => cite === name || cite.startsWith(`${name} `) || cite.startsWith(`${name}, `));
      if (!known) report([...path, at], `"${cite}" does not begin with a source: add it to \`sources\`, or correct it`);
    });
  }
}
