/**
 * Whole conversations that were never learnt from (the held-out part of test/data/dialogues): is each turn answered from
 * the right topic, are menus rare, is no case opened without cause? Every turn runs through the bot itself, on the state
 * that its own earlier turns left behind.
 *   --tune    the tuning part instead
 *   --misses  lists what went wrong
 */
import { newConversation } from '../src/core/model/conversation.ts';
import type { Event } from '../src/core/model/event.ts';
import type { InboundContent } from '../src/core/model/message.ts';
import { runTurn } from '../src/core/turn/pipeline.ts';
import { createTranslator } from '../src/language/translator.ts';
import { type LabelledDialogue, type LabelledTurn, readDialogues } from './support/dialogues.ts';
import { percent } from './support/measures.ts';
import { openShipped } from './support/shipped.ts';
import { printTable } from './support/table.ts';

/** What became of one turn. */
interface Judged {
  readonly dialogue: LabelledDialogue;
  readonly turn: LabelledTurn;
  readonly index: number;
  readonly right: boolean;
  readonly menu: boolean;
  /** A case was opened although nothing was reported and nobody was asked for. */
  readonly needlessCase: boolean;
  readonly did: string;
}

const split = process.argv.includes('--tune') ? 'tune' : 'test';
const { content, knowledge, read } = await openShipped();
const translate = createTranslator(content.phrases.phrases, {
  ...content.council.values,
  privacyUrl: 'https://bot.example/privacitat',
  caseUrl: 'https://bot.example/cas',
});
const judged: Judged[] = [];
for (const dialogue of readDialogues().filter((each) => each.split === split)) judged.push(...(await play(dialogue)));

printTable(`Conversations never learnt from (${split}), turn by turn`, summarise());
if (process.argv.includes('--misses')) {
  const misses = judged.filter(({ right, needlessCase }) => !right || needlessCase);
  printTable(
    'Misses',
    misses.map(({ dialogue, turn, index, did }) => ({
      turn: `${dialogue.id}.${index + 1}`,
      act: turn.act,
      user: turn.user.slice(0, 60),
      wanted: [turn.topic, turn.aspect].filter(Boolean).join(' '),
      did: did.slice(0, 70),
    })),
  );
}
const later = judged.filter(({ index }) => index > 0);
const missed = [
  [share(later, ({ right }) => right) >= 0.85, 'follow-up turns right at least 85 %'],
  [share(judged, ({ menu }) => menu) <= 0.1, 'menus in at most 10 % of turns'],
  [judged.every(({ needlessCase }) => !needlessCase), 'no case opened without cause'],
] as const;
for (const [holds, target] of missed) {
  if (holds) continue;
  console.error(`Missed: ${target}`);
  process.exitCode = 1;
}

async function play(dialogue: LabelledDialogue): Promise<readonly Judged[]> {
  const now = Date.UTC(2026, 10, 24, 10);
  let state = newConversation(now);
  const turns: Judged[] = [];
  let revision = 0;
  const say = async (content: InboundContent) => {
    revision += 1;
    const result = runTurn({
      state,
      first: revision === 1,
      inbound: { id: `m${revision}`, content, localeHint: dialogue.locale },
      revision,
      account: {
        id: 'bench',
        tenant: 'default',
        channel: 'bench',
        name: 'Bench',
        topics: null,
        department: null,
        hours: null,
        status: { kind: 'open' },
        links: { profile: null, start: null, elsewhere: null, others: [] },
        locale: dialogue.locale,
        capabilities: {
          buttons: 10,
          buttonLabel: 80,
          textLength: 4_000,
          markup: 'markdown',
          quickExit: true,
          delivery: 'pull',
          pace: null,
        },
        pace: { burst: 1_000, perMinute: 1_000 },
      },
      surface: 'private',
      person: null,
      knowledge,
      understanding: await read(content.kind === 'text' ? content.text : ''),
      translate,
      transfer: null,
      issueCode: () => 'K7QF2MDX',
      issueCaseCode: () => `C4SE-${String(revision).padStart(4, '0')}`,
      caseLink: (code) => `https://bot.example/cas/${code}`,
      now: now + revision * 60_000,
    });
    state = result.state;
    return result.events;
  };
  for (const [index, turn] of dialogue.turns.entries()) {
    const events = await say({ kind: 'text', text: turn.user });
    turns.push({ dialogue, turn, index, ...judge(turn, events) });
    // Who is shown a menu that holds what was asked for picks it; the turn itself has been judged before.
    const wanted = `entry:${turn.topic}`;
    const isMenu = events.some(({ type }) => type === 'question.clarified');
    if (isMenu && turn.topic && state.offered.includes(wanted)) await say({ kind: 'choice', value: wanted, text: '' });
  }
  return turns;
}

