import { withFocus } from '../dialogue/entriesInFocus.ts';
import { asksWhereToComplain, isPlaceAlone, isStatement, isStory, saysUndone } from '../flows/phrasing.ts';
import { takesBack } from '../flows/takesBack.ts';
import type { FlowDefinition } from '../model/flow.ts';
import type { Classification, Kind } from '../model/kind.ts';
import type { Trait } from '../model/protocol.ts';
import type { Act, Move, RankedMove } from '../model/understanding.ts';
import type { Entry } from '../ports/knowledge.ts';
import { applyProtocol } from './applyProtocol.ts';
import { actIn, asksForContact, isChat, limitsOf, thresholdsIn } from './evidence.ts';
import { beginsWithReport, isAnsweredAtFirst, isNobodys, reportsAtFirst, takesReports } from './opening.ts';
import { reports } from './otherSubject.ts';
import { asksToSpeakThere } from './ownSubject.ts';
import { sayCalmly } from './replies/calm.ts';
import { isPublic } from './replies/private.ts';
import { appendPhrase, say } from './replies/say.ts';
import { kindOf, outweighsAnswer } from './steps/classify.ts';
import { askForPerson } from './steps/runCommand.ts';
import { flowFor, type ProtocolRequest, type Turn, wantFlow } from './turnDraft.ts';

/** What people can do about the data of this conversation without waiting for anybody. */
const ownData = ['command:my-data', 'command:erase'];

/** Kinds of what people say rather than ask: reports, and praise. */
const reported: readonly Kind[] = [...reports, 'praise'];

/** Kinds that a report which names a service is like, where its words tell no kind of report. */
const likeReports: readonly Kind[] = ['question', 'out-of-scope', 'false-information', 'destructive-criticism'];

/** Kinds that people put as questions: "why don't you build a cycle path?" */
const proposed: readonly Kind[] = ['suggestion', 'constructive-criticism', 'information-request'];

/** Kinds that people state rather than ask: a formal request, that something is false or worthless. */
const stated: readonly Kind[] = ['information-request', 'false-information', 'destructive-criticism'];

/** Most words of a text that names a matter, rather than states something about it. */
const fewWords = 4;

/** Most words of a text that tells nothing on its own in a conversation. */
const shortAside = 5;

/** Kinds that win over a menu of guesses already where they are likelier than not. */
const unclear: readonly Kind[] = ['politics', 'spam', 'threat', 'insult', 'praise'];

/** Kinds that nobody puts as a question: a question that looks like one is looked up first. */
const guessed: readonly Kind[] = ['threat', 'false-information'];

/** Kinds that a person has to handle. */
const handled: readonly Kind[] = [...reports, 'information-request', 'destructive-criticism', 'press', 'person'];

/** What only answers the bot is of no kind, however much its words are like one: "no, nothing more". */
const talk: readonly Act[] = ['yes', 'no', 'ack', 'simpler', 'repeat', 'more'];

/** The kind by which the protocol decides, where the conversation makes one likely. */
export function kindHere(turn: Turn, classification: Classification, move: Move | null): Kind {
  const kind = kindOf(classification, turn.input.knowledge.thresholds);
  // Who takes a complaint back, or wants none, makes none.
  const isNone = takesBack(turn.text) === 'case' || (kind === 'complaint' && asksWhereToComplain(turn.text));
  if (classification.rule === null && isNone) return 'question';
  if (classification.rule === null && isNobodys(turn, kind)) return 'question';
  const isService = kind === 'person' && (asksForContact(turn) || asksToSpeakThere(turn));
  if (classification.rule === null && (isTalk(turn) || isService || isChatter(turn, classification))) return 'question';
  const isDoubtful = classification.rule === null && classification.confidence < thresholdsIn(turn).statedKind;
  if (isDoubtful && likeReports.includes(kind) && beginsWithReport(turn))
    return likeliest(classification, reports, thresholdsIn(turn).openingKind) ?? 'incident';
  const wanted: readonly Kind[] = move === 'report' ? reported : move === 'person' ? ['person'] : [];
  if (kind !== 'question') return kind;
  const [best] = classification.ranked;
  if (unclear.includes(best?.kind ?? 'question') && (best?.confidence ?? 0) >= thresholdsIn(turn).unclearKind)
    return best?.kind ?? kind;
  if (wanted.length === 0) return kind;
  return likeliest(classification, wanted, thresholdsIn(turn).expectedKind) ?? kind;
}

