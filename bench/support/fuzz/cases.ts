import { createDice } from './dice.ts';
import { broken, oddLine } from './raw.ts';
import { type Request, writeRequest } from './request.ts';
import { routed } from './routes.ts';
import { upgrade } from './sockets.ts';
import { upload } from './uploads.ts';
import type { Exchange } from './wire.ts';
import type { World } from './world.ts';

export const kinds = ['routes', 'odd lines', 'uploads', 'upgrades and frames', 'broken'] as const;
export type Kind = (typeof kinds)[number];

export interface Case extends Exchange {
  readonly kind: Kind;
  /** Whether an answer is required: a server need not answer what is hardly a request. */
  readonly isOwed: boolean;
}

/** The case of a number: the same for the same seed and the same earlier answers of the service. */
export function makeCase(seed: number, index: number, world: World): Case {
  const dice = createDice(seed, index);
  return dice.oneOf<Case>([
    [60, () => sound('routes', routed(dice, world))],
    [
      12,
      () => ({
        kind: 'odd lines',
        bytes: oddLine(dice, world),
        isHead: false,
        isWhole: true,
        keeps: false,
        isOwed: true,
      }),
    ],
    [9, () => sound('uploads', upload(dice, world))],
    [12, () => ({ kind: 'upgrades and frames', ...upgrade(dice, world), ...alone, isWhole: true })],
    [7, () => ({ kind: 'broken', bytes: broken(dice, world), ...alone, isWhole: false })],
  ]);
}

/** Proportion of irregular requests. */
const alone = { isHead: false, keeps: false, isOwed: false } as const;

function sound(kind: Kind, request: Request): Case {
  const { method, headers } = request;
  // A tunnel, an upgrade and an announced body may end the connection, or change what follows.
  const keeps = method !== 'CONNECT' && !headers.some(([name]) => name === 'Upgrade' || name === 'Expect');
  return { kind, bytes: writeRequest(request), isHead: method === 'HEAD', isWhole: true, keeps, isOwed: keeps };
}
