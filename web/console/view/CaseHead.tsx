import { isHeld } from '../../../src/core/model/case.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { act } from '../actions/held.ts';
import { formatDistance } from '../model/deadline.ts';
import { gistOf } from '../model/gist.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { datesIn, named, useLocale, useStrings } from '../strings.ts';
import { CaseLabels } from './CaseLabels.tsx';
import { DeadlineText, fullDate } from './Deadline.tsx';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from './names.ts';
import { RouteLink } from './RouteLink.tsx';

/** The details of the case and the commands for it. */
export function CaseHead({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const strings = useStrings();
  const { case: caseState } = view;
  return (
    <header class="casehead">
      <div class="line1">
        <h1 id="case-title" tabIndex={-1}>
          <span class="kind">{named(strings.kinds, caseState.kind)}</span> <span class="code">{caseState.code}</span>
        </h1>
        {caseState.priority !== 'normal' && (
          <span class={`tag ${caseState.priority}`}>{strings.priorities[caseState.priority]}</span>
        )}
        {caseState.status !== 'open' && <span class="tag">{strings.statusOne[caseState.status]}</span>}
        {caseState.surface === 'public' && <span class="tag public">{strings.inPublic}</span>}
        <CaseLabels ids={caseState.labels} most={10} />
        {isHeld(caseState) && <span class="tag">{strings.held}</span>}
        <DeadlineText caseState={caseState} />
      </div>
      <GistLine view={view} />
      <Facts view={view} />
      <Commands view={view} busy={busy} />
    </header>
  );
}

/** The matter in one line, so that nobody has to look for it in the conversation. */
function GistLine({ view }: { readonly view: CaseView }) {
  const strings = useStrings();
  const locale = useLocale();
  const now = useStore(state, (value) => value.now);
  const turns = useStore(state, ({ selectedCase }) => selectedCase?.turns ?? []);
  const { what, place, photos, times } = gistOf(view, turns);
  // The page's clock may be some seconds behind.
  const since = formatDistance(view.case.openedAt, Math.max(now, view.case.openedAt), datesIn(locale));
  const details = [
    ...(place === '' ? [] : [place]),
    ...(photos === 0 ? [] : [interpolate(photos === 1 ? strings.onePhoto : strings.photos, { n: photos })]),
    since,
    ...(times < 2 ? [] : [interpolate(strings.wroteTimes, { n: times })]),
  ];
  return (
    <p class="gist">
      <strong title={what}>{what === '' ? strings.noText : what}</strong>
      <span>{details.join(' · ')}</span>
    </p>
  );
}

function Facts({ view }: { readonly view: CaseView }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { case: caseState } = view;
  const handledBy = view.handledBy === null ? strings.bot : nameOfAgent(setting, view.handledBy);
  const facts: readonly (readonly [string, string])[] = [
    [strings.department, nameOfDepartment(setting, caseState.department, locale)],
    [strings.assignee, caseState.assignee === null ? strings.nobody : nameOfAgent(setting, caseState.assignee)],
    [strings.handledBy, handledBy],
    [strings.language, strings.languages[caseState.locale]],
    ...(view.position === null
      ? []
      : [[strings.positionLabel, interpolate(strings.position, { n: view.position })] as const]),
    ...(caseState.snoozedUntil === null
      ? []
      : [[strings.snoozedUntil, fullDate(caseState.snoozedUntil, locale)] as const]),
    ...(caseState.rating === null ? [] : [[strings.rating, `${caseState.rating} / 5`] as const]),
  ];
  const tone = setting?.tones[caseState.tone]?.[locale];
  const administrativeSilence = setting?.administrativeSilences[caseState.administrativeSilence]?.[locale];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details class="guide">
        <summary>{strings.guide}</summary>
        <p>
          <strong>{strings.channel}</strong> {nameOfAccount(setting, view.account)} · <strong>{strings.opened}</strong>{' '}
          {fullDate(caseState.openedAt, locale)}
        </p>
        {tone !== undefined && (
          <p>
            <strong>{strings.tone}</strong> {tone}
          </p>
        )}
        {administrativeSilence !== undefined && (
          <p>
            <strong>{strings.administrativeSilence}</strong> {administrativeSilence}
          </p>
        )}
        {view.may.includes('contact-note') && (
          <button type="button" class="plain" onClick={() => state.set({ dialog: { kind: 'contact-note' } })}>
            {strings.contactNotes.command}
          </button>
        )}
        <RelatedCases related={view.related} />
      </details>
    </>
  );
}

