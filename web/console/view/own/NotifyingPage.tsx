import { useEffect, useState } from 'preact/hooks';
import {
  type NotificationChoice,
  type NotificationReason,
  type NotificationWay,
  notificationReasons,
  notificationWays,
} from '../../../../src/core/model/desk/notificationChoice.ts';
import type { NotificationChoiceView } from '../../../../src/http/api/wire.ts';
import { notifyingStore, readChoice, saveChoice } from '../../actions/notifying.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { SkeletonRows } from '../Skeleton.tsx';
import { Devices } from './Devices.tsx';
import { useOwnTexts } from './ownTexts.ts';
import { QuietHoursFields } from './QuietHoursFields.tsx';

/** What notifies the person how, and their quiet hours. */
export function NotifyingPage() {
  const texts = useOwnTexts();
  const { view, fault } = useStore(notifyingStore, (value) => value);
  useEffect(() => void readChoice(), []);
  return (
    <section class="page" aria-busy={view === null && fault === null}>
      <header>
        <h1>{texts.title}</h1>
      </header>
      <p class="hint">{texts.hint}</p>
      <Fault text={fault} />
      {view === null && fault === null && <SkeletonRows count={8} height={40} />}
      {view !== null && <ChoiceForm view={view} />}
      {view?.push && <Devices push={view.push} />}
    </section>
  );
}

function ChoiceForm({ view: { choice: saved, sendsMail, push, timeZone } }: { readonly view: NotificationChoiceView }) {
  const strings = useStrings();
  const texts = useOwnTexts();
  const [choice, setChoice] = useState<NotificationChoice>(saved);
  const { quietHours } = choice;
  const possible = { sound: true, mail: sendsMail, push: push !== null };
  const isReady = quietHours === null || (quietHours.days.length > 0 && quietHours.from !== '' && quietHours.to !== '');
  return (
    <form
      class="dialogform"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void saveChoice(choice);
      }}
    >
      <WaysTable
        ways={choice.ways}
        shown={notificationWays.filter((way) => possible[way])}
        onPick={(ways) => setChoice({ ...choice, ways })}
      />
      <QuietHoursFields
        quietHours={quietHours}
        timeZone={timeZone}
        onChange={(next) => setChoice({ ...choice, quietHours: next })}
      />
      <Fault text={quietHours?.days.length === 0 ? texts.noDay : null} />
      <div class="end">
        <button type="submit" class="button" disabled={!isReady}>
          {strings.save}
        </button>
      </div>
    </form>
  );
}

/** A line for each reason, with a check box for each way. */
function WaysTable(props: {
  readonly ways: NotificationChoice['ways'];
  readonly shown: readonly NotificationWay[];
  readonly onPick: (ways: NotificationChoice['ways']) => void;
}) {
  const { notificationReasons: names } = useStrings();
  const texts = useOwnTexts();
  const { ways, shown, onPick } = props;
  const pick = (reason: NotificationReason, way: NotificationWay) => {
    const before = ways[reason];
    onPick({ ...ways, [reason]: before.includes(way) ? before.filter((each) => each !== way) : [...before, way] });
  };
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{texts.kind}</th>
          {shown.map((way) => (
            <th key={way} scope="col">
              {texts.ways[way]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {notificationReasons.map((reason) => (
          <tr key={reason}>
            <th scope="row">{names[reason]}</th>
            {shown.map((way) => (
              <td key={way}>
                <input
                  type="checkbox"
                  aria-label={`${names[reason]}: ${texts.ways[way]}`}
                  checked={ways[reason].includes(way)}
                  onChange={() => pick(reason, way)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
