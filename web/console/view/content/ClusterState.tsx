import type { AskedSince, QuestionCluster } from '../../../../src/content/unanswered/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { unansweredStore, undoDecision } from '../../actions/content/unanswered.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { type ConsoleStrings, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfAgent } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';

/** What became of a cluster, and how to take it back. */
export function ClusterState({ cluster }: { readonly cluster: QuestionCluster }) {
  const strings = useStrings().content.unanswered;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const busy = useStore(unansweredStore, (value) => value.busy !== null);
  const { progress } = cluster;
  if (progress.state === 'open') return null;
  const undo = progress.state === 'live' ? strings.reopen : strings.undo;
  return (
    <div class="progress">
      <p>
        <span class={`tag state ${progress.state === 'live' ? 'live' : 'changed'}`}>
          {strings.states[progress.state]}
        </span>{' '}
        {'document' in progress && (
          <RouteLink route={{ page: 'content', document: progress.document }}>
            {progress.title?.[locale] ?? progress.document.replace(/^.*\//, '')}
          </RouteLink>
        )}
      </p>
      {progress.state === 'live' && (
        <p class={progress.since.missed > 0 ? 'problem' : ''}>
          {interpolate(strings.solvedBy, { number: progress.release })} {sinceText(progress.since, strings)}
        </p>
      )}
      <p class="hint">
        {interpolate(strings.decidedBy, {
          name: nameOfAgent(setting, progress.by),
          at: fullDate(progress.at, locale),
        })}
      </p>
      <p class="commands">
        <button type="button" disabled={busy} onClick={() => void undoDecision(cluster.id)}>
          {undo}
        </button>
      </p>
    </div>
  );
}

/** How often it was asked since, and what came of it. */
function sinceText(
  { asked, answered, offered, missed }: AskedSince,
  strings: ConsoleStrings['content']['unanswered'],
): string {
  if (asked === 0) return strings.notAskedSince;
  if (answered === asked) return interpolate(strings.allAnswered, { n: asked });
  return interpolate(strings.someAnswered, { n: asked, answered, offered, missed });
}