/** The likeliest of some kinds, where it is at least so likely. */
function likeliest({ ranked }: Classification, kinds: readonly Kind[], least: number): Kind | undefined {
  return ranked.find(({ kind, confidence }) => kinds.includes(kind) && confidence >= least)?.kind;
}

function isTalk(turn: Turn): boolean {
  const [act] = turn.input.understanding.acts;
  return act !== undefined && talk.includes(act.act) && act.confidence >= thresholdsIn(turn).statedKind;
}

/** Kinds that small talk is often like: "next Messi, you'll see" threatens nobody. */
const likeTalk: readonly Kind[] = ['threat', 'false-information', 'destructive-criticism'];

/** Whether a message in the middle of a conversation is small talk, and no more than like such a kind. */
function isChatter(turn: Turn, { kind, confidence }: Classification): boolean {
  const { statedKind, certainKind } = thresholdsIn(turn);
  if (turn.state.dialogue.last === null || turn.input.understanding.danger.level !== 'none') return false;
  return likeTalk.includes(kind) && confidence < certainKind && actIn(turn, 'chat') >= statedKind;
}

/**
 * Whether the kind of a message decides, whatever the FAQ offers. Requests about one's own data often resemble common
 * questions ("I want to update my data in the register"), so there a guess yields to an answer, and to a near entry
 * that the bot can ask about. So people manage the data of this very chat themselves.
 */
export function outweighs(
  turn: Turn,
  classification: Classification,
  kind: Kind,
  { move, ranked }: { readonly move: Move | null; readonly ranked: readonly RankedMove[] },
): boolean {
  const { topics } = turn.input.understanding;
  const best = topics[0]?.confidence ?? 0;
  const isSure = outweighsAnswer(turn, classification);
  if (classification.rule !== null) return isSure || best < limitsOf(turn).sure;
  // A journalist's question is one for the press office, whatever it asks about.
  if (kind === 'press' && classification.confidence >= thresholdsIn(turn).certainKind) return true;
  const begins = reports.includes(kind) && beginsWithReport(turn);
  const isUnlikely = isUnlikelyReport(turn, kind, ranked) && !isCertain(turn, classification, kind);
  if (!begins && (isUnlikely || isAnsweredAtFirst(turn, kind))) return false;
  if (kind === 'incident' && (isFragment(turn) || isExplained(turn))) return false;
  if (begins) return true;
  // "How many inhabitants has China" is put as people put requests for information, and is surely none of the council's business.
  if (kind === 'information-request' && actIn(turn, 'outside') >= thresholdsIn(turn).statedKind) return false;
  const { asks, words, wonders } = turn.input.understanding.shape;
  // "Transparency portal" is no formal request, and "where do I appeal" no complaint, where an entry explains it.
  if ((words <= fewWords || wonders) && kind !== 'incident' && best >= limitsOf(turn).sure) return false;
  if (isReported(turn, classification, kind)) return true;
  if (kind === 'data-subject')
    return (
      best < limitsOf(turn).sure &&
      (isSure || (classification.confidence >= thresholdsIn(turn).dataKind && best < thresholdsIn(turn).nearEntry))
    );
  if (move === 'report' && reported.includes(kind)) return true;
  if (move === 'person' && kind === 'person') return true;
  // What is certainly a threat is one, whomever it names: nobody asks it.
  if (kind === 'threat' && !asks && classification.confidence >= thresholdsIn(turn).certainKind) return true;
  if (isAside(turn, classification)) return false;
  if (stated.includes(kind) && isRemark(turn, move)) return false;
  if (stated.includes(kind) && !asks && classification.confidence >= thresholdsIn(turn).statedKind) return true;
  // What reads as a question, or as nobody's business, opens no case on a guess.
  const isQuestion = move === 'ask' || move === 'follow' || move === 'outside';
  if (isQuestion && !isSaid(turn) && (handled.includes(kind) || guessed.includes(kind))) return false;
  if (isQuestion && handled.includes(kind)) {
    if (asks && !proposed.includes(kind)) return false;
    if (best < limitsOf(turn).answer) return isSure;
    // What is asked about a service by which nothing is reported is answered: "the wifi does not let me in".
    if (kind === 'incident' && !takesReports(turn, topics[0]?.entry)) return false;
    return classification.confidence >= thresholdsIn(turn).proposal && best < limitsOf(turn).sure;
  }
  if (isQuestion && asks && guessed.includes(kind)) return false;
  // Kind words around a question are no praise: "good day dear, my dog has died".
  const isKindly = kind === 'praise' && classification.confidence < thresholdsIn(turn).proposal;
  if (isQuestion && isKindly && best >= limitsOf(turn).answer) return false;
  return isSure || best < limitsOf(turn).sure;
}

