import type { CasePage } from '../../../src/http/api/wire.ts';
import { ask, read } from '../api.ts';
import { statuses } from '../model/match.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { readCounts } from './inbox.ts';
import { go } from './route.ts';

/** More colleagues than will take a case in the same second. */
const mostTried = 10;
let isTaking = false;

/** Takes the case that is due first of those that nobody has, and opens it. Where a colleague was faster, the one after it. */
export async function takeNext(): Promise<void> {
  if (isTaking) return;
  isTaking = true;
  try {
    const taken = await takeFirst();
    if (taken === null) return toast(stringsNow().takeNextNone, 'good');
    go({ page: 'inbox', code: taken });
    state.set({ mode: 'reply' });
    toast(stringsNow().done.take, 'good');
    void readCounts();
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  } finally {
    isTaking = false;
  }
}

/** Resolves to the code of the case that was taken; null: there is none to take. @throws {ApiFault} */
async function takeFirst(): Promise<string | null> {
  const asked = { queue: 'unassigned', status: statuses.pending.join(','), order: 'due', limit: mostTried };
  const { items } = await read<CasePage>('cases', asked);
  for (const { case: waiting } of items) {
    const command = { id: crypto.randomUUID(), seen: null, command: { kind: 'take' } };
    try {
      await ask('POST', `cases/${waiting.code}/commands`, command);
      return waiting.code;
    } catch (error) {
      if (!wasTaken.includes(faultCode(error))) throw error;
    }
  }
  return null;
}

/** What the server says of a case that is no longer to be taken. */
const wasTaken: readonly string[] = ['case.taken', 'case.closed', 'case.step', 'case.unknown'];
