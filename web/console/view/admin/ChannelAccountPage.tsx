import { useEffect } from 'preact/hooks';
import type { AccountDefinition, AttentionPeriod } from '../../../../src/core/model/accountRecord.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { ChannelAccountView } from '../../../../src/http/api/wireAccounts.ts';
import { accountStore, checkAccount, readAccount } from '../../actions/admin/accounts.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { Fault } from '../Fault.tsx';
import { nameOfAgent, nameOfDepartment } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { AccountTags, AccountUse, accountTitle, FaultText } from './AccountTags.tsx';

/** Milliseconds between two looks while an account connects, and for which one may still be about to. */
const connectingMs = 1_000;
const freshMs = 30_000;

/** Whether an account is about to be connected. */
function isConnecting({ state: of, since, health }: ChannelAccountView, now: number): boolean {
  if (of !== 'open') return false;
  return health === null ? now - since < freshMs : health.state === 'opening';
}

/** One channel account: how it is, what can be done with it, its definition and its life. */
export function ChannelAccountPage({ id }: { readonly id: string }) {
  const everyString = useStrings();
  const strings = everyString.channels;
  const { view, fault } = useStore(accountStore, (value) => value);
  const now = useStore(state, (value) => value.now);
  // Again from time to time, and soon while it connects.
  useEffect(() => void readAccount(id), [id, now]);
  useEffect(() => {
    if (view === null || !isConnecting(view, now)) return;
    const timer = setTimeout(() => void readAccount(id), connectingMs);
    return () => clearTimeout(timer);
  }, [view]);
  return (
    <section class="page" aria-labelledby="account-title" aria-busy={view === null && fault === null}>
      <header>
        <h1 id="account-title">{view === null ? id : accountTitle(everyString, view)}</h1>
        <RouteLink route={{ page: 'accounts' }} className="linkbutton">
          {strings.back}
        </RouteLink>
      </header>
      <Fault text={fault} />
      {view !== null && (
        <>
          <Overview view={view} />
          <Definition view={view} />
          <Life view={view} />
        </>
      )}
    </section>
  );
}

function Overview({ view }: { readonly view: ChannelAccountView }) {
  const strings = useStrings().channels;
  const { answer, busy } = useStore(accountStore, (value) => value);
  const canEdit = view.steps.includes('change') || view.steps.includes('request');
  return (
    <>
      <h2 class="hidden">{strings.overview}</h2>
      <AccountTags account={view} />
      <AccountUse account={view} />
      {view.health?.state === 'failing' && (
        <p class="hint technical" lang="en">
          {interpolate(strings.detail, { message: view.health.message })}
        </p>
      )}
      {view.isOwnRequest && <p class="banner">{strings.ownRequest}</p>}
      <p class="commands">
        {view.steps.map((step) =>
          step === 'request' || step === 'change' ? null : (
            <button
              key={step}
              type="button"
              class={step === 'approve' || step === 'open' ? 'button' : ''}
              onClick={() => state.set({ dialog: { kind: 'account-step', id: view.id, step } })}
            >
              {strings.do[step].title}
            </button>
          ),
        )}
        {canEdit && (
          <RouteLink route={{ page: 'account-form', account: view.id }} className="linkbutton">
            {strings.edit}
          </RouteLink>
        )}
        <button type="button" disabled={busy} onClick={() => void checkAccount(view.id)}>
          {strings.check}
        </button>
      </p>
      <div role="status">
        {busy && <p class="hint">{strings.checking}</p>}
        {answer?.kind === 'good' && <p class="goodanswer">{interpolate(strings.checkGood, answer.identity)}</p>}
        {answer?.kind === 'failing' && (
          <p class="faulty">
            <FaultText code={answer.code} message={answer.message} />
          </p>
        )}
      </div>
    </>
  );
}

function Definition({ view }: { readonly view: ChannelAccountView }) {
  const strings = useStrings();
  const { fields } = strings.channelForm;
  const { definition, people, form } = view;
  return (
    <>
      <h2>{strings.channels.definition}</h2>
      <dl class="facts-list">
        <Fact label={fields.id} text={view.id} />
        <Fact label={fields.channel} text={named(strings.channels.names, view.channel)} />
        {definition !== null && <DefinitionFacts definition={definition} />}
        {people !== null && <Fact label={fields.owner} text={people.owner} />}
        {people !== null && <Fact label={fields.administrators} text={people.administrators.join(', ')} />}
      </dl>
      {form !== null && (
        <>
          <h2>{strings.channels.why}</h2>
          <dl class="facts-list">
            <Fact label={fields.objectives} text={form.objectives} />
            <Fact label={fields.audience} text={form.audience} />
            <Fact label={fields.content} text={form.content} />
            <Fact label={fields.signedBy} text={form.signedBy} />
          </dl>
        </>
      )}
    </>
  );
}

function DefinitionFacts({ definition }: { readonly definition: AccountDefinition }) {
  const everyString = useStrings();
  const strings = everyString.channelForm;
  const { fields } = strings;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { area, department, url, hours, description, languages, topics, secrets } = definition;
  const sayPeriods = (periods: readonly AttentionPeriod[]) =>
    periods
      .map(({ days, from, until }) => `${days.map((day) => strings.days[day]).join(' ')} ${from}–${until}`)
      .join('; ');
  const { summer } = hours;
  const secretNames = Object.keys(secrets).map((name) => named(strings.secretNames, name));
  return (
    <>
      <Fact label={fields.area} text={area} />
      <Fact label={fields.department} text={nameOfDepartment(setting, department, locale)} />
      <Fact label={fields.hours} text={sayPeriods(hours.periods)} />
      {summer !== null && <Fact label={fields.summer} text={sayPeriods(summer.periods)} />}
      <Fact label={fields.description} text={description} />
      <Fact label={fields.languages} text={languages.map((each) => everyString.languages[each]).join(', ')} />
      {topics !== null && <Fact label={fields.topics} text={topics.join(', ')} />}
      {url !== null && <Fact label={fields.url} text={url} />}
      {secretNames.length > 0 && <Fact label={fields.secrets} text={`${secretNames.join(', ')}: ••••••`} />}
    </>
  );
}

function Fact({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function Life({ view }: { readonly view: ChannelAccountView }) {
  const strings = useStrings().channels;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  if (view.history.length === 0) return null;
  return (
    <>
      <h2>{strings.life}</h2>
      <ol class="life">
        {view.history.map(({ at, what, by, reason }) => (
          <li key={`${at} ${what.join()}`}>
            {interpolate(strings.lifeStep, {
              what: what.map((each) => named(strings.events, each)).join(', '),
              name: by === null ? '–' : nameOfAgent(setting, by),
              at: fullDate(at, locale),
            })}
            {reason !== null && (
              <p class="hint">
                {strings.reason}: {reason}
              </p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