/** Compares what a turn did with what the person who wrote it expected. */
function judge(turn: LabelledTurn, events: readonly Event[]): Omit<Judged, 'dialogue' | 'turn' | 'index'> {
  const answers = events.flatMap((event) => (event.type === 'question.answered' ? [event] : []));
  const clarified = events.flatMap((event) => (event.type === 'question.clarified' ? [...event.entries] : []));
  const unanswered = events.flatMap((event) => (event.type === 'question.unanswered' ? [event.reason] : []));
  const opened = events.some(({ type }) => type === 'case.opened');
  const added = events.some(({ type }) => type === 'case.added');
  const asked = events.some(({ type }) => type === 'case.asked');
  const move = events.flatMap((event) => (event.type === 'message.resolved' ? [event.move] : []))[0] ?? '-';
  const isFaq = (entry: string) => knowledge.entry(entry)?.kind === 'faq';
  const faq = answers.filter(({ entry }) => isFaq(entry));
  const isReport = ['incident', 'complaint', 'suggestion', 'person', 'addition'].includes(turn.act);
  return {
    right: isRight(),
    menu: clarified.length > 0,
    needlessCase: opened && !isReport,
    did: [
      move,
      ...answers.map(({ entry, aspect, exception }) => [entry, aspect, exception].filter(Boolean).join('/')),
      ...(clarified.length > 0 ? [`menu ${clarified.join(' ')}`] : []),
      ...unanswered,
      ...(opened ? ['case'] : []),
      ...(added ? ['added'] : []),
    ].join(' '),
  };

  function isRight(): boolean {
    switch (turn.act) {
      case 'topic':
      case 'back':
        return faq.some(({ entry }) => entry === turn.topic);
      case 'aspect':
        return isFollowedUp();
      case 'two':
        return (turn.topics ?? []).every(({ topic }) => faq.some(({ entry }) => entry === topic));
      case 'correct':
        return turn.topic
          ? faq.some(({ entry }) => entry === turn.topic)
          : clarified.length > 0 || unanswered.includes('not-understood');
      case 'simpler':
        return move === 'simpler';
      case 'repeat':
        return move === 'repeat' || (faq.length > 0 && move !== 'ask');
      case 'more':
        return move === 'more' || (faq.length > 0 && move !== 'ask');
      case 'incident':
      case 'complaint':
      case 'suggestion':
        return opened || added;
      case 'addition':
        return added && !opened;
      case 'person':
        return opened || added;
      case 'status':
        return asked || move === 'status';
      case 'outside':
        return faq.length === 0 && clarified.length === 0 && !opened;
      default:
        return faq.length === 0 && clarified.length === 0 && !opened;
    }
  }

  /**
   * On the topic: with the side that was asked about, with the special case, with the whole, or with the honest word
   * that the council has no fact for that side.
   */
  function isFollowedUp(): boolean {
    // A matter that was reported before has no topic: what is asked about it must at least open nothing.
    if (!turn.topic) return !opened && clarified.length === 0;
    const entry = knowledge.entry(turn.topic);
    const own = faq.filter((answer) => answer.entry === turn.topic);
    if (own.some(({ aspect, exception }) => aspect === undefined && exception === undefined)) return true;
    if (turn.aspect === 'exceptions') return own.some(({ exception }) => exception !== undefined) || isHonest();
    // A special case of the service, chosen by its words, answers what is asked about it.
    if (own.some(({ aspect, exception }) => aspect === turn.aspect || exception !== undefined)) return true;
    const isKnown = turn.aspect ? entry?.aspects[turn.aspect] !== undefined : false;
    return !isKnown && isHonest();
  }

  function isHonest(): boolean {
    return unanswered.includes('no-fact');
  }
}

function summarise(): readonly Record<string, string | number>[] {
  const groups = [...new Set(judged.map(({ turn }) => turn.act))].sort();
  const row = (name: string, of: readonly Judged[]) => ({
    turns: name,
    count: of.length,
    right: percent(share(of, ({ right }) => right)),
    menus: percent(share(of, ({ menu }) => menu)),
    'cases without cause': of.filter(({ needlessCase }) => needlessCase).length,
  });
  return [
    ...groups.map((act) =>
      row(
        act,
        judged.filter(({ turn }) => turn.act === act),
      ),
    ),
    row(
      'first turns',
      judged.filter(({ index }) => index === 0),
    ),
    row(
      'follow-up turns',
      judged.filter(({ index }) => index > 0),
    ),
    row('all', judged),
  ];
}

function share(of: readonly Judged[], is: (one: Judged) => boolean): number {
  return of.length === 0 ? 0 : of.filter(is).length / of.length;
}