/**
 * Whether a message goes on about what is spoken of, or is too short to tell anything, in a conversation: a kind that is
 * less than certain opens no case then.
 */
function isAside(turn: Turn, { confidence }: Classification): boolean {
  const { shape } = turn.input.understanding;
  if (turn.state.dialogue.focus.length === 0 || confidence >= thresholdsIn(turn).statedKind) return false;
  return shape.words <= shortAside || actIn(turn, 'follow') >= thresholdsIn(turn).aside;
}

/** Moves of what is said below an answer about that answer, whatever it sounds like on its own. */
const replies: readonly Move[] = ['follow', 'correct', 'simpler', 'repeat', 'more', 'status'];

/** Whether a message goes on in the conversation, or names a service of its own there: "already rang them" states nothing false. */
function isRemark(turn: Turn, move: Move | null): boolean {
  if (turn.state.dialogue.focus.length === 0 || move === null) return false;
  const best = turn.input.understanding.topics[0]?.confidence ?? 0;
  return replies.includes(move) || (move === 'ask' && best >= limitsOf(turn).answer);
}

/** Whether a text below an answer tells of nothing that happens: a place alone, or "and the skip in the street". */
function isFragment(turn: Turn): boolean {
  const { shape } = turn.input.understanding;
  const { focus, last } = turn.state.dialogue;
  if (focus.length === 0 || last?.did === 'passed-on') return false;
  return isPlaceAlone(turn.text, shape) || (shape.continues && !isStatement(turn.text) && !isStory(turn.text));
}

/** Whether a message may report something, or ask for it, rather than be a question or go on about one. */
function isSaid(turn: Turn): boolean {
  return actIn(turn, 'ask') + actIn(turn, 'follow') + actIn(turn, 'back') < thresholdsIn(turn).plainAsking;
}

/** Moves of what is passed on to people. */
const passedOn: readonly Move[] = ['report', 'person', 'add'];

/**
 * Whether a message hardly reports anything, by all that its conversation tells, though its words are like a kind of report.
 * What is no report (praise, a request about one's own data, a journalist's question) is not weighed by that.
 */
export function isUnlikelyReport(turn: Turn, kind: Kind, ranked: readonly RankedMove[]): boolean {
  if (!reports.includes(kind) || ranked.length === 0 || isLetDown(turn, kind)) return false;
  // Who begins with it means it: "I sent the papers in March and nobody answers".
  if (turn.state.dialogue.focus.length === 0 && isCertain(turn, turn.input.understanding.kind, kind)) return false;
  const likelihood = ranked.reduce((sum, { move, confidence }) => sum + (passedOn.includes(move) ? confidence : 0), 0);
  return likelihood < thresholdsIn(turn).leastReport;
}

/** Kinds that count, where they are all but certain, whatever entry or move is likely. */
const certain: readonly Kind[] = ['complaint', 'suggestion', 'press', 'politics', 'data-subject'];

/**
 * Whether a message is all but certainly of a kind that counts whatever else is likely; one that asks is only a suggestion. Who tells why
 * they ask complains in the same words: "my appeal was denied and I don't understand the letter".
 */
