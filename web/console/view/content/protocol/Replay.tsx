import type { DeadlineShift, RuleReplay } from '../../../../../src/content/desk/trialViews.ts';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { protocolStore, replayLastMonth } from '../../../actions/content/protocol.ts';
import { useStore } from '../../../observable.ts';
import { state } from '../../../state.ts';
import { useLocale, useStrings } from '../../../strings.ts';
import { nameOfDepartment } from '../../names.ts';

/** What the drafts would have made of the cases of the last 30 days, by the rule that decides them now. */
export function Replay({ onOpenRule }: { readonly onOpenRule: (rule: string) => void }) {
  const strings = useStrings().content.protocol;
  const { replay, busy } = useStore(protocolStore, (value) => value);
  const changed = replay?.rules.filter((each) => each.changed > 0) ?? [];
  return (
    <div class="replay">
      <button type="button" disabled={busy !== null} onClick={() => void replayLastMonth()}>
        {busy === 'replay' ? strings.replaying : strings.replay}
      </button>
      <div role="status">
        {replay !== null && (
          <>
            {replay.isOfLastGood && <p class="problem fatal">{strings.ofLastGood}</p>}
            <p>
              <strong>
                {replay.cases === 0
                  ? strings.noCases
                  : interpolate(strings.replayed, { cases: replay.cases, changed: replay.changed })}
              </strong>{' '}
              <span class="hint">{strings.replayHint}</span>
            </p>
            {replay.isPartial && <p class="problem">{interpolate(strings.replayPartial, { cases: replay.cases })}</p>}
            {changed.length > 0 && (
              <ul>
                {changed.map((each) => (
                  <li key={each.rule}>
                    <button type="button" class="plain small" onClick={() => onOpenRule(each.rule)}>
                      {each.rule}
                    </button>{' '}
                    {interpolate(strings.casesChanged, { cases: each.cases, changed: each.changed })}
                    <Changes rule={each} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </div>
  );
}

function Changes({ rule }: { readonly rule: RuleReplay }) {
  const strings = useStrings().content.protocol;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const name = (id: string) => nameOfDepartment(setting, id, locale);
  const shift = (label: string, { earlier, later, more, fewer }: DeadlineShift): readonly string[] =>
    (
      [
        [earlier, strings.shifts.earlier],
        [later, strings.shifts.later],
        [more, strings.shifts.more],
        [fewer, strings.shifts.fewer],
      ] as const
    )
      .filter(([n]) => n > 0)
      .map(([n, text]) => `${label}: ${interpolate(text, { n })}`);
  const lines = [
    ...rule.rules.map((each) => interpolate(strings.otherRule, { n: each.cases, rule: each.rule })),
    ...rule.departments.map((each) =>
      interpolate(strings.otherDepartment, { n: each.cases, from: name(each.from), to: name(each.to) }),
    ),
    ...shift(strings.first, rule.first),
    ...shift(strings.resolution, rule.resolution),
    ...(rule.unopened > 0 ? [interpolate(strings.unopened, { n: rule.unopened })] : []),
  ];
  return (
    <ul class="hint">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
