import { z } from 'zod';
import { caseTokens } from '../../core/cases/caseSearchText.ts';
import { leaders, mayHandleCases } from '../../core/cases/policy.ts';
import { caseCloseReasons, casePriorities } from '../../core/model/case.ts';
import { mostCapacity } from '../../core/model/desk/capacity.ts';
import { type MacroStep, macroStepKinds } from '../../core/model/desk/deskSettings.ts';
import { CodedError } from '../../core/model/errors.ts';
import { kinds } from '../../core/model/kind.ts';
import { locales } from '../../core/model/locale.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check, name } from './validate.ts';

const title = z.string().trim().min(1).max(40);
const id = name.nullable();
const label = z.strictObject({ id, name: title, colour: z.string().regex(/^#[0-9a-f]{6}$/, 'must be like #1d7a46') });
const removed = z.strictObject({ id: name });
const capacity = z.strictObject({ agent: name, waiting: z.int().min(0).max(mostCapacity) });

const ids = z.array(name).max(10);
const step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), add: ids, remove: ids }),
  z.strictObject({ kind: z.literal('set-priority'), priority: z.enum(casePriorities) }),
  z.strictObject({ kind: z.literal('canned'), reply: name }),
  z.strictObject({
    kind: z.literal('assign'),
    to: z.union([z.literal('me'), z.strictObject({ agent: name }), z.strictObject({ department: name })]),
  }),
  z.strictObject({ kind: z.literal('close'), reason: z.enum(caseCloseReasons) }),
]);
const macro = z.strictObject({
  id,
  name: title,
  steps: z
    .array(step)
    .min(1, 'does nothing: add a step')
    .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, 'has two steps of one kind'),
});

const when = z.strictObject({
  kind: z.enum(kinds).nullable(),
  department: name.nullable(),
  locale: z.enum(locales).nullable(),
  account: name.nullable(),
  words: z
    .string()
    .trim()
    .max(80)
    .refine((text) => caseTokens(text).length > 0, 'has no letter or digit')
    .nullable(),
});
const does = z.strictObject({
  department: name.nullable(),
  agent: name.nullable(),
  labels: ids,
  priority: z.enum(casePriorities).nullable(),
});
const rule = z.strictObject({
  id,
  name: title,
  when: when.refine((all) => Object.values(all).some((each) => each !== null), 'fits every case: say which it is for'),
  does: does.refine(
    ({ labels, ...others }) => labels.length > 0 || Object.values(others).some((each) => each !== null),
    'does nothing: say what is to be done',
  ),
});

const inOrder = (steps: readonly MacroStep[]): readonly MacroStep[] =>
  [...steps].sort((a, b) => macroStepKinds.indexOf(a.kind) - macroStepKinds.indexOf(b.kind));

/** Labels, macros, rules of sharing out and capacities, made by supervisors. Who sees cases reads them with the setting. */
export function deskSettingsRoutes({
  tenant,
  directory,
  deskSettings,
  newId,
}: Pick<ApiDeps, 'tenant' | 'directory' | 'deskSettings' | 'newId'>): readonly ApiRoute[] {
  return [
    {
      method: 'post',
      path: 'capacities',
      roles: leaders,
      kind: 'write',
      async answer({ agent, request }) {
        const given = check(capacity, request.body);
        const found = await directory.find(tenant, given.agent);
        if (found === null || !mayHandleCases(found))
          throw new CodedError('input.invalid', 'This person handles no cases. Choose a colleague who does.');
        await deskSettings.keepCapacity(given, agent.id);
      },
    },
    {
      method: 'post',
      path: 'labels',
      roles: leaders,
      kind: 'write',
      async answer({ agent, request }) {
        const given = check(label, request.body);
        return deskSettings.keepLabel({ ...given, id: given.id ?? newId() }, agent.id);
      },
    },
    {
      method: 'post',
      path: 'labels/remove',
      roles: leaders,
      kind: 'write',
      answer: async ({ agent, request }) => deskSettings.removeLabel(check(removed, request.body).id, agent.id),
    },
    {
      method: 'post',
      path: 'macros',
      roles: leaders,
      kind: 'write',
      async answer({ agent, request }) {
        const given = check(macro, request.body);
        return deskSettings.keepMacro({ ...given, id: given.id ?? newId(), steps: inOrder(given.steps) }, agent.id);
      },
    },
    {
      method: 'post',
      path: 'macros/remove',
      roles: leaders,
      kind: 'write',
      answer: async ({ agent, request }) => deskSettings.removeMacro(check(removed, request.body).id, agent.id),
    },
    {
      method: 'post',
      path: 'rules',
      roles: leaders,
      kind: 'write',
      async answer({ agent, request }) {
        const given = check(rule, request.body);
        return deskSettings.keepRule({ ...given, id: given.id ?? newId() }, agent.id);
      },
    },
    {
      method: 'post',
      path: 'rules/first',
      roles: leaders,
      kind: 'write',
      answer: async ({ agent, request }) => deskSettings.putRuleFirst(check(removed, request.body).id, agent.id),
    },
    {
      method: 'post',
      path: 'rules/remove',
      roles: leaders,
      kind: 'write',
      answer: async ({ agent, request }) => deskSettings.removeRule(check(removed, request.body).id, agent.id),
    },
  ];
}
