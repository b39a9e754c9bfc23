import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import type { Lease } from '../../../src/core/ports/lease.ts';
import { openCoordination } from '../../../src/store/coordination.ts';
import { leaseTimes } from '../../../src/store/redis/leases.ts';
import { acquired, fresh } from '../../contract/coordination/fixture.ts';
import { until } from '../../contract/coordination/until.ts';
import { createLog } from '../../support/log.ts';
import { askServer, describeWithRedis, openProcess, useServer } from './server.ts';

describeWithRedis('a lease that several processes want', () => {
  const server = useServer();

  test('never has two holders, while connections are cut and the server is restarted and paused', async () => {
    const name = fresh();
    const processes = await Promise.all([1, 2, 3, 4].map(() => openProcess(server().url, createLog())));
    const granted: Lease[] = [];
    const kept = new Set<Lease>();
    let going = true;

    const want = async (process: (typeof processes)[number], index: number): Promise<void> => {
      while (going) {
        const lease = await until(async () => (going ? process.leases.acquire(name) : 'over'));
        if (lease === 'over') return;
        const others = granted.filter((other) => other.held());
        granted.push(lease);
        expect(others).toEqual([]);
        // Some give it back at once, some keep it until they lose it.
        if (index % 2 === 0) await lease.release();
        else kept.add(lease);
        await until(() => !lease.held() || !going);
      }
    };
    const wanting = processes.map(want);
    const holder = () => until(() => [...kept].find((lease) => lease.held()));
    const gone = (lease: Lease) => until(() => !lease.held());

    const first = await holder();
    await askServer(server().url, 'CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await until(() => processes.every((process) => process.isUp()));
    await server().restart();
    await gone(first);

    const second = await holder();
    server().pause();
    await gone(second);
    server().resume();

    const third = await holder();
    await askServer(server().url, 'FLUSHALL');
    await gone(third);

    await holder();
    going = false;
    await Promise.all(wanting);

    const tokens = granted.map(({ token }) => token);
    expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
    await Promise.all(processes.map((process) => process.close()));
  });

  test('is taken over when the process that holds it is killed, as soon as its time has run out: within 10 seconds', async () => {
    const name = fresh();
    const coordination = new URL('../../../src/store/coordination.ts', import.meta.url);
    const child = spawn(
      process.execPath,
      ['--input-type=module', '--eval', holdUntilKilled(fileURLToPath(coordination), server().url, name)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const token = await new Promise<number>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)));
      child.once('exit', () => reject(new Error('it ended before it held the lease')));
    });
    const heir = await openCoordination({ redisUrl: server().url, log: createLog() });
    expect(await heir.leases.acquire(name)).toBeNull();

    child.kill('SIGKILL');
    const lease = await acquired(heir, name);
    expect(leaseTimes.ttl + leaseTimes.margin).toBeLessThan(10_000);
    expect(lease.token).toBeGreaterThan(token);
    await heir.close();
  });
});

const holdUntilKilled = (module: string, url: string, name: string) => `
  const { openCoordination } = await import(${JSON.stringify(module)});
  const log = { info() {}, warn() {}, error: console.error };
  const { leases } = await openCoordination({ redisUrl: ${JSON.stringify(url)}, log });
  let lease = null;
  while (lease === null) lease = await leases.acquire(${JSON.stringify(name)});
  console.log(lease.token);
`;
