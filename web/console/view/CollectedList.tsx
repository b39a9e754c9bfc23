import { pointText } from '../../../src/core/model/message.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView, CollectedValue, CollectedView } from '../../../src/http/api/wire.ts';
import { useLocale, useStrings } from '../strings.ts';
import { fullDate } from './Deadline.tsx';
import { FileList } from './FileList.tsx';

/** Where the window is low, what stands above the conversation is folded. */
export const isTall = matchMedia('(min-height: 56rem)').matches;

/** What the citizen told in a flow, as a list: what, where, the photo. */
export function CollectedList({ view, isOpen = isTall }: { readonly view: CaseView; readonly isOpen?: boolean }) {
  const strings = useStrings();
  const locale = useLocale();
  return (
    <>
      {view.collected.map((collected) => (
        <details key={collected.revision} class="collected" open={isOpen}>
          <summary>
            {interpolate(strings.collected, { title: collected.title[locale] })}{' '}
            <span class="hint">{fullDate(collected.at, locale)}</span>
          </summary>
          <dl>
            {collected.values.map((value) => (
              <div key={value.title.ca}>
                <dt>{value.title[locale]}</dt>
                <dd>
                  <Value code={view.case.code} from={collected} value={value} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </>
  );
}

function Value(props: { readonly code: string; readonly from: CollectedView; readonly value: CollectedValue }) {
  const strings = useStrings();
  const locale = useLocale();
  const { code, from, value } = props;
  if (value.files.length > 0) return <FileList code={code} turn={from} files={value.files} />;
  if (value.type === 'consent') return <>{value.text === 'yes' ? strings.yes : strings.no}</>;
  if (value.option !== null) return <>{value.option[locale]}</>;
  const { position } = value;
  const shown = position === null ? '' : pointText(position);
  return (
    <>
      {shown === '' || shown === value.text ? value.text : `${value.text} (${shown})`}
      {position !== null && (
        <>
          {' '}
          <a href={mapOf(position)} target="_blank" rel="noreferrer">
            {strings.showOnMap}
          </a>
        </>
      )}
    </>
  );
}

/** The place on a public map, which learns the place and not whose it is. */
function mapOf(position: NonNullable<CollectedValue['position']>): string {
  const [lat, lon] = pointText(position).split(', ');
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=18/${lat}/${lon}`;
}
