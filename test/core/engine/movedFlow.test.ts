import { beforeAll, describe, expect, test } from '@jest/globals';
import { confirmedEmail, emailDigestOf } from '../../../src/core/cases/rights/confirmedEmail.ts';
import { confirmationOf } from '../../../src/core/engine/decideTurn.ts';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { replayTurns } from '../../../src/core/engine/replayTurn.ts';
import type { Account } from '../../../src/core/model/account.ts';
import { type Commit, isRecord } from '../../../src/core/model/commit.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { InboundContent } from '../../../src/core/model/message.ts';
import type { Flows } from '../../../src/core/ports/knowledge.ts';
import { accountWith } from '../../support/account.ts';
import { createBench } from '../../support/engine.ts';
import { reworded, shippedFlows, townWithFlows } from '../../support/flows.ts';
import { echoPhrases } from '../../support/phrases.ts';

/*
 * A person who is telling of a matter takes it along to another channel: it goes on there, its case stays one, and what is
 * said there reaches the staff of the case.
 */

const web = accountWith({ id: 'web' });
const chat = accountWith({ id: 'chat', links: { ...web.links, start: 'https://chat.example/?start={code}' } });
const reported = 'hi ha un forat enorme a la vorera';
const complaint = 'la cua és massa llarga';
const place = 'davant del forn del carrer Secret 12';

let flows: Flows;
beforeAll(async () => {
  flows = await shippedFlows();
});

function open() {
  let knowledge = townWithFlows(flows, { [reported]: 'incident', [complaint]: 'complaint' });
  const bench = createBench(web, (deps) => ({ ...deps, knowledge: { current: () => knowledge } }));
  let number = 0;
  const say = async (account: Account, where: string, words: string | InboundContent, engine = bench.engine) => {
    number += 1;
    const content: InboundContent = typeof words === 'string' ? { kind: 'text', text: words } : words;
    const { conversation } = await engine.receive({
      ...{ account, platformConversation: where, surface: 'private', person: where, address: null },
      inbound: { id: `m${number}`, content, localeHint: null },
    });
    await engine.idle();
    return conversation;
  };
  /** The newest commit of a conversation, with what is sealed in it. */
  const newest = async (conversation: string) => {
    const commit = bench.store.commits().findLast((each) => each.conversation === conversation) as Commit;
    if (isRecord(commit.state)) throw new Error('a conversation has no record');
    const content = await bench.deps.sealer.open(commit);
    const texts = (content?.outbound ?? []).map(({ text }) => text).join('\n');
    return { commit, state: commit.state as ConversationState, content, texts };
  };
  /** Asks for a code here, and writes it there. */
  const move = async (from: readonly [Account, string], to: readonly [Account, string]) => {
    const here = await say(from[0], from[1], { kind: 'choice', value: 'command:move', text: 'Move' });
    const code = (await newest(here)).texts.split('\n')[0]?.split(' ').at(-1) ?? '';
    return say(to[0], to[1], { kind: 'continue', code, text: '' });
  };
  return {
    ...{ bench, say, newest, move },
    edit(version: string) {
      const all = flows.all.map((flow) => (flow.id === 'street-incident' ? reworded(flow, version) : flow));
      knowledge = townWithFlows({ ...flows, all }, { [reported]: 'incident' });
    },
  };
}

