import { useEffect } from 'preact/hooks';
import type { QuestionChange, ReleaseCheck } from '../../../../src/content/gate/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { checkStore, readCheck, startCheck, stopFollowingCheck } from '../../actions/content/check.ts';
import { forgetSettled } from '../../actions/content/clashes.ts';
import { contentStore, readContentList } from '../../actions/content/list.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { datesIn, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { Fault } from '../Fault.tsx';
import { nameOfAgent } from '../names.ts';
import { AcceptForm } from './AcceptForm.tsx';
import { ChangeList } from './ChangeList.tsx';
import { ClashList } from './Clashes.tsx';
import { FindingList } from './Findings.tsx';

/** What the drafts would change for those who ask: it is checked before it is published. */
export function CheckReport() {
  const strings = useStrings().content.check;
  const { check, fault } = useStore(checkStore, (value) => value);
  const isRunning = check?.state === 'running';
  const begin = () => {
    forgetSettled();
    void startCheck();
  };
  useEffect(() => {
    void readCheck();
    if (contentStore.get().list === null) void readContentList();
    return stopFollowingCheck;
  }, []);
  return (
    <section class="checkreport" aria-labelledby="check-title" aria-busy={isRunning}>
      <div class="changehead">
        <h2 id="check-title">{strings.title}</h2>
        <button type="button" disabled={isRunning} onClick={begin}>
          {check === null || check.state === 'none' ? strings.start : strings.again}
        </button>
      </div>
      <p class="hint">{strings.hint}</p>
      <Fault text={fault} />
      {check?.state === 'failed' && (
        <p class="problem fatal" role="status">
          {strings.failed}
        </p>
      )}
      {check?.state === 'running' && <Progress check={check} />}
      {check?.state === 'done' && <Report check={check} />}
    </section>
  );
}

function Progress({ check }: { readonly check: ReleaseCheck & { readonly state: 'running' } }) {
  const strings = useStrings().content.check;
  const { phase, done, questions } = check;
  return (
    <div role="status">
      <p id="check-phase">{interpolate(strings.phases[phase], { done, questions })}</p>
      {questions > 0 && phase === 'comparing' ? (
        <progress value={done} max={questions} aria-labelledby="check-phase" />
      ) : (
        <progress aria-labelledby="check-phase" />
      )}
    </div>
  );
}

const verdicts = ['worse', 'look', 'better'] as const;

function Report({ check }: { readonly check: ReleaseCheck & { readonly state: 'done' } }) {
  const strings = useStrings().content.check;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { report, current, by, at } = check;
  const { counts } = report;
  const number = (value: number) => value.toLocaleString(datesIn(locale));
  const falling = report.failing.filter(({ blocking }) => blocking);
  const changed = counts.better + counts.worse + counts.look;
  return (
    <div class={current ? '' : 'outdated'}>
      {!current && (
        <p class="banner" role="status">
          {strings.outdated}
        </p>
      )}
      <p class="summary">
        <strong>
          {changed === 0
            ? interpolate(strings.nothing, { questions: number(report.questions) })
            : interpolate(strings.summary, { changed: number(changed), questions: number(report.questions) })}
        </strong>
      </p>
      {changed > 0 && (
        <ul class="verdicts">
          {verdicts.map((verdict) => (
            <li key={verdict} class={`tag verdict ${verdict}`}>
              {interpolate(strings.counts[verdict], { n: number(counts[verdict]) })}
            </li>
          ))}
        </ul>
      )}
      <p class="hint">
        {interpolate(strings.made, { name: nameOfAgent(setting, by), at: fullDate(at, locale) })}
        {report.byWords > 0 && ` ${interpolate(strings.byWords, { n: number(report.byWords) })}`}
        {` ${interpolate(strings.asked, { pinned: number(report.pinned), shipped: number(report.shipped.questions), past: number(report.past.questions) })}`}
        {report.links !== null &&
          report.links.unchecked > 0 &&
          ` ${interpolate(strings.linksUnchecked, { n: number(report.links.unchecked) })}`}
        {report.past.left > 0 && ` ${interpolate(strings.left, { n: number(report.past.left) })}`}
      </p>
      {falling.length > 0 && <AcceptForm check={check} falling={falling} />}
      {verdicts.map((verdict) => (
        <Changes
          key={verdict}
          name={strings.groups[verdict]}
          isOpen={verdict === 'worse'}
          changes={report.changes.filter(
            (each) => each.verdict === verdict && !falling.some((one) => isSameAs(one, each)),
          )}
        />
      ))}
      <ClashList clashes={report.clashes} />
      <FindingList findings={report.findings} />
    </div>
  );
}

const isSameAs = (one: QuestionChange, other: QuestionChange): boolean =>
  one.text === other.text && one.turn === other.turn && one.source === other.source && one.locale === other.locale;

function Changes(props: {
  readonly name: string;
  readonly isOpen: boolean;
  readonly changes: readonly QuestionChange[];
}) {
  const { changes } = props;
  if (changes.length === 0) return null;
  return (
    <details class="fold" open={props.isOpen}>
      <summary>
        {props.name} ({changes.length})
      </summary>
      <ChangeList changes={changes} />
    </details>
  );
}
