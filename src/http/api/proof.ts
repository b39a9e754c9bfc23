import { readers } from '../../core/cases/policy.ts';
import { noteReading, readableCase } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import type { CaseProof } from './wire.ts';

type Deps = Parameters<typeof readableCase>[1] & Parameters<typeof noteReading>[3] & Pick<ApiDeps, 'caseProofOf'>;

/** The proof that the public log holds a case, as its citizen has it: for what staff print. */
export function proofRoutes(deps: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'cases/:code/proof',
      roles: readers,
      kind: 'read',
      async answer(context): Promise<CaseProof> {
        const row = await readableCase(context, deps);
        // It holds what the citizen wrote.
        await noteReading(context, row, null, deps);
        return { proof: await deps.caseProofOf(row) };
      },
    },
  ];
}
