import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Choice } from '../../../src/core/model/message.ts';
import { openAddress } from '../../contract/adapter/address.ts';
import type { AdapterFixture, FakePlatform, Fault, Seat, Shown } from '../../contract/adapter/fixture.ts';
import { platform } from './index.ts';

interface Posted extends Shown {
  readonly chat: string;
  readonly choices: readonly Choice[];
}

/** The server of the toy platform, and what people do there. */
async function open(): Promise<FakePlatform> {
  const address = await openAddress();
  const faults = new Map<string, { fault: Fault; met: () => void }>();
  const deafToTyping = new Set<string>();
  const posted = new Map<string, Posted>();
  const typings: string[] = [];
  const newest = new Map<string, object>();
  let service = '';
  let made = 0;

  const chatOf = ({ account, person, surface }: Seat) => `${account}:${surface === 'public' ? 'square' : person}`;
  const shown = (seat: Seat) => [...posted.values()].filter(({ chat }) => chat === chatOf(seat));

  async function post(account: string, update: object): Promise<void> {
    newest.set(account, update);
    const headers = { 'content-type': 'application/json', authorization: `right-token-of-${account}` };
    const answer = await fetch(`${service}/toy/${account}`, { method: 'POST', headers, body: JSON.stringify(update) });
    await answer.arrayBuffer();
  }

  function updateOf(seat: Seat, text: string, changes: object) {
    made += 1;
    const group = seat.surface === 'public';
    const rest = { group, addressed: true, text, pressed: null, edits: null, file: null };
    return { id: `u${made}`, chat: chatOf(seat), person: seat.person, ...rest, ...changes };
  }

  async function announce(seat: Seat, text: string, changes: object): Promise<string> {
    const update = updateOf(seat, text, changes);
    await post(seat.account, update);
    return update.id;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse((await request.toArray()).join(''));
    const account = /^right-token-of-(.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const method = request.url?.slice(1);
    const reply = (status: number, content: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    };
    if (account === undefined) return reply(401, {});
    if (method === 'me') return reply(200, { id: account, name: `Toy ${account}`, profile: null, start: null });
    if (method === 'typing') {
      typings.push(body.chat);
      return reply(deafToTyping.has(account) ? 500 : 200, {});
    }
    const problem = faults.get(account);
    faults.delete(account);
    if (problem !== undefined) {
      problem.met();
      if (problem.fault.kind === 'silence') return;
      if (problem.fault.kind === 'cut') return void request.socket.destroy();
      response.setHeader('retry-after', String(problem.fault.retryAfter ?? ''));
      return reply(problem.fault.status, {});
    }
    made += 1;
    const id = posted.get(body.key)?.id ?? `m${made}`;
    const files = body.attached.map((file: { name: string; base64: string }) => {
      return { name: file.name, bytes: Buffer.from(file.base64, 'base64') };
    });
    const buttons = body.choices.map(({ label }: Choice) => label);
    const { chat, text, choices } = body;
    posted.set(body.key, { id, chat, text, choices, buttons, files, bold: [], links: [] });
    return reply(200, { id });
  }

  address.serve((request, response) => void answer(request, response), null);
  return {
    account: (name, secret) => ({ settings: { api: address.url }, secrets: { token: `${secret}-token-of-${name}` } }),
    serve: (url) => {
      service = url;
    },
    say: (seat, text) => announce(seat, text, {}),
    chatter: async (seat, text) => void (await announce(seat, text, { addressed: false })),
    reply: async (seat, text) => void (await announce(seat, text, {})),
    press: async (seat, label) => {
      const choices = shown(seat).flatMap((message) => message.choices);
      const pressed = choices.findLast((choice) => choice.label === label)?.value;
      await announce(seat, label, { pressed });
    },
    sendFile: async (seat, { name, type, bytes }, caption) => {
      await announce(seat, caption, { file: { name, type, base64: Buffer.from(bytes).toString('base64') } });
    },
    edit: async (seat, message, text) => void (await announce(seat, text, { edits: message })),
    redeliver: (account) => post(account, newest.get(account) ?? {}),
    sayBackwards: async (seat, first, second) => {
      const early = updateOf(seat, first, {});
      const late = updateOf(seat, second, {});
      await post(seat.account, late);
      await post(seat.account, early);
    },
    shown,
    typings: (seat) => typings.filter((chat) => chat === chatOf(seat)).length,
    fail: (account, fault) => new Promise((met) => faults.set(account, { fault, met })),
    failTyping: (account) => void deafToTyping.add(account),
    close: address.close,
  };
}

export const toyFixture: AdapterFixture = { platform, open, knowsRepetitions: true };
