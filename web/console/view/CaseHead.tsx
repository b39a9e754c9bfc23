import { type CasePriority, isHeld } from '../../../src/core/model/case.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { useShown } from '../actions/attributes.ts';
import { go } from '../actions/route.ts';
import { formatDistance } from '../model/deadline.ts';
import { gistOf } from '../model/gist.ts';
import { useStore } from '../observable.ts';
import { type SelectedCase, state } from '../state.ts';
import { datesIn, named, useLocale, useStrings } from '../strings.ts';
import { opens } from './AttributeMenus.tsx';
import { CaseCommands } from './CaseCommands.tsx';
import { CaseLabels } from './CaseLabels.tsx';
import { DeadlineText, fullDate } from './Deadline.tsx';
import { Icon } from './Icon.tsx';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from './names.ts';
import { RouteLink } from './RouteLink.tsx';
import { Bar } from './Skeleton.tsx';

/** The details of the case and the commands for it; until they are read, what the list knows of it. */
export function CaseHead({ selectedCase: { code, view, busy } }: { readonly selectedCase: SelectedCase }) {
  const strings = useStrings();
  const listed = useStore(state, ({ list }) => list.items.find((each) => each.case.code === code));
  const kind = view?.case.kind ?? listed?.case.kind;
  return (
    <header class="casehead">
      <div class="casebar">
        <BackToList />
        <h1 id="case-title" tabIndex={-1}>
          <span class="code">{code}</span>{' '}
          {kind !== undefined && <span class="kind">{named(strings.kinds, kind)}</span>}
        </h1>
        {view !== null && <CaseCommands view={view} busy={busy} />}
      </div>
      {view === null ? <GistOutline text={listed?.text ?? ''} /> : <Gist view={view} />}
      <div class="about">{view === null ? <Bar width={60} /> : <Facts view={view} />}</div>
    </header>
  );
}

/** The matter as the list has it, as high as it will be. */
function GistOutline({ text }: { readonly text: string }) {
  return (
    <div class="gist skeletongist">
      {text === '' ? <Bar width={70} /> : <strong>{text}</strong>}
      <div class="meta" aria-hidden="true">
        <Bar width={45} />
      </div>
    </div>
  );
}

/** The way back where list and case do not fit side by side. */
export function BackToList() {
  const strings = useStrings();
  return (
    <button type="button" class="plain goback" onClick={() => go({ page: 'inbox', code: null })}>
      <Icon name="back" />
      <span class="hidden">{strings.backToList}</span>
    </button>
  );
}

/** The matter, so that nobody has to look for it in the conversation, and below it how urgent it is. */
function Gist({ view }: { readonly view: CaseView }) {
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
  const hasLabels = useStore(state, ({ setting }) => (setting?.labels.length ?? 0) > 0);
  const { priority, status, surface, labels } = useShown(view.case);
  return (
    <div class="gist">
      <strong title={what}>{what === '' ? strings.noText : what}</strong>
      <div class="meta">
        <Priority priority={priority} mayChange={view.may.includes('set-priority')} />
        {status !== 'open' && <span class="tag">{strings.statusOne[status]}</span>}
        {surface === 'public' && <span class="tag public">{strings.inPublic}</span>}
        {isHeld(view.case) && <span class="tag">{strings.held}</span>}
        <DeadlineText caseState={view.case} />
        <CaseLabels ids={labels} most={10} />
        {view.may.includes('label') && hasLabels && (
          <button
            type="button"
            class="plain addlabel"
            aria-label={strings.commands.label}
            title={`${strings.commands.label} (L)`}
            {...opens('label')}
            onClick={() => state.set({ dialog: { kind: 'label' } })}
          >
            <Icon name="label" />
          </button>
        )}
        <span class="details">{details.join(' · ')}</span>
      </div>
    </div>
  );
}

/** The priority, where it is not what most have: a button for who may change it. */
function Priority(props: { readonly priority: CasePriority; readonly mayChange: boolean }) {
  const strings = useStrings();
  const { priority, mayChange } = props;
  if (priority === 'normal') return null;
  const text = strings.priorities[priority];
  if (!mayChange) return <span class={`tag ${priority}`}>{text}</span>;
  return (
    <button
      type="button"
      class={`tag ${priority}`}
      title={`${strings.commands.priority} (P)`}
      aria-label={`${strings.priority}: ${text}`}
      onClick={() => state.set({ dialog: { kind: 'priority' } })}
      {...opens('priority')}
    >
      {text}
    </button>
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
  /** What anybody sees from the value. */
  const selfEvident = new Set([strings.department, strings.language]);
  const tone = setting?.tones[caseState.tone]?.[locale];
  const administrativeSilence = setting?.administrativeSilences[caseState.administrativeSilence]?.[locale];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt class={selfEvident.has(name) ? 'hidden' : ''}>{name}</dt>
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
        {related.map(({ case: { code, status }, proof, text }) => (
          <li key={code}>
            <RouteLink route={{ page: 'inbox', code }}>{code}</RouteLink> ({strings.statusOne[status]}):{' '}
            {strings.personProof[proof]}
            {text !== '' && <span class="hint about-what">{text}</span>}
          </li>
        ))}
      </ul>
      {related.some(({ proof }) => proof === 'email') && <p class="hint">{strings.emailProof}</p>}
    </section>
  );
}