describe('a flow under way', () => {
  test('goes on in the channel to which its person moves, at its question and with its values', async () => {
    const { say, newest, move } = open();
    const here = await say(web, 'w', reported);
    const { code } = (await newest(here)).state.cases[0] ?? { code: '' };
    const there = await move([web, 'w'], [chat, 'c']);
    const moved = await newest(there);
    expect(moved.state.flow).toMatchObject({ flow: 'street-incident', step: 'place', case: code, home: here });
    expect(moved.content?.slots?.what?.text).toBe(reported);
    expect(moved.texts).toMatch(/^continued ca\n\nOn és exactament/);
    expect(moved.commit.events.map(({ type }) => type)).toContain('flow.resumed');
    // It is not asked in both.
    const left = await newest(here);
    expect(left.state.flow).toBeNull();
    expect(left.commit.events).toContainEqual({ type: 'flow.ended', flow: 'street-incident', how: 'moved' });
    expect(left.content?.slots).toBeUndefined();
  });

  test('stays one case: what is said there is added to it, for its staff, and in no state or event', async () => {
    const { say, newest, move } = open();
    const here = await say(web, 'w', reported);
    const there = await move([web, 'w'], [chat, 'c']);
    await say(chat, 'c', place);
    await say(chat, 'c', 'no, al 14');
    const { state, commit, content } = await newest(here);
    expect(state.cases).toHaveLength(1);
    expect((await newest(there)).state.cases).toEqual([]);
    expect(commit.events).toContainEqual({ type: 'case.added', case: state.cases[0]?.code, by: null });
    expect(content?.addition).toMatchObject({
      from: there,
      account: 'chat',
      inbound: { content: { text: 'no, al 14' } },
    });
    expect(content?.collected?.slots.place?.text).toContain('Secret 14');
    expect(state.cases[0]?.collected).toEqual([{ flow: 'street-incident', revision: commit.revision }]);
    // Who still sits at the first device reads none of it.
    expect(content?.inbound).toBeNull();
    expect(content?.outbound).toEqual([]);
    expect(JSON.stringify([commit.events, commit.state])).not.toContain('Secret');
  });

  test('an address that is confirmed there counts for the case where it is', async () => {
    const { bench, say, newest, move } = open();
    const mails = { ...chat, mails: true };
    const here = await say(web, 'w', complaint);
    const there = await move([web, 'w'], [mails, 'c']);
    for (const text of ['no', 'per correu', 'anna@exemple.cat']) await say(mails, 'c', text);
    const { commit } = await newest(there);
    await say(mails, 'c', confirmationOf(bench.deps.sealer, there, commit.revision));
    const { state } = await newest(here);
    const at = { tenant: commit.tenant, conversation: here };
    const [found] = state.cases;
    if (found === undefined) throw new Error('there must be a case');
    const deps = { journal: bench.deps.journal, sealer: bench.deps.sealer };
    expect((await confirmedEmail(at, found, deps))?.digest).toBe(
      emailDigestOf(bench.deps.sealer, commit.tenant, 'Anna@exemple.cat'),
    );
  });

  test('makes its case urgent, asks how to answer, and says the code', async () => {
    const { say, newest, move } = open();
    const here = await say(web, 'w', reported);
    const there = await move([web, 'w'], [chat, 'c']);
    await say(chat, 'c', place);
    await say(chat, 'c', 'sí');
    const { state } = await newest(here);
    expect(state.cases[0]?.priority).toBe('high');
    await say(chat, 'c', 'no en tinc');
    const last = await newest(there);
    expect(last.state.flow).toBeNull();
    expect(last.texts).toContain(state.cases[0]?.code ?? '?');
  });

  test('"it is settled" closes the case where it is', async () => {
    const { say, newest, move } = open();
    const here = await say(web, 'w', reported);
    await say(web, 'w', 'ja està arreglat');
    const there = await move([web, 'w'], [chat, 'c']);
    expect((await newest(there)).state.flow).toMatchObject({ flow: 'case-settled', home: here });
    await say(chat, 'c', 'sí');
    expect((await newest(here)).state.cases[0]).toMatchObject({ status: 'closed', closed: { reason: 'resolved' } });
    expect((await newest(there)).texts).toContain('caseWithdrawn');
  });

  test('ends on its own version, and comes back where it began', async () => {
    const { say, newest, move, edit } = open();
    const here = await say(web, 'w', reported);
    const { version } = (await newest(here)).state.flow ?? { version: '' };
    edit('v2');
    const there = await move([web, 'w'], [chat, 'c']);
    expect((await newest(there)).state.flow?.version).toBe(version);
    expect((await newest(there)).texts).not.toContain('v2');
    await say(chat, 'c', place);
    await move([chat, 'c'], [web, 'w']);
    const back = await newest(here);
    expect(back.state.flow).toMatchObject({ version, step: 'danger' });
    expect(back.state.flow?.home).toBeUndefined();
    await say(web, 'w', 'no');
    expect((await newest(here)).state.cases).toHaveLength(1);
    expect((await newest(here)).state.flow?.step).toBe('photo');
  });

  test('is told to be over where its values were erased meanwhile', async () => {
    const { say, newest, move } = open();
    await say(web, 'w', reported);
    await say(web, 'w', '/erase');
    await say(web, 'w', { kind: 'choice', value: 'erase:yes', text: 'yes' });
    const there = await move([web, 'w'], [chat, 'c']);
    expect((await newest(there)).state.flow).toBeNull();
    expect((await newest(there)).texts).toContain('continued');
  });

  test('does nothing twice, if another process runs its side effects too', async () => {
    const { bench, say, newest, move } = open();
    const here = await say(web, 'w', reported);
    const there = await move([web, 'w'], [chat, 'c']);
    await say(chat, 'c', place);
    const { commit } = await newest(there);
    const before = (await newest(here)).commit.revision;
    const other = createEngine(bench.deps);
    for (const task of commit.outbox)
      if (task.kind === 'side-effects')
        for (const effect of task.sideEffects)
          if (effect.type === 'add-to-case') await other.elsewhere.addToCase(effect, commit);
    expect((await newest(here)).commit.revision).toBe(before);
  });

  test('replays as it was', async () => {
    const { bench, say, move } = open();
    await say(web, 'w', reported);
    await move([web, 'w'], [chat, 'c']);
    await say(chat, 'c', place);
    await say(chat, 'c', 'sí');
    const known = townWithFlows(flows, { [reported]: 'incident' });
    const deps = { ...bench.deps, knowledgeOf: async () => ({ knowledge: known, translate: echoPhrases }) };
    for await (const { replayed } of replayTurns(deps, null))
      expect(replayed === null || replayed.kind === 'same' ? 'same' : replayed).toBe('same');
  });
});
