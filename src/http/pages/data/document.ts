import type { Locale } from '../../../core/model/locale.ts';
import type { FileRef } from '../../../core/model/message.ts';
import type {
  KeptConversation,
  KeptMessage,
  PersonalCase,
  PersonalData,
} from '../../../core/model/rights/personalData.ts';
import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';

const nothing = html``;

/** A file of somebody, with its place in the archive. */
interface ArchivedFile {
  readonly conversation: string;
  readonly file: FileRef;
  readonly path: string;
}

/** All files, each under a name that no other has and that leads nowhere else. */
export function filesOf({ conversations }: PersonalData): readonly ArchivedFile[] {
  const seen = new Set<string>();
  return conversations.flatMap(({ id, messages }) =>
    messages.flatMap(({ files }) =>
      files.flatMap((file) => {
        if (seen.has(`${id} ${file.id}`)) return [];
        seen.add(`${id} ${file.id}`);
        const name = file.name.replace(/[^\p{L}\p{N}. _-]/gu, '_').replace(/^\.+/, '_');
        return [{ conversation: id, file, path: `fitxers/${String(seen.size).padStart(3, '0')}-${name}` }];
      }),
    ),
  );
}

/** The same as JSON, for programs. Times are in ISO 8601. */
export function jsonOf(data: PersonalData): string {
  const paths = new Map(filesOf(data).map(({ conversation, file, path }) => [`${conversation} ${file.id}`, path]));
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const conversations = data.conversations.map(
    ({ id, messages, devices, cases, startedAt, subscription, newest: _, ...rest }) => ({
      ...rest,
      startedAt: time(startedAt),
      messages: messages.map(({ at, from, text, files }) => ({
        at: time(at),
        from,
        text,
        files: files.map((file) => ({ ...file, path: paths.get(`${id} ${file.id}`) ?? null })),
      })),
      subscription: subscription && { ...subscription, since: time(subscription.since) },
      devices: devices.map(({ at, service }) => ({ at: time(at), service })),
      cases: cases.map(({ openedAt, closedAt, ...each }) => ({
        ...each,
        openedAt: time(openedAt),
        closedAt: time(closedAt),
      })),
    }),
  );
  return `${JSON.stringify({ form: 1, madeAt: time(data.madeAt), conversations }, null, 2)}\n`;
}

/** A separate page that anybody can read without a network. */
export function dataDocument(data: PersonalData, locale: Locale, timeZone: string): string {
  const { title } = pageStrings(locale).data;
  const paths = new Map(filesOf(data).map(({ conversation, file, path }) => [`${conversation} ${file.id}`, path]));
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}ol{list-style:none;padding:0}li{margin:0 0 1rem}p{margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere}.who{font-weight:bold}</style>
</head><body><h1>${title}</h1>
${dataBody(data, locale, timeZone, (conversation, { id }) => paths.get(`${conversation} ${id}`) ?? null)}</body></html>
`.html;
}

/** What is kept, as a part of a page. `linkTo`: where a file is; null: it is not there. */
export function dataBody(
  data: PersonalData,
  locale: Locale,
  timeZone: string,
  linkTo: (conversation: string, file: FileRef) => string | null,
): Html {
  const strings = pageStrings(locale).data;
  const dates = createDates(locale, timeZone);
  const several = data.conversations.length > 1;
  return html`<p>${interpolate(strings.madeAt, { at: dates.moment(data.madeAt) })}</p>
${data.conversations.map((each, index) => {
  const heading = several ? interpolate(strings.conversationOf, { n: String(index + 1) }) : strings.conversation;
  return html`<section><h2>${heading}</h2>${conversationBody(each, { locale, dates, linkTo })}</section>`;
})}`;
}

interface Around {
  readonly locale: Locale;
  readonly dates: ReturnType<typeof createDates>;
  readonly linkTo: (conversation: string, file: FileRef) => string | null;
}

function conversationBody(kept: KeptConversation, around: Around): Html {
  const strings = pageStrings(around.locale).data;
  const { id, startedAt, account, language, messages, devices, erased, notesLeftOut, cases, isRestricted } = kept;
  const facts = interpolate(strings.facts, {
    since: around.dates.moment(startedAt),
    account,
    language: language ?? '-',
  });
  return html`<p>${facts}</p>
${isRestricted ? html`<p>${strings.isRestricted}</p>` : nothing}
${erased > 0 ? html`<p>${interpolate(strings.erasedTurns, { n: String(erased) })}</p>` : nothing}
${notesLeftOut > 0 ? html`<p>${interpolate(strings.notes, { n: String(notesLeftOut) })}</p>` : nothing}
${messages.length === 0 ? html`<p>${strings.noMessages}</p>` : html`<ol class="kept">${messages.map((each) => messageItem(id, each, around))}</ol>`}
${devices.map(({ at, service }) => html`<p>${interpolate(strings.deviceOf, { at: around.dates.moment(at), service })}</p>`)}
${kept.subscription === null ? nothing : html`<p>${interpolate(strings.subscription, { since: around.dates.moment(kept.subscription.since), where: kept.subscription.email ?? strings.subscriptionHere })}</p>`}
${cases.length === 0 ? nothing : html`<h3>${strings.cases}</h3>${cases.map((each) => caseBody(each, around))}`}`;
}

function messageItem(conversation: string, { at, from, text, files }: KeptMessage, around: Around): Html {
  const strings = pageStrings(around.locale).data;
  return html`<li><p><span class="who">${strings.from[from]}</span>, <time datetime="${new Date(at).toISOString()}">${around.dates.soon(at)}</time></p>
${text.trim() === '' ? nothing : from === 'assistant' ? renderMarkdown(text) : html`<p>${text}</p>`}
${files.map((file) => {
  const path = around.linkTo(conversation, file);
  return html`<p>${path === null ? html`${file.name}` : html`<a href="${path}">${file.name}</a>`}</p>`;
})}</li>`;
}

function caseBody(kept: PersonalCase, { locale, dates }: Around): Html {
  const strings = pageStrings(locale).data;
  const { code, openedAt, closedAt, outcome, rating, answers } = kept;
  const closed =
    closedAt === null
      ? strings.stillOpen
      : interpolate(strings.closedAt, {
          at: dates.moment(closedAt),
          outcome: outcome === null ? '' : pageStrings(locale).case.closed[outcome],
        });
  return html`<p>${interpolate(strings.caseOf, { code, at: dates.moment(openedAt) })} ${closed}${rating === null ? nothing : html` ${interpolate(strings.rated, { n: String(rating) })}`}</p>
${Object.keys(answers).length === 0 ? nothing : html`<ul>${Object.entries(answers).map(([name, value]) => html`<li>${name}: ${value}</li>`)}</ul>`}`;
}
