import { asksSomewhere, isPlacePhrase, isStatement, isStory, namesWhich, placeNamedIn } from '../flows/phrasing.ts';
import type { Kind } from '../model/kind.ts';
import { actIn, asksPlainSide, limitsOf, thresholdsIn } from './evidence.ts';
import { isOtherReport, openCaseIn } from './openCase.ts';
import type { Turn } from './turnDraft.ts';

/** Kinds of what people report rather than ask. */
export const reports: readonly Kind[] = ['incident', 'complaint', 'suggestion', 'constructive-criticism'];

/**
 * How surely a message is about another matter than the one under way: it reports, wants or asks something of another
 * service. Null: nothing shows that.
 */
export function otherSubject(turn: Turn): 'likely' | 'plain' | null {
  const { kind } = turn.input.understanding;
  const other = otherServices(turn);
  if (other === null) return null;
  const { best, sum } = other;
  const { plainReport, ownTopic: named, statedKind, kind: likelyKind } = thresholdsIn(turn);
  const isReport = reports.includes(kind.kind);
  if (isReport && kind.confidence >= statedKind && best >= named) return 'plain';
  const isSaid = isReport
    ? kind.confidence >= likelyKind
    : kind.kind === 'question' && kind.confidence >= statedKind && asksFor(turn);
  return (isSaid && sum >= plainReport) || best >= named ? 'likely' : null;
}

/** Whether a message tells of another matter than the one under way, rather than where that one is. */
export function isOtherSubject(turn: Turn): boolean {
  return otherSubject(turn) !== null && !(isPlacePhrase(turn.text) && !isStatement(turn.text));
}

/**
 * Whether a message, while a matter is under way, reads on its own as a question about another service, and adds nothing to
 * that matter: "how much is the rubbish tax". Nobody's business counts as asking, where a service is as good as named.
 */
export function asksElsewhere(turn: Turn): boolean {
  if (turn.state.flow === null && openCaseIn(turn) === undefined) return false;
  const other = otherServices(turn);
  if (turn.input.understanding.kind.kind !== 'question' || other === null) return false;
  const { plainQuestion, plainReport } = thresholdsIn(turn);
  const asks = actIn(turn, 'ask') + actIn(turn, 'outside') - actIn(turn, 'add') - actIn(turn, 'report');
  return asks >= plainQuestion && (other.best >= limitsOf(turn).answer || other.sum >= plainReport);
}

/**
 * How likely a message names services other than that of the matter under way: the likeliest, and all of them, since which
 * one is meant need not be clear. Null: it names none, or that one first.
 */
function otherServices(turn: Turn): { readonly best: number; readonly sum: number } | null {
  const { topics } = turn.input.understanding;
  const own = ownTopic(turn);
  const services = topics.filter(({ entry }) => turn.input.knowledge.entry(entry)?.kind === 'faq');
  const [best] = services;
  if (best === undefined || best.entry === own) return null;
  const sum = services.reduce((all, { entry, confidence }) => (entry === own ? all : all + confidence), 0);
  return { best: best.confidence, sum };
}

/** The service that the matter under way is about; null: it is not plain. */
function ownTopic(turn: Turn): string | null {
  return ownCase(turn)?.about ?? null;
}

function ownCase(turn: Turn) {
  return turn.state.cases.find(({ code }) => code === turn.state.flow?.case) ?? openCaseIn(turn);
}

/** Whether a text asks for something, with or without a question mark. */
function asksFor(turn: Turn): boolean {
  return actIn(turn, 'ask') + actIn(turn, 'follow') + actIn(turn, 'outside') >= limitsOf(turn).answer;
}

/** How well a message fits "where is it?": as a place and nothing else, as one among others, or not at all. */
export function placeFit(turn: Turn, text: string): 'sure' | 'possible' | 'none' {
  const { shape } = turn.input.understanding;
  if (shape.asks) return 'none';
  if (isPlacePhrase(text)) return !isStatement(text) ? 'sure' : otherSubject(turn) === 'plain' ? 'none' : 'possible';
  if (shape.wonders || asksSomewhere(text)) return 'none';
  // "Do they see to it or do I call a plumber" asks without saying so.
  if (asksPlainSide(turn) && actIn(turn, 'ask') + actIn(turn, 'follow') >= thresholdsIn(turn).added) return 'none';
  // What stands beside it may be what others report: "the school, next to the bicycles".
  const named = placeNamedIn(text, shape);
  if (named === 'beside' || (named === 'named' && !asksFor(turn))) return 'sure';
  const other = otherSubject(turn);
  return other === null || (other === 'likely' && actIn(turn, 'add') >= thresholdsIn(turn).added) ? 'possible' : 'none';
}

/** How well a message fits "do you want to add anything?": as more of the same matter, or as another one. */
export function detailFit(turn: Turn, text: string): 'sure' | 'possible' | 'none' {
  const { shape, kind } = turn.input.understanding;
  if (shape.asks) return 'none';
  const other = otherSubject(turn);
  const isReport = reports.includes(kind.kind) && kind.kind !== ownCase(turn)?.kind;
  if (other === 'plain' && isReport) return 'none';
  if (asksSomewhere(text)) return 'none';
  if (isStory(text) || namesWhich(text)) return 'sure';
  // A name, or a few words: "the library in the square".
  const isReported = isStatement(text) || actIn(turn, 'report') >= thresholdsIn(turn).reported;
  return other !== null && isReported ? 'none' : 'possible';
}

/** Whether a message is a report of something else, or names another subject, than the case under way or the newest open one. */
export const isOfAnother = (turn: Turn): boolean => isOtherReport(turn) || otherSubject(turn) !== null;
