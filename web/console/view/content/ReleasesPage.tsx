import { useEffect, useState } from 'preact/hooks';
import type { DeskRelease } from '../../../../src/content/desk/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { openRelease, readReleases, releaseStore, revert } from '../../actions/content/changes.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfAgent } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { SkeletonRows } from '../Skeleton.tsx';
import { ChangeDiff } from './Diff.tsx';
import { documentName } from './documentName.ts';
import { ReleaseFault } from './ReleaseFault.tsx';
import { Reviewer } from './Reviewer.tsx';

/** What was published: when, by whom, why and what, the newest first. */
export function ReleasesPage() {
  const strings = useStrings().content;
  const releases = useStore(releaseStore, (value) => value.releases);
  const fault = useStore(releaseStore, (value) => value.fault);
  useEffect(() => void readReleases(null), []);
  return (
    <section class="page" aria-labelledby="releases-title" aria-busy={releases === null && fault === null}>
      <header>
        <h1 id="releases-title">{strings.history.title}</h1>
        <RouteLink route={{ page: 'publish' }} className="linkbutton">
          {strings.publish.title}
        </RouteLink>
      </header>
      <ReleaseFault />
      {releases === null && fault === null && <SkeletonRows count={4} height={60} />}
      {releases !== null && releases.inUse !== releases.live && (
        <p class="banner" role="status">
          {interpolate(strings.history.behind, { live: releases.live, inUse: releases.inUse })}
        </p>
      )}
      <ol class="releases">
        {releases?.releases.map((release) => (
          <Release key={release.number} release={release} isLive={release.number === releases.live} />
        ))}
      </ol>
      {releases !== null && releases.next !== null && (
        <button type="button" onClick={() => void readReleases(releases.next)}>
          {strings.history.more}
        </button>
      )}
    </section>
  );
}

function Release({ release, isLive }: { readonly release: DeskRelease; readonly isLive: boolean }) {
  const everyString = useStrings();
  const strings = everyString.content;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const opened = useStore(releaseStore, (value) => value.opened[release.number] ?? null);
  const { number, at, by, accepted, note, reverts, changed } = release;
  return (
    <li>
      <div class="changehead">
        <h2>{note === '' ? strings.history.first : note}</h2>
        {isLive && <span class="tag state live">{strings.states.live}</span>}
      </div>
      <p class="hint">
        {interpolate(strings.history.by, {
          number,
          name: by === null ? everyString.brand : nameOfAgent(setting, by),
          at: fullDate(at, locale),
        })}
        {reverts !== null && ` · ${interpolate(strings.history.reverts, { number: reverts })}`}
      </p>
      <Reviewer of={release} />
      {accepted !== null && (
        <p class="hint">
          {interpolate(strings.publish.acceptedBy, {
            name: nameOfAgent(setting, accepted.by),
            reason: accepted.reason,
          })}
        </p>
      )}
      {by !== null && (
        <>
          <details onToggle={({ currentTarget }) => currentTarget.open && void openRelease(number)}>
            <summary>{interpolate(strings.history.changed, { n: changed })}</summary>
            {opened?.changes.map((change) => (
              <div key={change.document} class="change">
                <p>
                  <strong>{documentName({ id: change.document, title: change.title }, everyString, locale)}</strong>{' '}
                  <span class={`tag state ${change.kind}`}>{strings.states[change.kind]}</span>
                </p>
                <ChangeDiff change={change} name={`${number}, ${change.document}`} />
              </div>
            ))}
          </details>
          <RevertForm number={number} />
        </>
      )}
    </li>
  );
}

/** Undoing a release is one press and a note. */
function RevertForm({ number }: { readonly number: number }) {
  const strings = useStrings();
  const { history } = strings.content;
  const busy = useStore(releaseStore, (value) => value.busy);
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState('');
  if (!isOpen) {
    return (
      <button type="button" onClick={() => setOpen(true)} disabled={busy !== null}>
        {interpolate(history.revertNumber, { number })}
      </button>
    );
  }
  const send = async () => {
    if (await revert(number, note.trim())) setOpen(false);
  };
  return (
    <form
      class="revertform"
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim() !== '' && busy === null) void send();
      }}
    >
      <label class="labelled">
        {history.why}
        <input
          class="field"
          value={note}
          ref={(field) => field?.focus()}
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => setNote(value)}
        />
      </label>
      <p class="commands">
        <button type="submit" class="button" disabled={note.trim() === '' || busy !== null}>
          {history.revert}
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          {strings.cancel}
        </button>
        {busy === 'revert' && (
          <span class="hint" role="status">
            {strings.content.publish.working}
          </span>
        )}
      </p>
    </form>
  );
}
