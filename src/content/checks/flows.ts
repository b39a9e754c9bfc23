import type { SlotType } from '../../core/model/flow.ts';
import { reportableKinds } from '../../core/model/kind.ts';
import { locales } from '../../core/model/locale.ts';
import { placeholdersIn } from '../../core/util/interpolate.ts';
import { ConditionFault, compileCondition, conditionFacts, namesIn } from '../flows/conditions.ts';
import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';
import type { FlowFile, StepFile } from '../schema/flows.ts';

/** What a step needs of the rest of the content. */
interface FlowCheckContext {
  readonly departments: ReadonlySet<string>;
}

type Report = (path: readonly PropertyKey[], message: string, how?: { readonly fatal: boolean }) => void;

/** Steps after which a flow does not go on. */
const endings = ['person'];

/** Checks of one flow beyond its shape: names that exist, conditions that can be read, steps that can be reached. */
export function checkFlowFile(
  file: string,
  { value, line }: YamlResult<FlowFile>,
  { departments }: FlowCheckContext,
): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message, { fatal } = { fatal: true }) =>
    problems.push({ file, line: line(path), message, fatal });
  if (`flows/${value.flow}.yaml` !== file)
    report(['flow'], `\`flow\` is ${value.flow}, the file is ${file}: give both the same name`);
  for (const [id, slot] of Object.entries(value.slots)) {
    if ((slot.type === 'choice') !== (slot.options !== undefined))
      report(
        ['slots', id],
        slot.type === 'choice' ? 'has no options: write at least two' : '`options` belong to a choice: remove them',
      );
    if (slot.confirm !== undefined && slot.type !== 'email')
      report(['slots', id], '`confirm` belongs to an e-mail address: remove it');
    if (conditionFacts.some((fact) => fact === id))
      report(['slots', id], `\`${id}\` is a name that conditions already have: choose another one`);
  }
  checkSteps(value, value.steps, ['steps'], departments, report);
  if (value.open311 !== undefined) checkService(value, report);
  if (value.survey !== undefined) checkSurvey(value, report);
  const asked = new Set(stepsIn(value.steps).flatMap((step) => ('collect' in step ? [step.collect] : [])));
  for (const [id, slot] of Object.entries(value.slots))
    if (!asked.has(id) && slot.from === undefined)
      report(['slots', id], `\`${id}\` is never asked for: add a \`collect\` step, or remove it`, { fatal: false });
  return problems;
}

/** A flow that programs go through opens a case that anybody may report, and wants no answer that they cannot send. */
function checkService({ slots, steps }: FlowFile, report: Report): void {
  const kinds = stepsIn(steps).flatMap((step) => ('do' in step && step.do === 'open-case' ? [step.kind] : []));
  const [kind] = kinds;
  if (kind === undefined || !reportableKinds.includes(kind))
    report(
      ['open311'],
      `needs a step \`do: open-case\` with a kind that anybody may report: one of ${reportableKinds.join(', ')}`,
    );
  for (const [id, { type, optional }] of Object.entries(slots))
    if (!optional && notSent.includes(type))
      report(['slots', id], `programs cannot send \`${id}\`: make it \`optional\`, or remove \`open311\``);
}

/** A survey asks what can be counted, and does nothing else. */
function checkSurvey({ slots, steps, open311 }: FlowFile, report: Report): void {
  for (const [id, { type, from }] of Object.entries(slots))
    if ((type !== 'choice' && type !== 'consent') || from !== undefined)
      report(['slots', id], `cannot be counted: a survey asks \`choice\` and \`consent\` alone`);
  const others = stepsIn(steps).some((step) => 'do' in step || 'call' in step || 'confirm' in step);
  if (others) report(['steps'], 'does more than ask: a survey has the steps collect, say and if alone');
  if (open311 !== undefined) report(['open311'], 'belongs to a matter that becomes a case: remove it from a survey');
}

/** Answers that only a person in the conversation can give. */
const notSent: readonly SlotType[] = ['email', 'phone', 'case-code'];

function checkSteps(
  flow: FlowFile,
  steps: readonly StepFile[],
  path: readonly PropertyKey[],
  departments: ReadonlySet<string>,
  report: Report,
): void {
  const ending = steps.findIndex((step) => 'do' in step && endings.includes(step.do));
  if (ending >= 0 && ending < steps.length - 1)
    report([...path, ending + 1], 'is never reached: the step before it ends the flow; move it up, or remove it', {
      fatal: false,
    });
  steps.forEach((step, index) => {
    const here = [...path, index];
    if ('collect' in step && flow.slots[step.collect] === undefined)
      report([...here, 'collect'], `\`${step.collect}\` is not among \`slots\`: add it there, or correct the name`);
    if ('do' in step) checkAction(step, here, departments, Object.keys(flow.slots), report);
    for (const text of textsOf(step))
      for (const locale of locales)
        for (const name of placeholdersIn(text[locale]).filter(
          (each) => each !== 'code' && each !== 'about' && flow.slots[each] === undefined,
        ))
          report(here, `{{${name}}} has no value: use {{code}}, {{about}}, or the name of a slot`);
    if (!('if' in step)) return;
    checkCondition(flow, step.if, [...here, 'if'], report);
    checkSteps(flow, step.then, [...here, 'then'], departments, report);
    checkSteps(flow, step.else ?? [], [...here, 'else'], departments, report);
  });
}

