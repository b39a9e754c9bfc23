import { useEffect, useRef, useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { AccountProblem, ChannelAccountView } from '../../../../src/http/api/wireAccounts.ts';
import { accountStore, readAccount, readAccounts, saveAccount } from '../../actions/admin/accounts.ts';
import { toast } from '../../actions/announce.ts';
import { go } from '../../actions/route.ts';
import {
  type AccountDraft,
  draftFrom,
  emptyDraft,
  type FormStep,
  fieldOfPath,
  formSteps,
  givenBy,
  type StepProps,
  stepOfPath,
} from '../../model/admin/accountDraft.ts';
import { useStore } from '../../observable.ts';
import { named, useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { RouteLink } from '../RouteLink.tsx';
import { accountTitle } from './AccountTags.tsx';
import { AnswersStep, IdentityStep, PeopleStep, WhyStep } from './accountFormSteps.tsx';
import { PlatformStep } from './PlatformStep.tsx';

/** Asks for an account (`id` null), or changes one, step by step. */
export function AccountFormPage({ id }: { readonly id: string | null }) {
  const everyString = useStrings();
  const { view, fault } = useStore(accountStore, (value) => value);
  useEffect(() => {
    void readAccounts();
    if (id !== null) void readAccount(id);
  }, [id]);
  const known = id === null || view?.id !== id ? null : view;
  return (
    <section class="page" aria-labelledby="form-title" aria-busy={id !== null && known === null && fault === null}>
      <header>
        <h1 id="form-title">
          {id === null
            ? everyString.channelForm.newTitle
            : interpolate(everyString.channelForm.editTitle, {
                name: accountTitle(everyString, known ?? { id, name: null }),
              })}
        </h1>
        <RouteLink route={id === null ? { page: 'accounts' } : { page: 'account', account: id }} className="linkbutton">
          {everyString.cancel}
        </RouteLink>
      </header>
      <Fault text={fault} />
      {(id === null || known !== null) && <Form key={id ?? ''} known={known} />}
    </section>
  );
}

function Form({ known }: { readonly known: ChannelAccountView | null }) {
  const strings = useStrings().channelForm;
  const busy = useStore(accountStore, (value) => value.busy);
  const [draft, setDraft] = useState<AccountDraft>(known === null ? emptyDraft : draftFrom(known));
  const [step, setStep] = useState<FormStep>('identity');
  const [problems, setProblems] = useState<readonly AccountProblem[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  // Each step begins at its heading, also for screen readers.
  useEffect(() => heading.current?.focus(), [step, problems]);
  const kind = known === null || known.state === 'refused' ? 'request' : 'change';
  // Why an account is wanted is asked once.
  const steps = formSteps.filter((each) => each !== 'why' || kind === 'request');
  const at = steps.indexOf(step);
  const isLast = at === steps.length - 1;
  const props: StepProps = {
    draft,
    isKnown: known !== null,
    change: (change) => setDraft((before) => ({ ...before, ...change })),
    wrong: (field) => problems.find(({ path }) => fieldOfPath(path) === field)?.message ?? null,
  };
  const move = (by: number) => {
    setStep(steps[at + by] ?? step);
    document.querySelector('main')?.scrollTo(0, 0);
  };
  const save = async () => {
    const found = await saveAccount(kind, givenBy(draft, kind));
    if (found === null) return;
    setProblems(found);
    const [first] = found;
    if (first !== undefined) return setStep(stepOfPath(first.path));
    toast(kind === 'request' ? strings.requested : strings.changed, 'good');
    go({ page: 'account', account: draft.id });
  };
  const wrongFields = [...new Set(problems.map(({ path }) => named(strings.fields, fieldOfPath(path))))];
  return (
    <form
      class="accountform"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLast) move(1);
        else if (!busy) void save();
      }}
    >
      <h2 tabIndex={-1} ref={heading}>
        {interpolate(strings.stepOf, { n: at + 1, all: steps.length, name: strings.steps[step] })}
      </h2>
      {problems.length > 0 && (
        <p class="fault" role="alert">
          {interpolate(strings.fix, { fields: wrongFields.join(', ') })}
        </p>
      )}
      {step === 'identity' && <IdentityStep {...props} />}
      {step === 'people' && <PeopleStep {...props} />}
      {step === 'answers' && <AnswersStep {...props} />}
      {step === 'platform' && <PlatformStep {...props} />}
      {step === 'why' && <WhyStep {...props} />}
      <div class="end">
        {at > 0 && (
          <button type="button" onClick={() => move(-1)}>
            {strings.back}
          </button>
        )}
        <button type="submit" class="button" disabled={isLast && busy}>
          {isLast ? (kind === 'request' ? strings.send : strings.save) : strings.next}
        </button>
      </div>
    </form>
  );
}