export function isCertain(turn: Turn, { confidence }: Classification, kind: Kind): boolean {
  const { shape } = turn.input.understanding;
  if (isLetDown(turn, kind)) return true;
  if (!certain.includes(kind) || confidence < thresholdsIn(turn).plainKind) return false;
  // "Why don't you open on Sundays?" proposes, and asks nothing.
  if (kind === 'suggestion') return true;
  if (shape.asks || kind !== 'complaint') return !shape.asks;
  return isSaid(turn) || (confidence >= thresholdsIn(turn).certainKind && reportsAtFirst(turn));
}

/**
 * Whether somebody complains, below an answer, that others did not do what it says: "I did that last month and they never came". It
 * goes on about that answer, and asks nothing of it.
 */
function isLetDown(turn: Turn, kind: Kind): boolean {
  const { shape, kind: read } = turn.input.understanding;
  const { focus } = turn.state.dialogue;
  if (kind !== 'complaint' || read.kind !== kind || focus.length === 0 || shape.asks || shape.wonders) return false;
  // "No, you didn't get me" says that of the bot.
  const corrects = actIn(turn, 'correct') >= thresholdsIn(turn).move || turn.input.understanding.rejects === true;
  return !corrects && read.confidence >= thresholdsIn(turn).proposal && saysUndone(turn.text);
}

/**
 * Whether an entry that is as good as named tells what to do about something broken or disturbing, and nothing like it is
 * reported by its form: "the neighbours' dog barks all night".
 */
function isExplained(turn: Turn): boolean {
  const { topics, acts } = turn.input.understanding;
  const [best] = topics;
  if (best === undefined || acts.length === 0 || best.confidence < limitsOf(turn).sure) return false;
  if (takesReports(turn, best.entry)) return false;
  const { reported: reportThreshold, statedKind } = thresholdsIn(turn);
  // "I need to put a skip in the street" names its permit, whatever it sounds like.
  return actIn(turn, 'report') < (best.confidence >= limitsOf(turn).alone ? statedKind : reportThreshold);
}

/** Whether a message that asks nothing plainly is of a kind: a matter, though an entry explains what to do. */
function isReported(turn: Turn, classification: Classification, kind: Kind): boolean {
  if (isCertain(turn, classification, kind)) return true;
  if (turn.input.understanding.shape.asks) return false;
  const { confidence } = classification;
  const { statedKind, proposal, kind: likely, reportHint: hint, reported: reportThreshold } = thresholdsIn(turn);
  // "There are rats in the park" says so itself, where that is what its form is for.
  if (kind === 'incident' && isOfForm(turn) && confidence >= likely && actIn(turn, 'report') >= hint) return true;
  const least = kind === 'incident' ? statedKind : kind === 'complaint' ? proposal : 1;
  return confidence >= least && actIn(turn, 'report') >= reportThreshold;
}

/** Whether a message tells that something is so, of which the entry that it names takes reports. */
function isOfForm(turn: Turn): boolean {
  const [best] = turn.input.understanding.topics;
  if (best === undefined || best.confidence < limitsOf(turn).sure || !isStatement(turn.text)) return false;
  return takesReports(turn, best.entry);
}

/**
 * The entry that tells what is reported or asked for, which is spoken of from now on; undefined: none is as likely as `least`.
 */
export function speakOfSubject(turn: Turn, least = thresholdsIn(turn).department): Entry | undefined {
  const [best] = turn.input.understanding.topics;
  if (best === undefined || best.confidence < least) return undefined;
  const entry = turn.input.knowledge.entry(best.entry);
  if (entry?.kind === 'faq')
    turn.state = { ...turn.state, dialogue: withFocus(turn.state.dialogue, { entry: entry.id, aspect: null }) };
  return entry;
}

