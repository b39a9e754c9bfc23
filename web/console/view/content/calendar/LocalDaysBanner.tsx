import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { contentStore } from '../../../actions/content/list.ts';
import { useStore } from '../../../observable.ts';
import { useStrings } from '../../../strings.ts';
import { RouteLink } from '../../RouteLink.tsx';

/** Asks for the town's own holidays of years that have none yet, where the calendar is not open already. */
export function LocalDaysBanner() {
  const strings = useStrings().content.calendar;
  const years = useStore(contentStore, ({ list }) => list?.withoutLocalDays.join(', ') ?? '');
  if (years === '') return null;
  return (
    <p class="banner">
      <span>{interpolate(strings.localMissing, { years })}</span>
      <RouteLink route={{ page: 'content', document: 'calendar.yaml' }} className="linkbutton">
        {strings.openCalendar}
      </RouteLink>
    </p>
  );
}
