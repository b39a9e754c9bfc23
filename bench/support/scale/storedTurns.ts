import { createSigner } from '../../../adapters/webchat/directline/signer.ts';
import type { Ask } from '../load.ts';
import { createRawClient } from '../rawHttp.ts';
import type { Installation } from './installation.ts';
import { storedName } from './storedConversations.ts';

/** Seconds for which the tokens of a measurement are valid. */
const goodFor = 24 * 3_600;

/**
 * Runs turns in random stored conversations, as a client that comes back after a long time and polls: it sends its
 * message, and when that is acknowledged it fetches the answer.
 */
export function createStoredTurns(deps: {
  installation: Installation;
  port: number;
  /** Number of stored conversations. */
  count: number;
  /** Most concurrent turns. */
  atOnce: number;
  random: () => number;
}): { ask: Ask; close(): void } {
  const { port, count, random } = deps;
  const signer = createSigner(deps.installation.derive('channel webchat'), 'token');
  const client = createRawClient(port, deps.atOnce);
  const exp = Math.floor(Date.now() / 1_000) + goodFor;
  // Differs between measurements: a known message would be ignored as a duplicate.
  const run = Date.now().toString(36);
  let sent = 0;

  return {
    async ask(_, text) {
      const conv = storedName(Math.floor(random() * count));
      const token = signer.sign({ conv, site: 'web', user: 'user', locale: null, origins: null, exp });
      const headers = { Authorization: `Bearer ${token}` };
      const path = `/v3/directline/conversations/${conv}/activities`;
      sent += 1;
      const id = `${run}-${sent}`;
      const activity = { type: 'message', from: { id: 'user' }, text, channelData: { clientActivityID: id } };
      const posted = await client.post(path, headers, JSON.stringify(activity));
      const revision = Number(/\|(\d+)\.0"/.exec(posted.body)?.[1]);
      if (posted.status !== 200 || Number.isNaN(revision)) throw new Error(`refused: ${posted.status} ${posted.body}`);
      if (revision <= 1) throw new Error(`${conv} was not stored`);
      const answer = await client.get(`${path}?watermark=${revision - 1}`, headers);
      if (!answer.body.includes('"role":"bot"')) throw new Error(`no answer: ${answer.status} ${answer.body}`);
    },
    close: client.close,
  };
}
