import { createHmac, randomUUID } from 'node:crypto';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { StaffEvent } from '../../src/core/model/records.ts';
import type { StaffStore } from '../../src/core/ports/staffStore.ts';
import type { AuthAnswer, Caller } from '../../src/identity/auth.ts';
import type { SecondFactorRule } from '../../src/identity/createAuth.ts';
import { createStaff } from '../../src/identity/createIdentity.ts';
import type { OidcSettings } from '../../src/identity/credentials/provider.ts';
import type { Staff } from '../../src/identity/identity.ts';
import { createLocalLimit } from '../../src/store/local/limit.ts';
import { createLog } from '../support/log.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';

/** Staff as the service puts it together, over a store of the test's, with the journal in sight. */
export interface Desk {
  readonly staff: Staff;
  /** What is in the journal of staff, oldest first. */
  events(): readonly StaffEvent[];
  /** All that the journal keeps, as text. */
  written(): string;
}

export const deskTenant = 'default';
export const goodPassword = 'set ocells verds volen';

export interface DeskOptions {
  readonly store: StaffStore;
  readonly url?: string;
  readonly secondFactor?: SecondFactorRule;
  readonly oidc?: OidcSettings | null;
  readonly clock?: () => number;
}

export function openDesk({ store, url, secondFactor, oidc, clock }: DeskOptions): Desk {
  const memory = createMemoryJournal();
  const sealer = createMemorySealer(createMemoryKeys());
  const now = clock ?? Date.now;
  const staff = createStaff({
    tenant: deskTenant,
    url: url ?? 'http://localhost:8080',
    store,
    records: createRecordLog({ journal: memory.journal, sealer, clock: now, newId: randomUUID }),
    limit: (_name, points, seconds) => createLocalLimit(points, seconds),
    secret: new Uint8Array(32).fill(7),
    secondFactor: secondFactor ?? 'privileged',
    oidc: oidc ?? null,
    councilNames: () => ['Ajuntament del Prat de Llobregat', 'El Prat de Llobregat City Council'],
    newId: randomUUID,
    clock: now,
    log: createLog(),
  });
  return {
    staff,
    events: () => memory.commits().flatMap(({ events }) => events as readonly StaffEvent[]),
    written: () => JSON.stringify(memory.commits()),
  };
}

/** Somebody's browser: it keeps the cookies of what it is answered. */
export interface Visitor {
  readonly caller: Caller;
  /** Does something as this browser and gives its result. */
  does<T>(work: (caller: Caller) => Promise<AuthAnswer<T>>): Promise<T>;
  cookieNames(): readonly string[];
}

export function createVisitor(address: string): Visitor {
  const jar = new Map<string, string>();
  const caller = () => ({
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    address,
    userAgent: 'Firefox of the test',
    origin: 'http://localhost:8080',
    isAutomatic: false,
  });
  return {
    get caller() {
      return caller();
    },
    async does(work) {
      const { result, cookies } = await work(caller());
      for (const line of cookies) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
        else jar.set(name, value);
      }
      return result;
    },
    cookieNames: () => [...jar.keys()],
  };
}

/** Six digits of an authenticator app that has a secret, at a moment (RFC 6238, with SHA-1 as apps have it). */
export function totp(secret: string, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text.replace(/=+$/, ''), (sign) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
  ).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** A second person, who gets an invitation. */
export const biel = {
  tenant: deskTenant,
  name: 'Biel Serra',
  email: 'biel@prat.example',
  roles: ['agent'],
  departments: ['oac'],
  locales: ['ca'],
} as const;

/** Makes the first administrator and gives their entry. */
export async function settle({ staff }: Desk) {
  const link = await staff.invitations.first();
  const person = { name: 'Anna Puig', email: 'Anna@Prat.example', locale: 'ca' as const };
  const accepted = await staff.invitations.accept(link?.token ?? '', goodPassword, person);
  if (accepted === null || !('agent' in accepted)) throw new Error('the first administrator could not be made');
  return accepted.agent;
}
