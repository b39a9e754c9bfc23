import { useEffect, useState } from 'preact/hooks';
import type { DeskChanges, DeskProposal, DraftChange } from '../../../../src/content/desk/views.ts';
import { instantIn } from '../../../../src/core/util/dates.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { approve, publish, readChanges, releaseStore, withdrawProposal } from '../../actions/content/changes.ts';
import { contentStore } from '../../actions/content/list.ts';
import { placeProblem } from '../../model/content/problems.ts';
import { useStore } from '../../observable.ts';
import { state, townZone } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { Options } from '../forms.tsx';
import { nameOfAgent } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { SkeletonRows } from '../Skeleton.tsx';
import { CheckReport } from './CheckReport.tsx';
import { ChangeDiff } from './Diff.tsx';
import { documentName } from './documentName.ts';
import { problemText } from './problems.tsx';
import { ReleaseFault } from './ReleaseFault.tsx';
import { Reviewer } from './Reviewer.tsx';

/** What is to be published: each change before and after, its problems, and the note. */
export function PublishPage() {
  const everyString = useStrings();
  const strings = everyString.content;
  const changes = useStore(releaseStore, (value) => value.changes);
  const fault = useStore(releaseStore, (value) => value.fault);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => void readChanges(), []);
  const all = changes?.changes ?? [];
  const taken = all.filter(({ document }) => !left.has(document));
  const toggle = (document: string) =>
    setLeft(left.has(document) ? new Set([...left].filter((each) => each !== document)) : new Set([...left, document]));
  return (
    <section class="page" aria-labelledby="publish-title" aria-busy={changes === null && fault === null}>
      <header>
        <h1 id="publish-title">{strings.publish.title}</h1>
        <RouteLink route={{ page: 'releases' }} className="linkbutton">
          {strings.history.title}
        </RouteLink>
      </header>
      {all.length === 0 && <ReleaseFault />}
      {changes === null && fault === null && <SkeletonRows count={3} height={96} />}
      {changes?.proposals.map((proposal) => (
        <Proposal key={proposal.id} proposal={proposal} />
      ))}
      {changes !== null && all.length === 0 && <p class="empty">{strings.publish.nothing}</p>}
      {all.length > 0 && (
        <>
          <h2>{interpolate(strings.publish.count, { n: taken.length })}</h2>
          <ul class="changes">
            {all.map((change) => (
              <Change
                key={change.document}
                change={change}
                isTaken={!left.has(change.document)}
                onToggle={() => toggle(change.document)}
              />
            ))}
          </ul>
          {(changes?.problems.length ?? 0) > 0 && <OtherProblems problems={changes?.problems ?? []} />}
          <CheckReport />
          <PublishForm taken={taken} />
        </>
      )}
    </section>
  );
}

