import { useEffect, useState } from 'preact/hooks';
import type { QuestionCluster } from '../../../../src/content/unanswered/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { toast } from '../../actions/announce.ts';
import { editorStore, openDocument, saveNow } from '../../actions/content/editor.ts';
import { addWordingTo, clustersNear } from '../../actions/content/unanswered.ts';
import { hasIdentifier } from '../../model/content/clusters.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';

/** What people asked in vain and comes near to this service, to be added to its wordings with one press. */
export function RealQuestions() {
  const everyString = useStrings();
  const strings = everyString.content.unanswered;
  const id = useStore(editorStore, (value) => value.id);
  const [clusters, setClusters] = useState<readonly QuestionCluster[]>([]);
  const [isBusy, setBusy] = useState(false);
  const entry = id.replace(/^.*\//, '');
  useEffect(() => {
    let isHere = true;
    void clustersNear(entry).then((found) => isHere && setClusters(found));
    return () => {
      isHere = false;
    };
  }, [entry]);
  const add = async (cluster: QuestionCluster) => {
    const [question] = cluster.questions;
    if (question === undefined) return;
    setBusy(true);
    // What is being written goes first, so that the server adds to it.
    await saveNow();
    const { mark, locale, text } = question;
    const fault = await addWordingTo({ cluster: cluster.id, question: mark, locale, text }, id);
    if (fault === null) {
      setClusters((all) => all.filter((each) => each.id !== cluster.id));
      await openDocument(id);
    }
    toast(fault ?? interpolate(strings.realAdded, { question: text }), fault === null ? 'good' : 'bad');
    setBusy(false);
  };
  if (clusters.length === 0) return null;
  return (
    <section class="realquestions" aria-labelledby="real-questions">
      <h2 id="real-questions">{strings.real}</h2>
      <ul class="nearest">
        {clusters.map((cluster) => {
          const [question] = cluster.questions;
          if (question === undefined) return null;
          return (
            <li key={cluster.id}>
              <span>
                <span lang={question.locale}>{question.text}</span>{' '}
                <span class="hint">
                  {everyString.languages[question.locale]} · {interpolate(strings.times, { n: cluster.times })}
                </span>
              </span>
              <button
                type="button"
                disabled={isBusy || hasIdentifier(question.text)}
                aria-label={interpolate(everyString.content.unanswered.addHereNamed, { question: question.text })}
                onClick={() => void add(cluster)}
              >
                {strings.addHere}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
