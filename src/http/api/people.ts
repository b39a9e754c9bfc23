import { z } from 'zod';
import { administrators, mayHandleCases } from '../../core/cases/policy.ts';
import { staffRoles } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { locales } from '../../core/model/locale.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check, name } from './validate.ts';

const persons = {
  name: z.string().trim().min(1).max(120),
  roles: z.array(z.enum(staffRoles)).min(1).max(staffRoles.length),
  departments: z.array(name).max(100),
  locales: z.array(z.enum(locales)).min(1).max(locales.length),
};

const newPerson = z.strictObject({ ...persons, email: z.email().max(254).toLowerCase() });

const change = z
  .strictObject({
    ...persons,
    active: z.boolean(),
    availability: z.enum(['available', 'away']),
    platformIds: z.record(z.string().max(40), z.string().max(200)),
  })
  .partial();

type Deps = Pick<ApiDeps, 'tenant' | 'directory' | 'administration' | 'content' | 'release'>;

/** The people who work for the council, for administrators. */
export function peopleRoutes({ tenant, directory, administration, content, release }: Deps): readonly ApiRoute[] {
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
      answer: () => directory.list(tenant),
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
        if (id === agent.id && (changes.active === false || changes.roles?.includes('administrator') === false)) {
          throw new CodedError('input.invalid', 'You cannot deactivate yourself. Ask another administrator to do it.');
        }
        if ((await directory.find(tenant, id)) === null) {
          throw new CodedError('route.unknown', 'There is nobody with this id. Reload the list.');
        }
        const changed = await directory.change(tenant, id, defined(changes), agent.id);
        if (!mayHandleCases(changed) || changes.availability === 'away') await release(id);
        return changed;
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