/** Applies the protocol to a message that is not a common question. */
export function judge(turn: Turn, kind: Kind, traits: readonly Trait[]): void {
  const { knowledge, understanding } = turn.input;
  const [best] = understanding.topics;
  // Who was let down says of what they were told just before that it was not done.
  const below = isLetDown(turn, kind) ? knowledge.entry(turn.state.dialogue.focus[0]?.entry ?? '') : undefined;
  const entry = speakOfSubject(turn, below === undefined ? thresholdsIn(turn).department : limitsOf(turn).sure);
  const department = below !== undefined && entry === undefined ? below.department : departmentOf(turn, kind);
  if (kind === 'person') return askForPerson(turn, department);
  if (kind === 'destructive-criticism' && traits.length === 0 && isOutburst(turn)) return sayCalmly(turn);
  const isAnswer = entry?.kind === 'faq' && (best?.confidence ?? 0) >= limitsOf(turn).sure;
  const request: ProtocolRequest = {
    kind,
    department,
    lead: null,
    // Advice about identifiers was already given if some were found.
    isSaid: kind === 'personal-data' && turn.personalData.length > 0 && turn.outbound.length > 0,
    traits: [...traits, ...(entry?.personal ? (['private-topic'] as const) : [])],
    offered: kind === 'data-subject' ? ownData : isAnswer ? [`entry:${entry.id}`] : [],
    url: entry?.source?.url ?? null,
  };
  const flow = flowFor(turn, { kind });
  if (kind === 'data-subject' && flow !== null && traits.length === 0 && isAboutThisChat(turn, flow))
    return say(turn, 'dataRights', [...ownData, `start:${flow.id}`]);
  if (flow !== null) {
    wantFlow(turn, flow, request);
    if (below !== undefined && entry === undefined && turn.wanted !== null)
      turn.wanted = { ...turn.wanted, subject: below.title[turn.locale] };
    return;
  }
  applyProtocol(turn, request);
  const isNew = turn.events.some(({ type }) => type === 'case.opened');
  const hasPlace = understanding.shape.places || turn.input.inbound.content.kind === 'files';
  if (kind === 'incident' && isNew && !hasPlace && !isPublic(turn)) appendPhrase(turn, 'askPlace');
}

/** Whether anger in private names nothing that could be looked into, and nothing about it is like a danger. */
function isOutburst(turn: Turn): boolean {
  const { topics, danger } = turn.input.understanding;
  const form = flowFor(turn, { kind: 'complaint' })?.id;
  const services = topics.flatMap(({ entry: id, confidence }) => {
    const entry = turn.input.knowledge.entry(id);
    // What tells how to complain, of whatever, is nothing to look into.
    const isOfComplaints = form !== undefined && entry?.flow === form && entry.general.includes('refusal');
    return entry?.kind === 'faq' && !isOfComplaints ? [{ confidence }] : [];
  });
  // What names one of several fields names one, though which it is need not be clear.
  const sum = services.reduce((all, { confidence }) => all + confidence, 0);
  const isNamed =
    (services[0]?.confidence ?? 0) >= thresholdsIn(turn).department || sum >= thresholdsIn(turn).plainReport;
  return !isPublic(turn) && danger.level === 'none' && !isNamed;
}

/**
 * Whether a request about one's own data may mean what was written here, and it is the first time: that needs no request,
 * since the conversation itself proves whose it is. "What do the social services keep about me" means other data.
 */
function isAboutThisChat(turn: Turn, flow: Pick<FlowDefinition, 'id'>): boolean {
  const { state, understanding } = turn.input;
  if (state.flow !== null || state.offered.includes(`start:${flow.id}`)) return false;
  const [best] = understanding.topics;
  const { department, ownData: ours } = thresholdsIn(turn);
  if (best === undefined || best.confidence < department) return true;
  return understanding.topics.some(
    ({ entry, confidence }) => ownData.includes(entry.replace('.', ':')) && confidence >= ours,
  );
}

/**
 * The department of the matter that a message is about; null where it is not known. What is broken in the street names
 * its field even in few words; somebody who was treated badly may name anything else.
 */
export function departmentOf(turn: Turn, kind: Kind): string | null {
  const best = turn.input.understanding.topics.find(({ entry }) => !isChat(turn, entry));
  const least = kind === 'incident' ? thresholdsIn(turn).reportDepartment : thresholdsIn(turn).department;
  if (best === undefined || best.confidence < least) return null;
  return turn.input.knowledge.entry(best.entry)?.department ?? null;
}
