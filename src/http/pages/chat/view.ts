import type { KeyedCode } from '../../../core/cases/caseLinks.ts';
import type { TranscriptTurn } from '../../../core/journal/transcript.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { type Choice, type Inbound, type Rendered, visibleText } from '../../../core/model/message.ts';
import { media } from '../../../core/util/fileType.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { ownCases } from '../case/ownCases.ts';
import { renderMarkdown } from '../markdown.ts';
import type { PageLanguage } from '../pageLanguage.ts';
import { type PageStrings, pageStrings } from '../strings.ts';
import { fileList, sentFiles } from './files.ts';
import { type FormFault, maxTextLength } from './form.ts';
import { offersQuickExit, quickExitLink } from './quickExit.ts';
import { answerTurn, ratedEntry, ratingForm, ratingIn } from './rating.ts';
import type { FormUploads } from './uploads.ts';

interface ChatView {
  readonly language: PageLanguage;
  readonly turns: readonly TranscriptTurn[];
  /** The form's own ticket. */
  readonly ticket: string;
  /** The cases that this browser remembers. */
  readonly cases: readonly KeyedCode[];
  /** What somebody who has not written yet is offered. */
  readonly begins: readonly Choice[];
  /** What the person had written, when the form is shown again. */
  readonly text: string;
  readonly fault: FormFault | null;
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: string;
  /** Whether answers can be proven. */
  readonly proves: boolean;
  readonly limits: FormUploads['limits'];
  /** Whether files came with the form that is shown again. */
  readonly hadFiles: boolean;
}

/** Leads to the newest message, where the page is loaded again. */
export const newestPath = '/xat/nou';

const nothing = html``;

/** The conversation, the current choices, and the text field: all as plain forms. */
export function chatMain(view: ChatView): Html {
  const { chat } = pageStrings(view.language.locale);
  const hidden = html`<input type="hidden" name="form" value="${view.ticket}">${
    view.language.isChosen ? html`<input type="hidden" name="lang" value="${view.language.locale}">` : nothing
  }`;
  const forgetCases = html`<form method="post" action="/xat/oblida">${hidden}<button type="submit">${chat.casesForget}</button></form>`;
  const spoken = view.turns.findLast(({ content }) => ratingIn(content?.inbound ?? null) === null);
  const newest = spoken?.content?.outbound.at(-1);
  return html`<div class="chat">${offersQuickExit(view.turns) ? quickExitLink(chat) : nothing}<h1>${chat.heading}</h1>
<div class="machine">${whoAnswers(view, chat)}</div>
${conversation(view, chat, hidden)}
${view.turns.length === 0 ? nothing : html`<p><a class="button second" href="${newestPath}?lang=${view.language.locale}">${chat.look}</a></p>`}
${view.fault === null ? nothing : html`<p class="fault" id="fault" role="alert">${formFaultText(view, view.fault, chat)}</p>`}
${newest === undefined ? nothing : choicesForm(newest, chat.choices, { locale: newest.locale, hidden })}
${view.turns.length > 0 ? nothing : choicesForm({ choices: view.begins }, chat.begins, { locale: view.language.locale, hidden })}
<form class="ask" method="post" action="/xat" enctype="multipart/form-data" id="ask">
${hidden}
<label for="text">${chat.input}</label>
<p id="hint">${chat.hint}</p>
<textarea id="text" name="text" rows="3" maxlength="${maxTextLength}" aria-describedby="hint${view.fault === null ? '' : ' fault'}">${view.text}</textarea>
${filesField(view, chat)}
<button class="button" type="submit">${chat.send}</button>
</form>
${
  view.turns.length === 0
    ? nothing
    : html`<div class="restart"><form method="post" action="/xat/desa">${hidden}<button type="submit">${chat.save}</button></form>
<form method="post" action="/xat/nova">${hidden}<button type="submit">${chat.restart}</button></form></div>`
}
${ownCases(view.cases, view.language.locale, forgetCases)}</div>`;
}

/** Who answers now: a machine, and it says so, or a person of the city, by name. */
function whoAnswers({ turns }: ChatView, chat: PageStrings['chat']): Html {
  const newest = turns.flatMap(({ content }) => content?.outbound ?? []).at(-1);
  const name = newest?.speaker ?? newest?.attendedBy;
  return name === undefined ? renderMarkdown(chat.machine) : html`<p>${interpolate(chat.person, { name })}</p>`;
}

/** Where files are chosen; browsers keep none when a form is shown again. */
function filesField({ limits, fault }: ChatView, chat: PageStrings['chat']): Html {
  const types = limits.types.map((type) => media[type].type).join(',');
  const isFaulty = fault === 'fileType' || fault === 'fileSize';
  return html`<label for="file">${chat.files}</label>
<p id="files-hint">${interpolate(chat.filesHint, limitsOf(limits))}</p>
<input id="file" name="file" type="file" multiple accept="${types}" aria-invalid="${String(isFaulty)}" aria-describedby="files-hint${isFaulty ? ' fault' : ''}">
<p>${chat.scriptOnly}</p>`;
}

const limitsOf = ({ bytes, files }: FormUploads['limits']) => ({
  mb: String(Math.floor(bytes / 1024 / 1024)),
  files: String(files),
});

/** Text of a fault, in the language of a page. */
function formFaultText({ limits, hadFiles }: ChatView, fault: FormFault, chat: PageStrings['chat']): string {
  const text = interpolate(chat[fault], { most: String(maxTextLength), ...limitsOf(limits) });
  return hadFiles ? `${text} ${chat.filesAgain}` : text;
}

