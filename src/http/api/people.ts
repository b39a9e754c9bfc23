import { z } from 'zod';
import { readCells } from '../../content/sheets/csv.ts';
import { administers, administrators, mayHandleCases } from '../../core/cases/policy.ts';
import { staffRoles } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { locales } from '../../core/model/locale.ts';
import { maxImportLines } from '../../identity/importStaff.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute, RequestContext } from './route.ts';
import { staffVocabulary } from './staffVocabulary.ts';
import { check, name } from './validate.ts';
import type { StaffImport } from './wireStaff.ts';

const persons = {
  name: z.string().trim().min(1).max(120),
  roles: z.array(z.enum(staffRoles)).min(1).max(staffRoles.length),
  departments: z.array(name).max(100),
  locales: z.array(z.enum(locales)).min(1).max(locales.length),
};

const newPerson = z.strictObject({ ...persons, email: z.email().max(254).toLowerCase() });

/** A line of a table has some hundred characters. */
const table = z.strictObject({
  csv: z
    .string()
    .min(1)
    .max(maxImportLines * 300),
});
const nothing = z.strictObject({});

const change = z
  .strictObject({
    ...persons,
    active: z.boolean(),
    availability: z.enum(['available', 'away']),
    platformIds: z.record(z.string().max(40), z.string().max(200)),
  })
  .partial();

type Deps = Pick<ApiDeps, 'tenant' | 'directory' | 'administration' | 'content' | 'release'>;
type RouteDeps = Deps & Pick<ApiDeps, 'deskSettings'>;

/** The people who work for the council, for administrators. */
export function peopleRoutes({
  tenant,
  directory,
  administration,
  content,
  release,
  deskSettings,
}: RouteDeps): readonly ApiRoute[] {
  const needDepartments = (given: readonly string[]) => {
    const known = new Set(content().departments.departments.map(({ id }) => id));
    if (given.every((each) => known.has(each))) return;
    throw new CodedError('input.invalid', 'There is no such department: choose from those that the console lists.');
  };
  return [
    {
      method: 'get',
      path: 'staff',
      roles: administrators,
      kind: 'read',
      answer: () => administration.list(),
    },
    {
      method: 'post',
      path: 'staff',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        const person = check(newPerson, request.body);
        needDepartments(person.departments);
        return administration.invite(person, agent.id);
      },
    },
    {
      method: 'patch',
      path: 'staff/:id',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }) {
        const id = check(name, request.params.id);
        const changes = check(change, request.body);
        if (changes.departments !== undefined) needDepartments(changes.departments);
        if (
          id === agent.id &&
          !administers({ active: changes.active ?? agent.active, roles: changes.roles ?? agent.roles })
        ) {
          throw new CodedError('input.invalid', 'You cannot deactivate yourself. Ask another administrator to do it.');
        }
        if ((await directory.find(tenant, id)) === null) {
          throw new CodedError('route.unknown', 'There is nobody with this id. Reload the list.');
        }
        // People who are back before the day are back, even if a colleague says so.
        if (changes.availability === 'available') await deskSettings.endAbsence(id, agent.id);
        const changed = await directory.change(tenant, id, defined(changes), agent.id);
        if (!mayHandleCases(changed) || changes.availability === 'away') await release(id);
        return changed;
      },
    },
    ...accessRoutes({ administration }),
    ...importRoutes({ tenant, directory, administration, content, release }),
  ];
}

/** How a person gets in: invitations, and what they lost. */
function accessRoutes({ administration }: Pick<ApiDeps, 'administration'>): readonly ApiRoute[] {
  const about = ({ request }: RequestContext) => {
    check(nothing, request.body ?? {});
    return check(name, request.params.id);
  };
  return [
    {
      method: 'post',
      path: 'staff/:id/invitation',
      roles: administrators,
      kind: 'write',
      answer: async (context) => administration.inviteAgain(about(context), context.agent.id),
    },
    {
      method: 'post',
      path: 'staff/:id/invitation/cancel',
      roles: administrators,
      kind: 'write',
      answer: async (context) => administration.cancelInvitation(about(context), context.agent.id),
    },
    {
      method: 'post',
      path: 'staff/:id/reset',
      roles: administrators,
      kind: 'write',
      answer: async (context) => administration.reset(about(context), context.agent.id),
    },
    {
      method: 'post',
      path: 'staff/:id/second-factor/removal',
      roles: administrators,
      kind: 'write',
      answer: async (context) => administration.dropSecondFactors(about(context), context.agent),
    },
  ];
}

/** People from a table. */
function importRoutes({ tenant, directory, administration, content, release }: Deps): readonly ApiRoute[] {
  const planned = (body: unknown) => administration.plan(readCells(check(table, body).csv), staffVocabulary(content()));
  return [
    {
      method: 'post',
      path: 'staff/import/check',
      roles: administrators,
      kind: 'write',
      answer: async ({ request }): Promise<StaffImport> => ({ lines: await planned(request.body), outcomes: [] }),
    },
    {
      method: 'post',
      path: 'staff/import',
      roles: administrators,
      kind: 'write',
      async answer({ agent, request }): Promise<StaffImport> {
        const lines = await planned(request.body);
        const outcomes = await administration.import(lines, agent.id);
        for (const line of lines) {
          const isChanged = outcomes.some(({ row, done }) => row === line.row && done === 'changed');
          const changed = isChanged && line.agent !== null ? await directory.find(tenant, line.agent) : null;
          if (changed !== null && !mayHandleCases(changed)) await release(changed.id);
        }
        return { lines, outcomes };
      },
    },
  ];
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the properties that were left out: the presence of a property counts, even if it is undefined. */
function defined<T extends object>(changes: T): Partial<Defined<T>> {
  const kept: Partial<T> = { ...changes };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept as Partial<Defined<T>>;
}
