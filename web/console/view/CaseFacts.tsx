import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { named, useLocale, useStrings } from '../strings.ts';
import { fullDate } from './Deadline.tsx';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from './names.ts';
import { RouteLink } from './RouteLink.tsx';

/** Who has the case, and how it stands. `isFull`: whether also what anybody sees from its value is named. */
export function CaseFactList({ view, isFull }: { readonly view: CaseView; readonly isFull: boolean }) {
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
  const selfEvident = new Set(isFull ? [] : [strings.department, strings.language]);
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt class={selfEvident.has(name) ? 'hidden' : ''}>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the case comes from, how the person is to be answered, and what follows if nobody does. */
export function CaseGuide({ view }: { readonly view: CaseView }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { case: caseState } = view;
  const tone = setting?.tones[caseState.tone]?.[locale];
  const administrativeSilence = setting?.administrativeSilences[caseState.administrativeSilence]?.[locale];
  return (
    <>
      <p>
        <strong>{strings.kind}</strong> {named(strings.kinds, caseState.kind)} · <strong>{strings.channel}</strong>{' '}
        {nameOfAccount(setting, view.account)} · <strong>{strings.opened}</strong>{' '}
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
    </>
  );
}

/** Other cases of the person, each with the proof that it is theirs. */
export function RelatedCases({ related }: Pick<CaseView, 'related'>) {
  const strings = useStrings();
  if (related.length === 0) return null;
  return (
    <section class="related" aria-labelledby="related-cases">
      <h2 id="related-cases">{strings.related}</h2>
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
