import type { Collected } from '../../core/model/flow.ts';
import { type FlowDefinition, type FlowSlot, type SlotValue, slotOf } from '../../core/model/flow.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import type { ApiDeps } from './deps.ts';
import type { CollectedValue, CollectedView } from './wire.ts';

export type CollectedDeps = Pick<ApiDeps, 'tenant' | 'journal' | 'sealer' | 'flowOf'>;

/** What the citizen of a case told in flows; without what was erased, or is of a flow that is not known any more. */
export async function readCollected(row: CaseRow, deps: CollectedDeps): Promise<readonly CollectedView[]> {
  const views = (row.case.collected ?? []).map(async ({ revision }) => {
    const found = await openCollected(row, revision, deps);
    const definition = found === null ? null : await deps.flowOf(deps.tenant, found.flow, found.version);
    if (found === null || definition === null) return [];
    const values = valuesOf(definition, found);
    return values.length === 0
      ? []
      : [{ title: definition.title, conversation: row.conversation, revision, at: found.at, values }];
  });
  return (await Promise.all(views)).flat();
}

/** Whether a file is among what was told in a case, as a turn left it. */
export async function isCollected(row: CaseRow, revision: number, file: string, deps: CollectedDeps): Promise<boolean> {
  if (!row.case.collected?.some((each) => each.revision === revision)) return false;
  const found = await openCollected(row, revision, deps);
  return Object.values(found?.slots ?? {}).some(({ files }) => files?.some(({ id }) => id === file));
}

async function openCollected(
  row: CaseRow,
  revision: number,
  { journal, sealer }: CollectedDeps,
): Promise<(Collected & { readonly at: number }) | null> {
  const [commit] = await journal.read(row.conversation, revision - 1, 1);
  const collected = commit === undefined ? undefined : (await sealer.open(commit))?.collected;
  return commit === undefined || collected?.case !== row.case.code ? null : { ...collected, at: commit.at };
}

/** In the order in which the flow asks. */
function valuesOf(definition: FlowDefinition, { slots }: Collected): readonly CollectedValue[] {
  const asked = definition.steps.flatMap((step) => (step.kind === 'collect' ? [step.slot] : []));
  const order = new Set([...asked.toReversed(), ...definition.slots.map(({ id }) => id)]);
  return [...order].flatMap((id) => {
    const slot = slotOf(definition, id);
    const value = slots[id];
    return slot === undefined || value === undefined ? [] : [toValue(slot, value)];
  });
}

function toValue({ title, type, options }: FlowSlot, { text, value, position, files }: SlotValue): CollectedValue {
  return {
    title,
    type,
    text: type === 'consent' ? value : text,
    option: options.find(({ id }) => id === value)?.title ?? null,
    position: position ?? null,
    files: (files ?? []).map(({ id, name, type: media, size }) => ({ id, name, type: media, size })),
  };
}
