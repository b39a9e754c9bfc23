import { type Data, type DataObject, type FieldPath, isDataObject, isList, textAt, valueAt } from './fields.ts';

/** What a step of a flow is, by the key that says so. */
export const stepKinds = ['collect', 'say', 'confirm', 'do', 'if', 'call'] as const;
export type StepKind = (typeof stepKinds)[number];

export function kindOfStep(step: unknown): StepKind | null {
  return isDataObject(step) ? (stepKinds.find((kind) => kind in step) ?? null) : null;
}

/** A condition that compares one slot with one value. */
interface SimpleCondition {
  readonly slot: string;
  readonly is: boolean;
  readonly value: string;
}

/** Reads a condition that is as simple as that; null: it is not. */
export function readCondition(condition: string): SimpleCondition | null {
  const [, slot, operator, value] = /^([A-Za-z]\w*) *(==|!=) *"([^"\\]*)"$/.exec(condition.trim()) ?? [];
  return slot === undefined || value === undefined ? null : { slot, is: operator === '==', value };
}

export const writeCondition = ({ slot, is, value }: SimpleCondition): string =>
  `${slot} ${is ? '==' : '!='} "${value.replace(/["\\]/g, '')}"`;

/** All steps of a flow, those of branches too. */
export function allSteps(steps: unknown): readonly DataObject[] {
  if (!isList(steps)) return [];
  return steps.filter(isDataObject).flatMap((step) => [step, ...allSteps(step.then), ...allSteps(step.else)]);
}

/** Slots that no step asks for. */
export function unaskedSlots(entry: DataObject): readonly string[] {
  const asked = new Set(allSteps(entry.steps).map((step) => textAt(step, ['collect'])));
  return Object.keys(isDataObject(entry.slots) ? entry.slots : {}).filter((slot) => !asked.has(slot));
}

/** The name of a slot in a language. */
export function slotTitle(entry: DataObject, slot: string, locale: string): string {
  return textAt(entry, ['slots', slot, 'title', locale]) || textAt(entry, ['slots', slot, 'title', 'ca']) || slot;
}

/** Values that a slot can have in a condition, with their names; null: anything can be written. */
export function slotValues(
  entry: DataObject,
  slot: string,
  locale: string,
  names: { readonly yes: string; readonly no: string },
): readonly (readonly [string, string])[] | null {
  const type = textAt(entry, ['slots', slot, 'type']);
  if (type === 'consent' || type === 'photo')
    return [
      ['yes', names.yes],
      ['no', names.no],
    ];
  const options = valueAt(entry, ['slots', slot, 'options']);
  if (!isList(options)) return null;
  return options.map((option) => {
    const id = textAt(option, ['id']);
    return [id, textAt(option, ['title', locale]) || textAt(option, ['title', 'ca']) || id];
  });
}

const empty = { ca: '', es: '', en: '' };

/** A new step of a kind; `slot`: what a question asks for. */
export function newStep(kind: StepKind, slot: string): Data {
  switch (kind) {
    case 'collect':
      return { collect: slot, ask: empty };
    case 'say':
      return { say: empty };
    case 'confirm':
      return { confirm: empty };
    case 'do':
      return { do: 'open-case', kind: 'person' };
    case 'if':
      // biome-ignore lint/suspicious/noThenProperty: steps of a flow, which nobody awaits.
      return { if: slot === '' ? 'openCases > 0' : `${slot} == "yes"`, then: [{ say: empty }] };
    case 'call':
      return { call: slot };
  }
}

/** The text of a new flow: what is missing is told as its problems. */
export function newFlowText(id: string, title: string): string {
  const three = `{ ca: ${JSON.stringify(title)}, es: "", en: "" }`;
  return `flow: ${id}\ntitle: ${three}\nabout: ${three}\nsteps:\n  - say: { ca: "", es: "", en: "" }\n`;
}

/** The id of a flow, from its title. */
export function flowIdOf(title: string): string {
  const id = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return id === '' ? 'flux' : id;
}

export const stepsPath: FieldPath = ['steps'];
