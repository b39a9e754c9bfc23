import { useState } from 'preact/hooks';
import type { ProtocolTrial, TrialDue } from '../../../../../src/content/desk/trialViews.ts';
import { contracted } from '../../../../../src/core/util/contracted.ts';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { protocolStore, tryByProtocol } from '../../../actions/content/protocol.ts';
import { useStore } from '../../../observable.ts';
import { sayAction, useProtocolLabels } from '../../../protocolLabels.ts';
import { state } from '../../../state.ts';
import { named, useLocale, useStrings } from '../../../strings.ts';
import { Fault } from '../../Fault.tsx';
import { nameOfDepartment, theDepartment } from '../../names.ts';

/** A message that somebody might write, and what the drafts make of it. */
export function TryMessage({ onOpenRule }: { readonly onOpenRule: (rule: string) => void }) {
  const strings = useStrings().content.protocol;
  const names = useProtocolLabels();
  const locale = useLocale();
  const { trial, busy, fault } = useStore(protocolStore, (value) => value);
  const [text, setText] = useState('');
  const [surface, setSurface] = useState<'public' | 'private'>('private');
  return (
    <section class="tryprotocol" aria-labelledby="try-protocol">
      <h2 id="try-protocol">{strings.tryTitle}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') void tryByProtocol(text.trim(), surface, locale);
        }}
      >
        <label for="try-message" class="hidden">
          {strings.tryLabel}
        </label>
        <input
          id="try-message"
          class="field"
          value={text}
          maxLength={4_000}
          placeholder={strings.tryPlaceholder}
          autocomplete="off"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <select
          aria-label={strings.surface}
          value={surface}
          onChange={({ currentTarget: { value } }) => setSurface(value === 'public' ? 'public' : 'private')}
        >
          <option value="private">{names.surface.private}</option>
          <option value="public">{names.surface.public}</option>
        </select>
        <button type="submit" class="button" disabled={text.trim() === '' || busy !== null}>
          {strings.tryIt}
        </button>
      </form>
      <div role="status" aria-busy={busy === 'try'}>
        {busy === 'try' && <p class="hint">{strings.trying}</p>}
        {trial !== null && busy !== 'try' && <Outcome trial={trial} onOpenRule={onOpenRule} />}
      </div>
      <Fault text={fault} />
    </section>
  );
}

function Outcome({
  trial,
  onOpenRule,
}: {
  readonly trial: ProtocolTrial;
  readonly onOpenRule: (rule: string) => void;
}) {
  const strings = useStrings();
  const texts = strings.content.protocol;
  const names = useProtocolLabels();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { answered, isApplied, department } = trial;
  const due = (each: TrialDue | null) =>
    each === null
      ? texts.none
      : contracted(
          interpolate(texts.until, { until: each.until[locale], binding: named(names.binding, each.binding) }),
          locale,
        );
  return (
    <>
      {trial.isOfLastGood && <p class="problem fatal">{texts.ofLastGood}</p>}
      {!isApplied && (
        <p class="hint">
          {answered === null
            ? texts.notApplied
            : interpolate(texts.answeredBy, { title: answered.title?.[locale] ?? answered.id })}
        </p>
      )}
      <dl class="outcome">
        <dt>{strings.kind}</dt>
        <dd>
          {named(strings.kinds, trial.kind)} <meter value={trial.confidence} aria-hidden="true" />{' '}
          {interpolate(texts.sure, { percent: Math.round(trial.confidence * 100) })}
          {trial.traits.length > 0 && ` · ${trial.traits.map((each) => named(names.traits, each)).join(', ')}`}
        </dd>
        <dt>{texts.rule}</dt>
        <dd>
          <button type="button" class="plain small" onClick={() => onOpenRule(trial.rule)}>
            {trial.rule}
          </button>
        </dd>
        <dt>{texts.does}</dt>
        <dd>
          {trial.actions
            .map((each) => sayAction(each, names, theDepartment(setting, department, locale), locale))
            .join(', ')}
        </dd>
        <dt>{texts.answers}</dt>
        <dd>
          {nameOfDepartment(setting, department, locale)}
          {!trial.open && ` · ${interpolate(texts.opensAt, { at: trial.opensAt[locale] })}`}
        </dd>
        <dt>{texts.first}</dt>
        <dd>{due(trial.first)}</dd>
        <dt>{texts.resolution}</dt>
        <dd>{due(trial.resolution)}</dd>
        <dt>{texts.cites}</dt>
        <dd>{trial.cites.join(' · ')}</dd>
      </dl>
    </>
  );
}
