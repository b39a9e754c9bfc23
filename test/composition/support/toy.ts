import { watch } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '../../../src/core/ports/adapter.ts';
import { smallDialogs } from '../../support/contentFolder.ts';
import { type Service, startProgram, temporaryFolder } from '../../support/service.ts';

/** What a process of the toy service notes. */
export type ToyNote =
  | { readonly kind: 'sent'; readonly key: string; readonly text: string }
  | { readonly kind: 'taken' | 'ended'; readonly token: number };

/** Processes of the toy service that note what they do in one file. */
export interface Toys {
  /** `node`: arguments of Node, such as a module to load before. */
  start(role: 'web' | 'worker' | 'web,worker', node?: readonly string[]): Promise<Service>;
  /** All notes so far, in their order. */
  notes(): Promise<readonly (ToyNote & { pid: number })[]>;
  /** Resolves once the notes are as wanted. */
  noted(wanted: (notes: Awaited<ReturnType<Toys['notes']>>) => boolean): Promise<void>;
  /** Says something as a person would, to the first of these that takes it; resolves to the key of its commit. */
  say(person: string, id: string, to: readonly Service[]): Promise<string>;
  /** All notes, and all that the processes wrote: for a test that fails. */
  report(): Promise<string>;
  remove(): Promise<void>;
}

/** Milliseconds. */
const timeoutMs = 10_000;

export async function makeToys(env: Readonly<Record<string, string>>): Promise<Toys> {
  const folder = temporaryFolder();
  // Little to learn, so that it starts quickly.
  const dialogs = await smallDialogs();
  const file = join(folder.path, 'notes');
  await writeFile(file, '');
  const notes: Toys['notes'] = async () =>
    (await readFile(file, 'utf8'))
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  let over = false;
  const started: { readonly role: string; readonly service: Service }[] = [];
  return {
    async start(role, node = []) {
      const before = ['--import', './test/composition/children/ownImports.ts', ...node];
      const service = await startProgram([...before, 'test/composition/children/toyService.ts', '--role', role], {
        ...{ DATA_DIR: join(folder.path, 'data'), DIALOGS_DIR: dialogs, TOY_NOTES: file },
        MESSAGES_BURST: '1000000',
        ...env,
      });
      started.push({ role, service });
      return service;
    },
    notes,
    async noted(wanted) {
      const changes = watch(file);
      // A change that nobody was told of costs a moment and not the test.
      const looking = setInterval(() => changes.emit('change'), 500);
      const changed = () => new Promise((resolve) => changes.once('change', resolve));
      try {
        for (let next = changed(); !wanted(await notes()); next = changed()) await next;
      } finally {
        clearInterval(looking);
        changes.close();
      }
    },
    async say(person, id, to) {
      for (let attempt = 0; ; attempt++) {
        if (over) throw new Error('the test is over');
        const { url } = to[attempt % to.length] as Service;
        // Like any platform, it waits for no answer for ever: it sends the message again.
        const signal = AbortSignal.timeout(timeoutMs);
        const said = { method: 'POST', body: 'ask padro.alta ca 1', signal };
        const receipt = await fetch(`${url}/toy/${person}/${id}`, said)
          .then(async (response) => (response.status === 200 ? ((await response.json()) as Receipt) : null))
          .catch(() => null);
        if (receipt !== null) return `${receipt.conversation}.${receipt.revision}.`;
      }
    },
    report: async () =>
      [
        ...(await notes()).map((note) => JSON.stringify(note)),
        ...started.map(({ role, service }) => `${role} at ${service.url}\n${service.output()}`),
      ].join('\n'),
    async remove() {
      over = true;
      await Promise.all(started.map(({ service }) => service.stop('SIGKILL')));
      folder.remove();
    },
  };
}
