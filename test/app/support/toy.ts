import { watch } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createContentFolder } from '../../support/contentFolder.ts';
import { type Service, startProgram, temporaryFolder } from '../../support/service.ts';

/** What a process of the toy service notes. */
export type ToyNote =
  | { readonly kind: 'sent'; readonly key: string }
  | { readonly kind: 'taken' | 'ended'; readonly token: number };

/** Processes of the toy service that note what they do in one file. */
export interface Toys {
  start(role: 'web' | 'worker' | 'web,worker'): Promise<Service>;
  /** All notes so far, in their order. */
  notes(): Promise<readonly (ToyNote & { pid: number })[]>;
  /** Resolves once the notes are as wanted. */
  noted(wanted: (notes: Awaited<ReturnType<Toys['notes']>>) => boolean): Promise<void>;
  remove(): Promise<void>;
}

export async function makeToys(env: Readonly<Record<string, string>>): Promise<Toys> {
  const folder = temporaryFolder();
  // Little to learn, so that it starts quickly.
  const content = await createContentFolder();
  const file = join(folder.path, 'notes');
  await writeFile(file, '');
  const notes: Toys['notes'] = async () =>
    (await readFile(file, 'utf8'))
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  return {
    start: (role) =>
      startProgram(['test/app/children/toyService.ts', '--role', role], {
        ...{ DATA_DIR: join(folder.path, 'data'), DIALOGS_DIR: content.path, TOY_NOTES: file },
        MESSAGES_BURST: '1000000',
        ...env,
      }),
    notes,
    async noted(wanted) {
      const changes = watch(file);
      const changed = () => new Promise((resolve) => changes.once('change', resolve));
      try {
        for (let next = changed(); !wanted(await notes()); next = changed()) await next;
      } finally {
        changes.close();
      }
    },
    async remove() {
      folder.remove();
      await content.remove('.');
    },
  };
}
