import { useEffect } from 'preact/hooks';
import { type ClusterList, clusterLists, type QuestionCluster } from '../../../../src/content/unanswered/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import {
  addWordingTo,
  putClusterAside,
  readClusters,
  readMoreClusters,
  unansweredStore,
} from '../../actions/content/unanswered.ts';
import { hasIdentifier, inNumbers } from '../../model/content/clusters.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { Fault } from '../Fault.tsx';
import { nameOfAccount, nameOfAgent } from '../names.ts';
import { SkeletonRows } from '../Skeleton.tsx';
import { ClusterState } from './ClusterState.tsx';

/** Questions that had no good answer, in clusters: what to do with each, and what became of it. */
export function UnansweredPage() {
  const strings = useStrings().content.unanswered;
  const { list, found, fault } = useStore(unansweredStore, (value) => value);
  useEffect(() => void readClusters('open'), []);
  return (
    <section class="page wide" aria-labelledby="unanswered-title" aria-busy={found === null && fault === null}>
      <header>
        <h1 id="unanswered-title">{strings.title}</h1>
        <a class="linkbutton" href="/console/xifres">
          {strings.figures}
        </a>
      </header>
      <p class="hint">{strings.hint}</p>
      <Lists list={list} counts={found?.counts ?? null} />
      <Fault text={fault} />
      {found === null && fault === null && <SkeletonRows count={3} height={120} />}
      {found?.ready === false && <p class="banner">{strings.notReady}</p>}
      {found !== null && found.clusters.length === 0 && <p class="empty">{strings.none[list]}</p>}
      {found?.clusters.map((cluster) => (
        <Cluster key={cluster.id} cluster={cluster} />
      ))}
      {found !== null && found.next !== null && (
        <button type="button" onClick={() => void readMoreClusters()}>
          {strings.more}
        </button>
      )}
    </section>
  );
}

function Lists(props: { readonly list: ClusterList; readonly counts: Readonly<Record<ClusterList, number>> | null }) {
  const strings = useStrings().content.unanswered;
  return (
    <fieldset class="lists">
      <legend class="hidden">{strings.listsLabel}</legend>
      {clusterLists.map((each) => (
        <button key={each} type="button" aria-pressed={each === props.list} onClick={() => void readClusters(each)}>
          {strings.lists[each]} <span class="count">{props.counts?.[each] ?? '·'}</span>
        </button>
      ))}
    </fieldset>
  );
}

function Cluster({ cluster }: { readonly cluster: QuestionCluster }) {
  const everyString = useStrings();
  const strings = everyString.content.unanswered;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const [main, ...others] = cluster.questions;
  if (main === undefined) return null;
  const title = `cluster-${cluster.id}`;
  const { languages, accounts, problems, times, people } = cluster;
  return (
    <article class="cluster" aria-labelledby={title}>
      <h2 id={title} lang={main.locale} tabIndex={-1}>
        {main.text}
      </h2>
      <p class="hint">
        {[
          interpolate(strings.times, { n: times }),
          interpolate(strings.people, { n: people }),
          inNumbers(languages, (each) => named(everyString.languages, each)),
          inNumbers(accounts, (each) => nameOfAccount(setting, each)),
          interpolate(strings.since, { at: fullDate(cluster.first, locale) }),
        ].join(' · ')}
      </p>
      <p class="marks">
        {Object.entries(problems).map(([problem, count]) => (
          <span key={problem} class="tag">
            {named(strings.problems, problem)}: {count}
          </span>
        ))}
      </p>
      {others.length > 0 && (
        <ul class="otherwordings" aria-label={strings.otherWordings}>
          {others.map(({ mark, text, locale: of }) => (
            <li key={mark} lang={of}>
              {text}
            </li>
          ))}
        </ul>
      )}
      {cluster.reply !== null && (
        <blockquote lang={cluster.reply.locale}>
          <p>{cluster.reply.text}</p>
          <footer class="hint">
            {interpolate(strings.repliedBy, {
              name: cluster.reply.by === null ? everyString.brand : nameOfAgent(setting, cluster.reply.by),
              at: fullDate(cluster.reply.at, locale),
            })}
          </footer>
        </blockquote>
      )}
      {cluster.progress.state === 'open' ? <OpenActions cluster={cluster} /> : <ClusterState cluster={cluster} />}
    </article>
  );
}

/** What can be done with questions that wait. */
function OpenActions({ cluster }: { readonly cluster: QuestionCluster }) {
  const strings = useStrings().content.unanswered;
  const locale = useLocale();
  const busy = useStore(unansweredStore, (value) => value.busy !== null);
  const [main] = cluster.questions;
  if (main === undefined) return null;
  const wording = { cluster: cluster.id, question: main.mark, locale: main.locale, text: main.text };
  const openDialog = (use: 'entry' | 'new-entry') => state.set({ dialog: { kind: 'use-question', cluster, use } });
  return (
    <>
      {cluster.nearest.length > 0 && (
        <p class="hint" id={`near-${cluster.id}`}>
          {strings.nearest}
        </p>
      )}
      {cluster.nearest.length > 0 && (
        <ul class="nearest" aria-labelledby={`near-${cluster.id}`}>
          {cluster.nearest.map(({ entry, document, title, confidence }) => (
            <li key={entry}>
              <span>
                {title?.[locale] ?? entry} <span class="hint">{Math.round(confidence * 100)} %</span>
              </span>
              {!hasIdentifier(main.text) && (
                <button
                  type="button"
                  disabled={busy}
                  aria-label={interpolate(strings.addToNamed, { question: main.text, title: title?.[locale] ?? entry })}
                  onClick={() => void addWordingTo(wording, document)}
                >
                  {strings.addHere}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <p class="commands">
        <button type="button" class="button" disabled={busy} onClick={() => openDialog('entry')}>
          {strings.addTo}
        </button>
        <button type="button" disabled={busy} onClick={() => openDialog('new-entry')}>
          {strings.newEntry}
        </button>
        <button type="button" disabled={busy} onClick={() => void putClusterAside(cluster.id, 'not-ours')}>
          {strings.notOurs}
        </button>
        <button type="button" disabled={busy} onClick={() => void putClusterAside(cluster.id, 'ignored')}>
          {strings.ignore}
        </button>
      </p>
    </>
  );
}
