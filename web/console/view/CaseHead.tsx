import { type CasePriority, isHeld } from '../../../src/core/model/case.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { useShown } from '../actions/attributes.ts';
import { switchPanel } from '../actions/preferences.ts';
import { go } from '../actions/route.ts';
import { formatDistance } from '../model/deadline.ts';
import { gistOf } from '../model/gist.ts';
import { useStore } from '../observable.ts';
import { type SelectedCase, state } from '../state.ts';
import { datesIn, named, useLocale, useStrings } from '../strings.ts';
import { opens } from './AttributeMenus.tsx';
import { CaseCommands } from './CaseCommands.tsx';
import { CaseFactList, CaseGuide, RelatedCases } from './CaseFacts.tsx';
import { CaseLabels } from './CaseLabels.tsx';
import { useHasPanel, useIsWide } from './CasePanel.tsx';
import { DeadlineText } from './Deadline.tsx';
import { Icon } from './Icon.tsx';
import { Bar } from './Skeleton.tsx';

/** The details of the case and the commands for it; until they are read, what the list knows of it. */
export function CaseHead({ selectedCase: { code, view, busy } }: { readonly selectedCase: SelectedCase }) {
  const isWide = useIsWide();
  const hasPanel = useHasPanel();
  const strings = useStrings();
  const listed = useStore(state, ({ list }) => list.items.find((each) => each.case.code === code));
  const kind = view?.case.kind ?? listed?.case.kind;
  const kindName = kind === undefined ? '' : named(strings.kinds, kind);
  return (
    <header class="casehead">
      <div class="casebar">
        <BackToList />
        <h1 id="case-title" tabIndex={-1}>
          <span class="code">{code}</span>{' '}
          {kind !== undefined && (
            <span class="kind" title={kindName}>
              {kindName}
            </span>
          )}
        </h1>
        {view !== null && <CaseCommands view={view} busy={busy} />}
        {isWide && (
          <button
            type="button"
            class="plain panelswitch"
            aria-label={strings.panel.title}
            title={strings.panel.title}
            aria-expanded={hasPanel}
            onClick={switchPanel}
          >
            <Icon name="panel" />
          </button>
        )}
      </div>
      {view === null ? <GistOutline text={listed?.text ?? ''} /> : <Gist view={view} />}
      {!hasPanel && (
        <div class="about">
          {/* The heading says it where there is no room to show it there. */}
          <span class="kind unless-medium" aria-hidden="true">
            {kindName}
          </span>
          {view === null ? <Bar width={20} /> : <Details view={view} />}
        </div>
      )}
    </header>
  );
}

/** The matter as the list has it, as high as it will be. */
function GistOutline({ text }: { readonly text: string }) {
  return (
    <div class="gist">
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
  const hasPanel = useHasPanel();
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
        {view.may.includes('label') && hasLabels && !hasPanel && (
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

/** What is in the panel where there is room for one. */
function Details({ view }: { readonly view: CaseView }) {
  const strings = useStrings();
  return (
    <>
      <CaseFactList view={view} isFull={false} />
      <details class="guide">
        <summary>{strings.guide}</summary>
        <CaseGuide view={view} />
        <RelatedCases related={view.related} />
      </details>
    </>
  );
}