/** What is wrong in documents that nobody changed, with the way to each: most follow from what is removed. */
function OtherProblems({ problems }: { readonly problems: DeskChanges['problems'] }) {
  const strings = useStrings();
  const locale = useLocale();
  const list = useStore(contentStore, (value) => value.list);
  const nameOf = (id: string) =>
    documentName({ id, title: list?.documents.find((each) => each.id === id)?.title ?? null }, strings, locale);
  return (
    <ul class="otherproblems">
      {problems.map((problem) => {
        const placed = placeProblem(problem);
        return (
          <li key={`${problem.document} ${problem.line} ${problem.message}`}>
            <RouteLink route={{ page: 'content', document: problem.document }}>{nameOf(problem.document)}</RouteLink>
            <span class={`problem ${problem.fatal ? 'fatal' : ''}`}>{problemText(placed, strings)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Change(props: { readonly change: DraftChange; readonly isTaken: boolean; readonly onToggle: () => void }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { change } = props;
  const title = documentName({ id: change.document, title: change.title }, strings, locale);
  return (
    <li class={props.isTaken ? '' : 'left'}>
      <div class="changehead">
        <label>
          <input type="checkbox" checked={props.isTaken} onChange={props.onToggle} />
          <strong>{title}</strong>
        </label>
        <span class={`tag state ${change.kind}`}>{strings.content.states[change.kind]}</span>
        <RouteLink route={{ page: 'content', document: change.document }}>
          {strings.edit}
          <span class="hidden">: {title}</span>
        </RouteLink>
      </div>
      <p class="hint">
        {interpolate(strings.content.savedBy, {
          name: change.by === null ? strings.content.shippedBy : nameOfAgent(setting, change.by),
          at: fullDate(change.at, locale),
        })}
      </p>
      {change.conflict && <p class="problem fatal">{strings.content.publish.conflict}</p>}
      {change.problems.map((problem) => {
        const placed = placeProblem(problem);
        return (
          <p key={`${problem.line} ${problem.message}`} class={`problem ${problem.fatal ? 'fatal' : ''}`}>
            {placed.path !== null && <code>{placed.path}</code>} {problemText(placed, strings)}
          </p>
        );
      })}
      <ChangeDiff change={change} name={title} />
    </li>
  );
}

function PublishForm({ taken }: { readonly taken: readonly DraftChange[] }) {
  const strings = useStrings().content.publish;
  const busy = useStore(releaseStore, (value) => value.busy);
  const approval = useStore(releaseStore, (value) => value.changes?.approval ?? 'off');
  const zone = useStore(state, townZone);
  const [note, setNote] = useState('');
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [at, setAt] = useState('');
  const isBlocked = taken.some(({ conflict, problems }) => conflict || problems.some((each) => each.fatal));
  const moment = when === 'later' ? instantIn(zone, at) : null;
  const isReady =
    taken.length > 0 && note.trim() !== '' && !isBlocked && busy === null && (moment === null || moment > Date.now());
  const send = async () => {
    const isDone = await publish(
      note.trim(),
      moment,
      taken.map(({ document }) => document),
    );
    if (isDone) setNote('');
  };
  return (
    <form
      class="publishform"
      aria-busy={busy === 'publish'}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void send();
      }}
    >
      <label class="labelled">
        {strings.note}
        <textarea
          id="publish-note"
          rows={2}
          value={note}
          aria-describedby="publish-note-hint"
          onInput={({ currentTarget: { value } }) => setNote(value)}
        />
      </label>
      <p class="hint" id="publish-note-hint">
        {strings.noteHint}
      </p>
      <Options
        legend={strings.when}
        options={[
          ['now', strings.now],
          ['later', strings.later],
        ]}
        value={when}
        onPick={setWhen}
      />
      {when === 'later' && (
        <label class="labelled">
          {strings.moment}
          <input
            type="datetime-local"
            class="field"
            value={at}
            onInput={({ currentTarget: { value } }) => setAt(value)}
          />
        </label>
      )}
      {approval === 'required' && <p class="hint">{strings.approvalHint}</p>}
      {isBlocked && <p class="problem fatal">{strings.blocked}</p>}
      <ReleaseFault />
      <p class="commands">
        <button type="submit" class="button" disabled={!isReady}>
          {approval === 'required' ? strings.propose : when === 'later' ? strings.schedule : strings.action}
        </button>
        {busy !== null ? (
          <span class="hint" role="status">
            {strings.working}
          </span>
        ) : (
          note.trim() === '' && taken.length > 0 && <span class="hint">{strings.needsNote}</span>
        )}
      </p>
    </form>
  );
}

/** Changes that wait for a second person or for their time. */
function Proposal({ proposal }: { readonly proposal: DeskProposal }) {
  const everyString = useStrings();
  const strings = everyString.content;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const me = useStore(state, (value) => value.me?.id);
  const busy = useStore(releaseStore, (value) => value.busy);
  const { id, by, at, publishAt, needsApproval, note, changes } = proposal;
  return (
    <article class="proposal">
      <h2>{note}</h2>
      <p class="hint">
        {interpolate(strings.publish.proposedBy, { name: nameOfAgent(setting, by), at: fullDate(at, locale) })}
      </p>
      <p>
        {needsApproval
          ? by === me
            ? strings.publish.waitsForOther
            : strings.publish.waitsForYou
          : interpolate(strings.publish.waitsUntil, {
              at: publishAt === null ? '' : fullDate(publishAt, locale),
            })}
      </p>
      <Reviewer of={proposal} />
      {changes.map((change) => (
        <div key={change.document} class="change">
          <p>
            <strong>{documentName({ id: change.document, title: change.title }, everyString, locale)}</strong>{' '}
            <span class={`tag state ${change.kind}`}>{strings.states[change.kind]}</span>
          </p>
          <ChangeDiff change={change} name={`${note}, ${change.document}`} />
        </div>
      ))}
      <p class="commands">
        {needsApproval && by !== me && (
          <button type="button" class="button" disabled={busy !== null} onClick={() => void approve(id)}>
            {strings.publish.approve}
          </button>
        )}
        <button type="button" disabled={busy !== null} onClick={() => void withdrawProposal(id)}>
          {strings.publish.withdraw}
        </button>
      </p>
    </article>
  );
}
