import { useEffect, useState } from 'preact/hooks';
import { editorStore } from '../../../actions/content/editor.ts';
import { addItem, focusOn, forgetRemoval, itemsAt, openButton } from '../../../actions/content/lists.ts';
import { forgetProtocolTrial } from '../../../actions/content/protocol.ts';
import { type Data, isDataObject, isList } from '../../../model/content/fields.ts';
import { freeName } from '../../../model/content/lists.ts';
import { otherProblems } from '../../../model/content/problems.ts';
import { useStore } from '../../../observable.ts';
import { useStrings } from '../../../strings.ts';
import { LocalDaysBanner } from '../calendar/LocalDaysBanner.tsx';
import { Removal } from '../ItemButtons.tsx';
import { ProblemList, usePlacedProblems } from '../problems.tsx';
import { NamedTexts } from './NamedTexts.tsx';
import { Replay } from './Replay.tsx';
import { RuleRow } from './RuleRow.tsx';
import { TryMessage } from './TryMessage.tsx';

const path = ['rules'] as const;
const shown = /^(rules\.\d+|deadlines|tones|replies)(\.|$)/;

/** The protocol as a table of rules, with a message to try and the cases of last month. */
export function ProtocolForm() {
  const strings = useStrings().content.protocol;
  const count = useStore(editorStore, ({ entry }) => (isList(entry.rules) ? entry.rules.length : 0));
  const [open, setOpen] = useState<number | null>(null);
  const problems = otherProblems(usePlacedProblems(), shown);
  useEffect(() => {
    forgetProtocolTrial();
    forgetRemoval();
  }, []);
  const openRule = (id: string) => {
    const at = itemsAt(path).findIndex((each) => isDataObject(each) && each.id === id);
    if (at < 0) return;
    setOpen(at);
    focusOn(openButton(path, at));
  };
  const add = () => {
    const at = open ?? 0;
    addItem(path, at, newRule());
    setOpen(at);
    focusOn(openButton(path, at));
  };
  return (
    <div class="entryform">
      <LocalDaysBanner />
      <ProblemList problems={problems} />
      <TryMessage onOpenRule={openRule} />
      <section aria-labelledby="rules-title">
        <header class="sectionhead">
          <h2 id="rules-title">{strings.rules}</h2>
          <button type="button" onClick={add}>
            {strings.addRule}
          </button>
        </header>
        <p class="hint">{strings.rulesHint}</p>
        <Replay onOpenRule={openRule} />
        <Removal path={path} />
        <table class="rules">
          <thead>
            <tr>
              {[strings.kinds, strings.answers, strings.deadline, strings.tone, strings.cites].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">
                <span class="hidden">{strings.order}</span>
              </th>
            </tr>
          </thead>
          {Array.from({ length: count }, (_, index) => (
            <RuleRow key={index} at={index} count={count} isOpen={open === index} onOpen={(at) => setOpen(at)} />
          ))}
        </table>
      </section>
      <NamedTexts />
    </div>
  );
}

/** A rule that passes the checks, to be changed. */
function newRule(): Data {
  const { entry } = editorStore.get();
  const firstOf = (part: string): string => Object.keys(isDataObject(entry[part]) ? entry[part] : {})[0] ?? '';
  const taken = itemsAt(path).map((each) => (isDataObject(each) ? String(each.id) : ''));
  const sources = Object.keys(isDataObject(entry.sources) ? entry.sources : {});
  return {
    id: freeName('regla', taken),
    when: { kinds: ['question'] },
    do: ['answer'],
    tone: firstOf('tones'),
    administrativeSilence: firstOf('administrativeSilence'),
    escalationPolicy: firstOf('escalationPolicies'),
    cites: [sources.find((each) => each === 'own') ?? sources[0] ?? ''],
  };
}
