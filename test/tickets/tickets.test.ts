import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedCommands } from '../../src/core/cases/policy.ts';
import { codeOf } from '../../src/core/model/errors.ts';
import { agentWith } from '../support/agent.ts';
import { fates, openTicketWorld } from './world.ts';

const words = 'em dic Ona, truqueu-me al 612 345 678: el fanal no va';

describe('a case goes to its ticket system', () => {
  test('once its person has said all, with what the council shares, and its number comes back', async () => {
    const { bench, there, pass, caseState } = openTicketWorld({});
    await bench.say('ana', words);
    const { code } = await bench.openCase('ana');
    await pass(4);
    expect(there).toEqual([]);
    await bench.say('ana', 'i la vorera també');
    await pass(4);
    expect(there).toEqual([]);
    await pass(2);
    expect(there.map(({ fields }) => fields)).toEqual([
      [
        ['service_code', 'lamp'],
        ['description', expect.stringMatching(new RegExp(`^(?!.*612)[\\s\\S]*\\nRef\\. ${code}$`))],
      ],
    ]);
    expect(caseState(code).ticket).toMatchObject({ system: 'works', status: 'sent', number: '1', there: 'open' });
    await pass(30);
    expect(there).toHaveLength(1);
  });

  test('also where the number comes later', async () => {
    const { bench, givesTokens, pass, caseState } = openTicketWorld({ waitMinutes: 0 });
    givesTokens();
    const { code } = await bench.openCase('ana');
    await pass(2);
    expect(caseState(code).ticket).toMatchObject({ status: 'sent', number: null, token: 't1' });
    await pass(6);
    expect(caseState(code).ticket).toMatchObject({ status: 'sent', number: '1', token: null });
  });

  test('with the number of its own token alone', async () => {
    const { bench, givesTokens, pass, caseState, spoils } = openTicketWorld({ waitMinutes: 0 });
    givesTokens();
    const { code } = await bench.openCase('ana');
    await pass(2);
    // A system that ignores what it was asked for.
    const others = [
      { service_request_id: '98', token: 't98' },
      { service_request_id: '99', token: null },
    ];
    spoils(() => ({ requests: others, isList: true }));
    await pass(6);
    expect(caseState(code).ticket).toMatchObject({ number: null, token: 't1' });
    spoils((requests) => ({
      requests: [...others, ...requests.map((each) => ({ ...each, token: 't1' }))],
      isList: true,
    }));
    await pass(6);
    expect(caseState(code).ticket).toMatchObject({ number: '1', token: null });
  });

  test('not from before the day that the council set, of other departments, when closed, nor after its person was erased', async () => {
    const old = openTicketWorld({ since: '2027-01-01', waitMinutes: 0 });
    await old.bench.openCase('ana');
    await old.pass(3);
    const send = [{ departments: ['elsewhere'], kinds: [], flows: [], service: 'lamp', attributes: {} }];
    const other = openTicketWorld({ send, waitMinutes: 0 });
    await other.bench.openCase('ana');
    await other.pass(3);
    const closed = openTicketWorld({});
    await closed.staff(await closed.bench.openCase('ana'), { kind: 'close', reason: 'not-ours' });
    await closed.pass(9);
    const erased = openTicketWorld({});
    const { conversation, code } = await erased.bench.openCase('ana');
    await erased.bench.engine.erase({
      ...{ id: 'e', tenant: 'default', conversation, by: null, cause: 'citizen' },
      ...{ rule: null, reason: null, before: null, ifNewest: null },
    });
    await erased.pass(9);
    expect([old, other, closed, erased].map(({ there }) => there.length)).toEqual([0, 0, 0, 0]);
    expect(erased.caseState(code).ticket?.fault ?? 'nothing').toBe('nothing');
  });

  test('no more of them in a minute than the system takes', async () => {
    const { bench, there, pass } = openTicketWorld({ waitMinutes: 0, perMinute: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await bench.openCase(name);
    await pass(1);
    expect(there).toHaveLength(2);
    await pass(2);
    expect(there).toHaveLength(5);
  });
});

describe('where it does not arrive', () => {
  test('it is refused: staff are told why, and send it again', async () => {
    const { bench, there, pass, fates: come, caseState, staff } = openTicketWorld({ waitMinutes: 0 });
    const opened = await bench.openCase('ana');
    come('refused');
    await pass(2);
    expect(caseState(opened.code).ticket).toMatchObject({ status: 'failed', fault: 'http-400', round: 1 });
    const events = bench.store.commits().flatMap((commit) => commit.events);
    expect(events).toContainEqual(expect.objectContaining({ type: 'case.ticket', what: 'failed' }));
    // What the other side said is sealed.
    expect(JSON.stringify([events, caseState(opened.code)])).not.toContain('not known');
    await pass(9);
    expect(there).toEqual([]);
    await staff(opened, { kind: 'send-ticket' });
    await pass(2);
    expect(caseState(opened.code).ticket).toMatchObject({ status: 'sent', number: '1', round: 2 });
    expect(await staff(opened, { kind: 'send-ticket' }).catch(codeOf)).toBe('case.step');
  });

  test('it waits as long as the system asks, and while it cannot be reached', async () => {
    const { bench, there, pass, fates: come, caseState } = openTicketWorld({ waitMinutes: 0 });
    const { code } = await bench.openCase('ana');
    come('wait', 'unreached', 'unreached');
    await pass(1);
    expect([there.length, caseState(code).ticket?.status]).toEqual([0, 'waiting']);
    await pass(8);
    expect([there.length, caseState(code).ticket?.status]).toEqual([1, 'sent']);
  });

  test('nobody knows: a person looks, and says that it is there', async () => {
    const { bench, there, pass, fates: come, caseState, staff } = openTicketWorld({ waitMinutes: 0 });
    const opened = await bench.openCase('ana');
    come('lost-after');
    await pass(20);
    expect([there.length, caseState(opened.code).ticket?.status]).toEqual([1, 'unsure']);
    expect(await staff(opened, { kind: 'settle-ticket', number: ' ' }).catch(codeOf)).toBe('case.step');
    await staff(opened, { kind: 'settle-ticket', number: '1' });
    await pass(20);
    expect([there.length, caseState(opened.code).ticket]).toMatchObject([1, { status: 'sent', number: '1' }]);
  });

  test('a number that was mistyped is corrected', async () => {
    const { bench, pass, caseState, staff } = openTicketWorld({ waitMinutes: 0 });
    const opened = await bench.openCase('ana');
    await pass(2);
    await staff(opened, { kind: 'settle-ticket', number: '71' });
    await staff(opened, { kind: 'settle-ticket', number: '17' });
    expect(caseState(opened.code).ticket).toMatchObject({ status: 'sent', number: '17', there: 'open', mark: null });
  });

  test('an answer with several requests is nobody’s', async () => {
    const { bench, pass, caseState, spoils } = openTicketWorld({ waitMinutes: 0 });
    const { code } = await bench.openCase('ana');
    spoils((requests) => ({ requests: [{ service_request_id: '99' }, ...requests], isList: true }));
    await pass(3);
    expect(caseState(code).ticket).toMatchObject({ status: 'unsure', number: null });
  });

  test.each<[string, Parameters<ReturnType<typeof openTicketWorld>['spoils']>[0], string]>([
    ['no list', () => ({ requests: [], isList: false }), 'unsure'],
    ['a list without descriptions', () => ({ requests: [{ service_request_id: '99' }], isList: true }), 'unsure'],
    [
      'somebody else who names it',
      ([mine]) => ({
        requests: [{ service_request_id: '99', description: `${mine?.description?.split('\n').at(-1)} again` }],
        isList: true,
      }),
      'unsure',
    ],
    ['a list without it', () => ({ requests: [], isList: true }), 'waiting'],
  ])('searching finds %s', async (_, spoil, status) => {
    const {
      bench,
      pass,
      attempt,
      fates: come,
      caseState,
      spoils,
      there,
    } = openTicketWorld({
      ...{ lostAnswer: 'search', waitMinutes: 0 },
    });
    const opened = await bench.openCase('ana');
    come('lost-after');
    await pass(1);
    spoils((requests) => spoil(requests));
    await pass(0);
    bench.clock.advance(3 * 60_000);
    await attempt(opened, { isLast: false }).catch(codeOf);
    expect([there.length, caseState(opened.code).ticket?.status]).toEqual([1, status]);
  });

  test('what another process began and did not end is looked at again', async () => {
    const { bench, watch, attempt, command, caseState } = openTicketWorld({ waitMinutes: 0 });
    const opened = await bench.openCase('ana');
    bench.clock.advance(60_000);
    await watch();
    // The other one begins between the look of this one and its own beginning.
    const racing = attempt(opened, { isLast: false }).catch(codeOf);
    await command(opened, { type: 'begin', round: 1 });
    expect(await racing).toBe('platform.unreachable');
    expect(caseState(opened.code).ticket?.status).toBe('sending');
    await attempt(opened, { isLast: false });
    expect(caseState(opened.code).ticket?.status).toBe('unsure');
  });

  test('where the last attempt fails by a fault of our own, staff are told', async () => {
    const { bench, watch, attempt, fates: come, caseState } = openTicketWorld({ waitMinutes: 0 });
    const opened = await bench.openCase('ana');
    bench.clock.advance(60_000);
    await watch();
    come('dies-before');
    await expect(attempt(opened, { isLast: true })).rejects.toThrow('the service died');
    expect(caseState(opened.code).ticket?.status).toBe('unsure');
  });

  test('staff decide about an attempt of which nothing was heard for an hour', async () => {
    const { bench, watch, command, caseState, staff } = openTicketWorld({ waitMinutes: 0 });
    const opened = await bench.openCase('ana');
    bench.clock.advance(60_000);
    await watch();
    await command(opened, { type: 'begin', round: 1 });
    const may = () =>
      allowedCommands(
        { case: caseState(opened.code), handledBy: null },
        agentWith('ona', {}),
        bench.clock.now(),
      ).filter((each) => each.endsWith('-ticket'));
    expect(may()).toEqual([]);
    expect(await staff(opened, { kind: 'send-ticket' }).catch(codeOf)).toBe('case.step');
    bench.clock.advance(60 * 60_000);
    expect(may()).toEqual(['send-ticket', 'settle-ticket']);
    await staff(opened, { kind: 'send-ticket' });
    expect(caseState(opened.code).ticket).toMatchObject({ status: 'waiting', round: 2 });
  });

  test('it is never there twice, whatever happens to calls and to the service', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('ask', 'search', 'repeat'),
        fc.array(fc.constantFrom(...fates), { maxLength: 12 }),
        async (lostAnswer, given) => {
          const world = openTicketWorld({ lostAnswer, waitMinutes: 0 } as const);
          const { code } = await world.bench.openCase('ana');
          world.fates(...given);
          for (let each = 0; each < 8; each += 1) {
            world.restart();
            await world.pass(5);
          }
          const { ticket } = world.caseState(code);
          expect(world.there.length).toBeLessThanOrEqual(1);
          if (ticket?.status === 'sent') expect([ticket.number]).toEqual(world.there.map(({ number }) => number));
          if (ticket?.status === 'failed') expect(world.there).toEqual([]);
          // What can be known is not asked of a person: the list of the system tells.
          const isPlain = given.every((fate) => !['refused', 'wait'].includes(fate));
          if (lostAnswer === 'search' && isPlain) expect(ticket?.status).toBe('sent');
          expect(['sent', 'unsure', 'failed']).toContain(ticket?.status);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);
});

describe('what becomes of it there', () => {
  const opened = async (whenClosed: 'notify-staff' | 'resolve') => {
    const world = openTicketWorld({ waitMinutes: 0, whenClosed });
    const of = await world.bench.openCase('ana');
    await world.pass(2);
    const [ticket] = world.there;
    if (ticket === undefined) throw new Error('it is not there');
    const outbound = () => world.bench.store.commits().at(-1);
    const happened = () =>
      world.bench.store
        .commits()
        .flatMap(({ events }) => events.flatMap((event) => (event.type === 'case.ticket' ? [event.what] : [])));
    return { ...world, of, ticket, outbound, happened };
  };

  test('a note and its end are told to staff, each once, also after a new start', async () => {
    const world = await opened('notify-staff');
    world.ticket.note = 'La brigada hi va dijous.';
    await world.pass(6);
    world.restart();
    await world.pass(6);
    expect(world.happened()).toEqual(['wanted', 'begun', 'sent', 'noted']);
    world.ticket.status = 'closed';
    await world.pass(6);
    world.restart();
    await world.pass(6);
    expect(world.happened().slice(4)).toEqual(['closed']);
    expect(world.caseState(world.of.code)).toMatchObject({ status: 'open', ticket: { there: 'closed' } });
    world.ticket.status = 'open';
    await world.pass(6);
    world.ticket.status = 'fixed';
    await world.pass(6);
    expect(world.happened().slice(5)).toEqual(['reopened', 'closed']);
  });

  test('its end answers the person and closes the case, where the council wants that and nobody is answering', async () => {
    const world = await opened('resolve');
    world.ticket.note = 'Fet: hem canviat la bombeta.';
    world.ticket.status = 'closed';
    await world.pass(6);
    expect(world.caseState(world.of.code)).toMatchObject({
      status: 'closed',
      closed: { by: null, reason: 'resolved' },
    });
    const content = await world.bench.sealer.open(world.bench.newest());
    expect(content?.outbound.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining('hem canviat la bombeta')]),
    );
    const taken = await opened('resolve');
    await taken.staff(taken.of, { kind: 'take' });
    taken.ticket.status = 'closed';
    await taken.pass(6);
    expect(taken.caseState(taken.of.code)).toMatchObject({ status: 'open', ticket: { there: 'closed' } });
  });

  test.each(['rejected', 'duplicate', 'no_further_action', 'not_councils_responsibility', 'closed: see other'])(
    'one that ends as "%s" is left to staff',
    async (status) => {
      const world = await opened('resolve');
      world.ticket.note = 'No és nostre.';
      world.ticket.status = status;
      await world.pass(6);
      expect(world.caseState(world.of.code)).toMatchObject({ status: 'open' });
      const content = await world.bench.sealer.open(world.bench.newest());
      expect(JSON.stringify(content?.outbound ?? [])).not.toContain('nostre');
    },
  );

  test('so is one whose person wrote after it was sent', async () => {
    const world = await opened('resolve');
    await world.bench.say('ana', 'ara també està caigut a la vorera');
    world.ticket.status = 'closed';
    await world.pass(6);
    expect(world.caseState(world.of.code)).toMatchObject({ status: 'open', ticket: { there: 'closed' } });
  });

  test('each is asked for in its turn where the system gives them one by one, and none once it does not answer', async () => {
    const world = openTicketWorld({ waitMinutes: 0, perMinute: 600 });
    for (let each = 0; each < 25; each += 1) await world.bench.openCase(`p${each}`);
    await world.pass(2);
    expect(world.there).toHaveLength(25);
    world.asked.length = 0;
    world.spoils(() => ({ requests: [], isList: true }));
    await world.pass(10);
    expect(new Set(world.asked).size).toBe(25);
    world.asked.length = 0;
    world.fates('well', 'well', 'unreached');
    await world.pass(5);
    expect(world.asked).toHaveLength(2);
    world.asked.length = 0;
    world.end();
    await world.pass(6);
    expect(world.asked).toEqual([]);
  });
});
