import { useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { NotificationChoiceView } from '../../../../src/http/api/wire.ts';
import { toast } from '../../actions/announce.ts';
import { idHere } from '../../actions/deviceHere.ts';
import { addHere, deviceAbility, removeDevice } from '../../actions/devices.ts';
import { useLocale } from '../../strings.ts';
import { showDate } from '../../townDates.ts';
import { useOwnTexts } from './ownTexts.ts';

/** The devices on which the person is notified while the console is closed, and a button for this one. */
export function Devices({ push }: { readonly push: NonNullable<NotificationChoiceView['push']> }) {
  const texts = useOwnTexts();
  const locale = useLocale();
  const [isBusy, setBusy] = useState(false);
  const ability = deviceAbility();
  const here = idHere();
  const isHere = push.devices.some(({ id }) => id === here);
  const add = async () => {
    setBusy(true);
    const isAdded = await addHere(push.publicKey).catch(() => false);
    setBusy(false);
    // Who refused in the browser's own question sees why there is no button any more.
    if (isAdded) toast(texts.added, 'good');
    else if (deviceAbility() === 'possible') toast(texts.notAdded, 'bad');
  };
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{texts.devices}</h2>
      <p class="hint">{texts.devicesHint}</p>
      {push.devices.length === 0 && <p>{texts.noDevice}</p>}
      <ul>
        {push.devices.map(({ id, name, addedAt }) => (
          <li key={id}>
            {interpolate(texts.device, { name, day: showDate(addedAt, 'date', locale) })} {id === here && texts.here}{' '}
            <button
              type="button"
              class="plain"
              aria-label={interpolate(texts.removeNamed, { name })}
              onClick={() => void removeDevice(id)}
            >
              {texts.removeDevice}
            </button>
          </li>
        ))}
      </ul>
      {ability !== 'possible' && <p class="hint">{texts[ability]}</p>}
      {ability === 'possible' && !isHere && (
        <button type="button" class="button second" disabled={isBusy} onClick={() => void add()}>
          {texts.addDevice}
        </button>
      )}
    </section>
  );
}