function checkAction(
  step: Extract<StepFile, { do: unknown }>,
  here: readonly PropertyKey[],
  departments: ReadonlySet<string>,
  slots: readonly string[],
  report: Report,
): void {
  const needed = { 'open-case': 'kind', answer: 'entry', 'show-case': 'slot', forget: 'slot' } as const;
  const key = step.do in needed ? needed[step.do as keyof typeof needed] : null;
  if (key !== null && step[key] === undefined) report(here, `\`${step.do}\` needs \`${key}\`: add it`);
  if (step.slot !== undefined && !slots.includes(step.slot))
    report([...here, 'slot'], `\`${step.slot}\` is not among \`slots\`: add it there, or correct the name`);
  for (const key of ['department', 'fallback'] as const) {
    const id = step[key];
    if (id !== undefined && !departments.has(id))
      report([...here, key], `\`${id}\` is not a department: use an id of dialogs/departments.yaml`);
  }
}

function checkCondition(flow: FlowFile, condition: string, path: readonly PropertyKey[], report: Report): void {
  try {
    compileCondition(condition);
  } catch (error) {
    report(path, error instanceof ConditionFault ? error.message : String(error));
    return;
  }
  for (const name of namesIn(condition))
    if (flow.slots[name] === undefined && !conditionFacts.some((fact) => fact === name))
      report(path, `\`${name}\` is neither a slot nor one of ${conditionFacts.join(', ')}: correct the name`);
  for (const [, name = '', value = ''] of condition.matchAll(/([A-Za-z]\w*)\s*==\s*"([^"]*)"/g)) {
    const slot = flow.slots[name];
    const known =
      slot?.type === 'consent' || slot?.type === 'photo'
        ? ['yes', 'no', '']
        : writtenOptions(slot)?.map(({ id }) => id);
    if (known !== undefined && value !== '' && !known.includes(value))
      report(
        path,
        `\`${name}\` is never "${value}", so the steps below are never reached: write one of ${known.filter(Boolean).join(', ')}`,
      );
  }
}

/** Checks across flows: calls and entries that exist, flows that somebody can begin. */
export function checkFlowsTogether(
  flows: Readonly<Record<string, FlowFile>>,
  entries: readonly { readonly id: string; readonly flow?: string | undefined }[],
  lineIn: (file: string, path: readonly PropertyKey[]) => number | null,
): readonly Problem[] {
  const problems: Problem[] = [];
  const byId = new Map(Object.values(flows).map((flow) => [flow.flow, flow]));
  const called = new Set(Object.values(flows).flatMap(({ steps }) => callsIn(steps)));
  const ids = new Set(entries.map(({ id }) => id));
  for (const [file, flow] of Object.entries(flows)) {
    const report = (path: readonly PropertyKey[], message: string, { fatal } = { fatal: false }) =>
      problems.push({ file, line: lineIn(file, path), message, fatal });
    for (const name of callsIn(flow.steps)) {
      if (!byId.has(name)) report(['steps'], `calls \`${name}\`, which does not exist: correct the name`);
      const doubles = Object.keys(byId.get(name)?.slots ?? {}).filter((id) => flow.slots[id] !== undefined);
      if (doubles.length > 0)
        report(
          ['slots'],
          `\`${doubles.join('`, `')}\` is also a slot of \`${name}\`, which it calls: give them different names`,
          { fatal: true },
        );
      if (byId.has(name) && reaches(byId, name, flow.flow))
        report(['steps'], `calls \`${name}\`, which calls it again: remove one of the calls`);
    }
    for (const step of stepsIn(flow.steps))
      if ('do' in step && step.entry !== undefined && !ids.has(step.entry))
        report(['steps'], `answers with \`${step.entry}\`, which does not exist: correct the id`);
    for (const name of flow.survey?.below ?? [])
      if (!ids.has(name)) report(['survey', 'below'], `names \`${name}\`, which does not exist: correct the id`);
    const { kinds, moves, questions, settled } = flow.start;
    const isBegun = settled || kinds.length > 0 || moves.length > 0 || questions !== undefined || called.has(flow.flow);
    // A survey is begun on its page.
    if (!isBegun && flow.survey === undefined && !entries.some((entry) => entry.flow === flow.flow))
      report(
        ['start'],
        'nothing begins it: write kinds, moves or questions, call it, or name it as the `flow` of an entry',
      );
    const rival = Object.values(flows).find(
      (other) =>
        other.flow < flow.flow &&
        (other.start.kinds.some((kind) => kinds.includes(kind)) ||
          other.start.moves.some((move) => moves.includes(move))),
    );
    if (rival !== undefined)
      report(['start'], `begins with the same messages as \`${rival.flow}\`: keep them in one of the two`);
  }
  return problems;
}

function reaches(
  flows: ReadonlyMap<string, FlowFile>,
  from: string,
  wanted: string,
  seen = new Set<string>(),
): boolean {
  if (from === wanted) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return callsIn(flows.get(from)?.steps ?? []).some((name) => reaches(flows, name, wanted, seen));
}

/** All steps, those of branches too. */
function stepsIn(steps: readonly StepFile[]): readonly StepFile[] {
  return steps.flatMap((step) => ('if' in step ? [step, ...stepsIn(step.then), ...stepsIn(step.else ?? [])] : [step]));
}

const callsIn = (steps: readonly StepFile[]) => stepsIn(steps).flatMap((step) => ('call' in step ? [step.call] : []));

function textsOf(step: StepFile) {
  if ('collect' in step) return [step.ask];
  if ('say' in step) return [step.say];
  return 'confirm' in step ? [step.confirm] : [];
}

/** The options that a flow writes itself; those of dialogs/subscriptions.yaml are checked there. */
function writtenOptions(slot: FlowFile['slots'][string] | undefined) {
  return typeof slot?.options === 'string' ? undefined : slot?.options;
}