/** Other cases of the person, each with the proof that it is theirs. */
function RelatedCases({ related }: Pick<CaseView, 'related'>) {
  const strings = useStrings();
  if (related.length === 0) return null;
  return (
    <section class="related" aria-labelledby="related-cases">
      <strong id="related-cases">{strings.related}</strong>
      <ul>
        {related.map(({ case: { code, status }, proof }) => (
          <li key={code}>
            <RouteLink route={{ page: 'inbox', code }}>{code}</RouteLink> ({strings.statusOne[status]}):{' '}
            {strings.personProof[proof]}
          </li>
        ))}
      </ul>
      {related.some(({ proof }) => proof === 'email') && <p class="hint">{strings.emailProof}</p>}
    </section>
  );
}

/** Dialogs of commands that ask for more. */
type OwnDialog =
  | 'transfer'
  | 'close'
  | 'snooze'
  | 'merge'
  | 'priority'
  | 'label'
  | 'publish'
  | 'publish-note'
  | 'unpublish'
  | 'weigh';

/** The available commands: the first one stands out, the others are in the palette as well. */
function Commands({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const strings = useStrings();
  const me = useStore(state, (value) => value.me?.id);
  const isMine = view.handledBy === me;
  const open = (kind: OwnDialog) => () => state.set({ dialog: { kind } });
  const hold = (wanted: 'hold' | 'lift') => () => state.set({ dialog: { kind: 'hold', lifts: wanted === 'lift' } });
  const commands = [
    { kind: 'take', text: strings.commands.take, does: () => void act({ kind: 'take' }), hide: isMine },
    { kind: 'hand-back', text: strings.commands.handBack, does: () => void act({ kind: 'hand-back' }), hide: false },
    { kind: 'assign', text: strings.commands.assign, does: open('transfer'), hide: false },
    { kind: 'snooze', text: strings.commands.snooze, does: open('snooze'), hide: false },
    { kind: 'set-priority', text: strings.commands.priority, does: open('priority'), hide: false },
    { kind: 'label', text: strings.commands.label, does: open('label'), hide: false },
    { kind: 'merge', text: strings.commands.merge, does: open('merge'), hide: false },
    { kind: 'weigh', text: strings.commands.weigh, does: open('weigh'), hide: false },
    { kind: 'publish', text: strings.commands.publish, does: open('publish'), hide: false },
    { kind: 'publish-note', text: strings.commands.publishNote, does: open('publish-note'), hide: false },
    { kind: 'unpublish', text: strings.commands.unpublish, does: open('unpublish'), hide: false },
    { kind: 'hold', text: strings.commands.hold, does: hold('hold'), hide: false },
    { kind: 'lift-hold', text: strings.commands.liftHold, does: hold('lift'), hide: false },
    { kind: 'reopen', text: strings.commands.reopen, does: () => void act({ kind: 'reopen' }), hide: false },
    { kind: 'close', text: strings.commands.close, does: open('close'), hide: false },
  ] as const;
  const allowed = commands.filter(({ kind, hide }) => !hide && view.may.includes(kind));
  if (allowed.length === 0) return null;
  return (
    <fieldset class="commands" aria-label={strings.commandsLabel}>
      {allowed.map(({ kind, text, does }) => (
        <button
          key={kind}
          type="button"
          class={kind === 'take' || kind === 'reopen' ? 'button' : ''}
          disabled={busy}
          onClick={does}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