function conversation({ turns, language, timeZone, proves }: ChatView, chat: PageStrings['chat'], hidden: Html): Html {
  if (turns.length === 0) return nothing;
  // A rating is shown below its answer, and leaves open what can be chosen.
  const spoken = turns.filter(({ content }) => ratingIn(content?.inbound ?? null) === null);
  const ratings = ratingsIn(turns);
  return html`<section aria-labelledby="said"><h2 class="hidden" id="said">${chat.conversation}</h2>
<ol class="said">${spoken.map((turn) => turnItems(turn, { chat, language, timeZone, ratings, hidden, proves, isOpen: turn === spoken.at(-1) }))}</ol></section>`;
}

/** What people said of answers, by revision of the answer. */
function ratingsIn(turns: readonly TranscriptTurn[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [index, { content }] of turns.entries()) {
    const rating = ratingIn(content?.inbound ?? null);
    const answer = rating === null ? null : answerTurn(turns.slice(0, index), ratedEntry(rating) ?? '');
    if (rating !== null && answer !== null) found.set(answer, rating);
  }
  return found;
}

interface ItemContext {
  readonly chat: PageStrings['chat'];
  readonly language: PageLanguage;
  readonly timeZone: string;
  readonly ratings: ReadonlyMap<number, string>;
  /** The hidden fields of a form. */
  readonly hidden: Html;
  readonly proves: boolean;
  /** Whether what its messages offer can still be chosen. */
  readonly isOpen: boolean;
}

type ItemLook = Pick<ItemContext, 'chat' | 'language'> & {
  /** The attributes by which an address leads to it. */
  readonly anchor: Html;
};

function turnItems(
  { revision, at, content, lost }: TranscriptTurn,
  { chat, language, timeZone, ratings, hidden, proves, isOpen }: ItemContext,
): Html {
  if (lost) return html`<li class="bot"><div class="bubble"><p>${chat.lost}</p></div></li>`;
  if (content === null) return nothing;
  const time = html`<time datetime="${new Date(at).toISOString()}">${hourOf(at, language.locale, timeZone)}</time>`;
  const { inbound } = content;
  const { outbound } = content;
  // The address of a turn points to its answer, which is what the person waits for; without one, to what they said.
  const anchor = html` id="r${revision}" tabindex="-1"`;
  const asked =
    inbound === null || inbound.content.kind === 'start'
      ? nothing
      : userItem(inbound, { chat, language, time, anchor: outbound.length === 0 ? anchor : nothing });
  const last = outbound.length - 1;
  return html`${asked}${outbound.map((message, index) => {
    // What the last one offers stands below the conversation, beside the field.
    const offer =
      !isOpen || index === last ? nothing : choicesForm(message, chat.choices, { locale: message.locale, hidden });
    const rated = ratings.get(revision) ?? null;
    const isAnswer = message.answers !== undefined;
    const rating = isAnswer ? ratingForm(message.answers ?? '', { rated, chat, hidden }) : nothing;
    const receipt = isAnswer && proves ? receiptForm(revision, chat, hidden) : nothing;
    return botItem(message, {
      chat,
      language,
      anchor: index === 0 ? anchor : nothing,
      offer: html`${rating}${receipt}${offer}`,
    });
  })}`;
}

/** Saves the proof of an answer. */
function receiptForm(revision: number, chat: PageStrings['chat'], hidden: Html): Html {
  return html`<form class="rate" method="post" action="/xat/comprovant">${hidden}<input type="hidden" name="revision" value="${String(revision)}"><button type="submit">${chat.receipt}</button></form>`;
}

function userItem({ content }: Inbound, { chat, language, time, anchor }: ItemLook & { readonly time: Html }): Html {
  const text = visibleText(content);
  const files = sentFiles(content);
  return html`<li class="user"${anchor}><div class="bubble"><span class="hidden">${chat.you}: </span>${
    text === '' ? nothing : html`<p>${text}</p>`
  }${fileList(files, language, chat)}${
    text === '' && files.length === 0 ? html`<p>${chat.notKept}</p>` : nothing
  }</div>${time}</li>`;
}

function botItem(message: Rendered, { chat, language, anchor, offer }: ItemLook & { readonly offer: Html }): Html {
  const plain = message.text === '' ? nothing : html`<p>${message.text}</p>`;
  const body = message.markup === 'markdown' ? renderMarkdown(message.text) : plain;
  return html`<li class="bot"${anchor}><div class="bubble" lang="${message.locale}">${
    message.speaker === undefined
      ? html`<span class="hidden">${chat.bot}: </span>`
      : html`<strong class="speaker">${message.speaker}</strong>`
  }${body}${fileList(message.files, language, chat)}</div>${offer}</li>`;
}

function choicesForm(
  { choices }: Pick<Rendered, 'choices'>,
  legend: string,
  { locale, hidden }: { readonly locale: Locale; readonly hidden: Html },
): Html {
  if (choices.length === 0) return nothing;
  const button = ({ label, value }: Choice) =>
    html`<button type="submit" name="choice" value="${value}" lang="${locale}">${label}</button>`;
  return html`<form class="choices" method="post" action="/xat">${hidden}<fieldset><legend class="hidden">${legend}</legend>${choices.map(button)}</fieldset></form>`;
}

function hourOf(at: number, locale: Locale, timeZone: string): string {
  // English as written in Europe: 17:30.
  const language = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone }).format(at);
}
