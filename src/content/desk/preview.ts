import { featureNames } from '../../core/dialogue/moveFeatures.ts';
import { understandWords } from '../../core/engine/understand.ts';
import type { Account } from '../../core/model/account.ts';
import { type ConversationState, newConversation } from '../../core/model/conversation.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { InboundContent, Rendered, Surface } from '../../core/model/message.ts';
import { type Aspect, type MoveModel, moves } from '../../core/model/understanding.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Entry, Knowledge } from '../../core/ports/knowledge.ts';
import type { Translate } from '../../core/ports/translate.ts';
import { render } from '../../core/render/render.ts';
import { runTurn } from '../../core/turn/pipeline.ts';
import type { Texts } from './views.ts';

/** What is to be seen of a service: all of it, its plainer form, one aspect, or a special case. */
export type PreviewPart =
  | { readonly kind: 'answer' }
  | { readonly kind: 'plain' }
  | { readonly kind: 'aspect'; readonly aspect: Aspect }
  | { readonly kind: 'exception'; readonly exception: string };

/** The text of a draft, or one that was only typed. */
export type PreviewRequest = { readonly document: string; readonly part: PreviewPart } | { readonly texts: Texts };

/** What the bot would send; null: nothing is written in this language. */
export type DraftMessages = (account: Account, surface: Surface, locale: Locale) => readonly Rendered[] | null;

export interface PreviewSource {
  readonly knowledge: Knowledge;
  readonly translate: Translate;
  /** Null: the request is about its own text. */
  readonly entry: Entry | null;
  readonly clock: Clock;
}

/** Runs the bot's own turn over a draft, so that sources, buttons and what is said in public are what people get. */
export function previewMessages(source: PreviewSource, request: PreviewRequest): DraftMessages {
  const { entry, translate } = source;
  if ('texts' in request) {
    return ({ capabilities }, _, locale) => {
      const text = request.texts[locale]?.trim() ?? '';
      return text === '' ? null : render({ text, choices: [], files: [], locale }, capabilities, translate);
    };
  }
  const { part } = request;
  return (account, surface, locale) => {
    if (entry === null || !textOf(entry, part)?.[locale].trim()) return null;
    const say = (state: ConversationState, content: InboundContent, revision: number, model: MoveModel | null) =>
      turn(source, entry, { state, content, revision, model, account, surface, locale });
    const began = { ...newConversation(source.clock()), introduced: true, language: { locale, explicit: true } };
    const first = say(began, { kind: 'choice', value: choiceOf(entry.id, part), text: '' }, 1, null);
    const { outbound } =
      part.kind === 'plain' ? say(first.state, { kind: 'text', text: '…' }, 2, plainerRequested()) : first;
    return outbound.flatMap((message) => render(message, account.capabilities, translate));
  };
}

/** Takes every message as a wish for plainer words. */
function plainerRequested(): MoveModel {
  const row = (always: number) => moves.map((move) => (move === 'simpler' ? always : 0));
  return { straight: featureNames.map((_, feature) => row(feature === 0 ? 100 : 0)), hidden: [], bias: [], output: [] };
}

function textOf(entry: Entry, part: PreviewPart): Entry['answer'] | null {
  if (part.kind === 'answer') return entry.answer;
  if (part.kind === 'plain') return entry.plain;
  if (part.kind === 'aspect') return entry.aspects[part.aspect]?.answer ?? null;
  return entry.exceptions.find(({ id }) => id === part.exception)?.answer ?? null;
}

function choiceOf(entry: string, part: PreviewPart): string {
  if (part.kind === 'aspect') return `aspect:${entry}/${part.aspect}`;
  return part.kind === 'exception' ? `exception:${entry}/${part.exception}` : `entry:${entry}`;
}

interface PreviewTurn {
  readonly state: ConversationState;
  readonly content: InboundContent;
  readonly revision: number;
  readonly model: MoveModel | null;
  readonly account: Account;
  readonly surface: Surface;
  readonly locale: Locale;
}

function turn({ knowledge, translate, clock }: PreviewSource, entry: Entry, given: PreviewTurn) {
  const { state, content, revision, model, account, surface, locale } = given;
  return runTurn({
    state,
    first: false,
    inbound: { id: `preview-${revision}`, content, localeHint: locale },
    revision,
    account: { ...account, locale },
    surface,
    // Somebody who is known there gets a code that continues in private.
    person: surface === 'public' ? 'preview' : null,
    knowledge: {
      ...knowledge,
      moves: model ?? knowledge.moves,
      entry: (id) => (id === entry.id ? entry : knowledge.entry(id)),
      // A name is needed to ask for an aspect, and is not shown with it.
      aspectTitle: (aspect) => knowledge.aspectTitle(aspect) ?? entry.title,
    },
    understanding: understandWords(knowledge, content),
    translate,
    transfer: null,
    issueCode: () => 'TR1A7000',
    issueCaseCode: () => 'TR1A-0001',
    caseLink: () => 'https://example.org/',
    now: clock(),
  });
}
