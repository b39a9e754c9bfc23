import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseState } from '../../../src/core/model/case.ts';
import type { SealedContent } from '../../../src/core/model/commit.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { Event } from '../../../src/core/model/event.ts';
import type { FileRef, Inbound } from '../../../src/core/model/message.ts';
import { testDay } from '../../support/clock.ts';
import { type Body, type ConsoleWorld, openConsole, rowWith } from './world.ts';

const conversation = 'c-one';
const [ours, theirs, merged] = ['AAAA-0001', 'BBBB-0002', 'CCCC-0003'] as const;
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const file = (id: string): FileRef => ({ id, name: `${id}.png`, type: 'image/png', size: png.length });
const says = (text: string, ...files: readonly FileRef[]): Inbound => ({
  id: text,
  content: files.length === 0 ? { kind: 'text', text } : { kind: 'files', text, files },
  localeHint: null,
});
const about = (code: string, type: 'case.added' | 'case.noted', by: string | null): Event => ({ type, case: code, by });
const opening = (code: string, department: string): Event => ({
  ...{ type: 'case.opened', case: code, by: null, kind: 'complaint', rule: 'r', protocol: 'p' },
  ...{ department, firstDueAt: null, resolutionDueAt: null },
});

/** Anna is of taxes, berta of the environment: both have a case of the same person, in one conversation. */
describe('what a department reads of a person who has cases with others', () => {
  let world: ConsoleWorld;
  let revision = 0;

  beforeEach(async () => {
    revision = 0;
    world = await openConsole({});
    await rows({});
    await commit({ inbound: says('hola') }, []);
    await commit({ inbound: says('SECRET of theirs', file('f-theirs')) }, [opening(theirs, 'medi')]);
    await commit({ command: { kind: 'note', text: 'SECRET note', mentions: [] } }, [
      about(theirs, 'case.noted', 'berta'),
    ]);
    await commit({ inbound: says('SECRET of nobody') }, [{ type: 'message.received', kind: 'text' }]);
    await commit({ inbound: says('SECRET more of theirs') }, [about(theirs, 'case.added', null)]);
    await commit({ inbound: says('what came before') }, [{ type: 'message.received', kind: 'text' }]);
    await commit({ inbound: says('ours', file('f-ours')) }, [opening(ours, 'hisenda')]);
    await commit({ inbound: says('more of ours') }, [about(ours, 'case.added', null)]);
    await commit({ inbound: says('SECRET thanks') }, [{ type: 'message.received', kind: 'text' }]);
  });
  afterEach(() => world.close());

  async function rows(changes: Partial<CaseState>): Promise<void> {
    const at = { conversation, revision: 100 + revision };
    await world.index.put([
      rowWith(ours, at, { department: 'hisenda', ...changes }),
      rowWith(theirs, at, { department: 'medi', status: 'closed' }),
    ]);
  }

  async function commit(
    content: Partial<SealedContent>,
    events: readonly Event[],
    place = conversation,
  ): Promise<void> {
    revision += 1;
    const sealed = await world.sealer.seal(
      place,
      { address: null, inbound: null, outbound: [], ...content },
      'current',
    );
    await world.journal.append({
      ...{ tenant: 'default', account: 'web', conversation: place, revision, at: testDay + revision * 1_000 },
      ...{ inboundKey: `${revision}`, events, state: newConversation(testDay), outbox: [] },
      ...sealed,
    });
    for (const { id } of content.inbound?.content.kind === 'files' ? content.inbound.content.files : [])
      world.kept.bytes.set(`${place}/${id}`, png);
  }

  const turns = async (agent: string, code: string, after = 0) =>
    (await world.ask(agent, 'GET', `cases/${code}/turns?after=${after}`)).body;
  const texts = (body: Body) =>
    body.turns.flatMap((turn: Body) => turn.citizen?.text ?? turn.command?.command.text ?? []);
  const get = async (agent: string, code: string, id: string, at: number) =>
    (await world.ask(agent, 'GET', `files/${code}/${id}?conversation=${conversation}&revision=${at}`)).status;

  test('is what belongs to its own cases, with what was said just before they were opened', async () => {
    const body = await turns('anna', ours);
    expect(texts(body)).toEqual(['what came before', 'ours', 'more of ours']);
    expect(body).toMatchObject({ hidden: true, more: false, last: 9 });
    expect(JSON.stringify(body)).not.toContain('SECRET');
    expect(JSON.stringify(body)).not.toContain(theirs);
    expect(texts(await turns('berta', theirs))).toEqual([
      'hola',
      'SECRET of theirs',
      'SECRET note',
      'SECRET more of theirs',
    ]);
  });

  test('is said to be all where it is, and read on from where it ended', async () => {
    expect(await turns('anna', ours, 6)).toMatchObject({ hidden: true, last: 9 });
    expect(await turns('anna', ours, 8)).toMatchObject({ turns: [], hidden: true, last: 9 });
    await commit({ inbound: says('again') }, [about(ours, 'case.added', null)]);
    expect(await turns('anna', ours, 9)).toMatchObject({ hidden: false, last: 10 });
    expect(texts(await turns('anna', ours, 9))).toEqual(['again']);
  });

  test('is everything for who leads and who audits', async () => {
    for (const agent of ['supervisor', 'administrator', 'auditor']) {
      const body = await turns(agent, ours);
      expect([agent, body.turns.length, body.hidden]).toEqual([agent, 9, false]);
    }
  });

  test('has no file of another case, and a file only in the turn in which it stands', async () => {
    expect(await get('anna', ours, 'f-ours', 7)).toBe(200);
    expect(await get('anna', ours, 'f-theirs', 2)).toBe(404);
    expect(await get('anna', ours, 'f-theirs', 7)).toBe(404);
    expect(await get('anna', ours, 'f-ours', 2)).toBe(404);
    expect(await get('supervisor', ours, 'f-theirs', 2)).toBe(200);
    expect((await world.ask('anna', 'GET', `files/${ours}/f-ours`)).status).toBe(400);
    const other = await world.ask('anna', 'GET', `files/${ours}/f-ours?conversation=c-two&revision=7`);
    expect(other.status).toBe(404);
  });

  test('takes in a case that was merged into one of its own', async () => {
    const at = { conversation, revision: 200 };
    await world.index.put([
      rowWith(theirs, at, { department: 'medi', status: 'closed', mergedInto: merged }),
      rowWith(merged, at, { department: 'medi', status: 'closed', mergedInto: ours }),
    ]);
    expect(texts(await turns('anna', ours))).toContain('SECRET of theirs');
  });

  test('follows a case as it is now, also before the list of cases knows', async () => {
    const state = newConversation(testDay);
    const given = rowWith(theirs, { conversation }, { department: 'hisenda' }).case;
    revision += 1;
    const sealed = await world.sealer.seal(conversation, { address: null, inbound: null, outbound: [] }, 'current');
    const assigned = { type: 'case.assigned', case: theirs, by: 'berta', agent: null, department: 'hisenda' } as const;
    await world.journal.append({
      ...{ tenant: 'default', account: 'web', conversation, revision, at: testDay, inboundKey: 'moved', outbox: [] },
      ...{ events: [assigned], state: { ...state, cases: [given] } },
      ...sealed,
    });
    expect(texts(await turns('anna', ours))).toContain('SECRET of theirs');
  });

  test('reaches over channels no farther than within one', async () => {
    await commit({ inbound: says('SECRET elsewhere') }, [opening('DDDD-0004', 'medi')], 'c-before');
    await world.index.put([rowWith('DDDD-0004', { conversation: 'c-before' }, { department: 'medi' })]);
    await commit({ inbound: says('goes on') }, [
      { type: 'conversation.transferred', from: 'c-before', account: 'x' },
      about(ours, 'case.added', null),
    ]);
    expect(JSON.stringify(await turns('anna', ours))).not.toContain('SECRET');
    expect(JSON.stringify(await turns('supervisor', ours))).toContain('SECRET elsewhere');
  });

  test('is everything for a while, once somebody has opened it for a reason', async () => {
    await rows({ glass: [{ by: 'anna', until: testDay + 60_000 }] });
    expect(texts(await turns('anna', ours))).toContain('SECRET note');
    expect(await get('anna', ours, 'f-theirs', 2)).toBe(200);
    expect((await world.ask('anna', 'GET', `cases/${ours}`)).body.openUntil).toBe(testDay + 60_000);
    // Nobody else sees more by that, and neither do they later.
    expect(JSON.stringify(await turns('carla', ours))).not.toContain('SECRET');
    world.clock.advance(60_000);
    expect(JSON.stringify(await turns('anna', ours))).not.toContain('SECRET');
    expect((await world.ask('anna', 'GET', `cases/${ours}`)).body.openUntil).toBeNull();
  });

  test('is opened under the codes that the server finds, whatever the page says', async () => {
    const command = { kind: 'break-glass', reason: 'They refer to what they wrote before.' };
    const post = (id: string, given: object) => ({ id, seen: null, command: given });
    expect((await world.ask('anna', 'POST', `cases/${ours}/commands`, post('glass-01', command))).status).toBe(200);
    expect(world.commands.at(-1)?.command).toEqual({ ...command, cases: [theirs] });
    const forged = await world.ask(
      'anna',
      'POST',
      `cases/${ours}/commands`,
      post('glass-02', { ...command, cases: [] }),
    );
    expect(forged.status).toBe(400);
  });

  test('is offered to be opened to those who do not see all anyway', async () => {
    const may = async (agent: string) => (await world.ask(agent, 'GET', `cases/${ours}`)).body.may;
    expect(await may('anna')).toContain('break-glass');
    expect(await may('supervisor')).not.toContain('break-glass');
    expect(await may('auditor')).toEqual([]);
  });

  test('shows that it was opened, with the reason, to all whose case it was', async () => {
    const reason = 'They refer to what they wrote before.';
    await commit({ command: { kind: 'break-glass', reason, cases: [theirs, 'EEEE-0005'] } }, [
      { type: 'case.glass-broken', case: ours, by: 'anna', cases: [theirs, 'EEEE-0005'], until: testDay + 1 },
    ]);
    const last = (await turns('berta', theirs)).turns.at(-1);
    expect(last.command).toMatchObject({ by: 'anna', command: { kind: 'break-glass', reason } });
    expect(last.happened).toMatchObject([{ type: 'case.glass-broken', by: 'anna', cases: [theirs] }]);
    expect((await turns('anna', ours)).turns.at(-1).happened).toMatchObject([{ cases: [] }]);
  });
});
