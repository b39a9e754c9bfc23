import { useEffect, useState } from 'preact/hooks';
import { toast } from '../actions/announce.ts';
import { faultText } from '../actions/faults.ts';
import type { Route } from '../model/route.ts';
import { useStore } from '../observable.ts';
import { type Dialog, state } from '../state.ts';
import { useStrings } from '../strings.ts';
import type { Area } from './area.ts';
import { type AreaName, areas, loadArea } from './areas.ts';
import { Fault } from './Fault.tsx';
import { PageOutline } from './Skeleton.tsx';

/** A page of an area: in outline while the area is on its way, and what to do where it does not arrive. */
export function AreaPageView({ area: name, route }: { readonly area: AreaName; readonly route: Route }) {
  const area = useArea(name);
  if (area === 'failed') return <NotLoaded />;
  if (area !== undefined) return <area.AreaPage route={route} />;
  return <PageOutline />;
}

/** A dialog of an area; it opens once the area is there. */
export function AreaDialogView({ area: name, dialog }: { readonly area: AreaName; readonly dialog: Dialog }) {
  const { notLoaded } = useStrings();
  const area = useArea(name);
  useEffect(() => {
    if (area !== 'failed') return;
    state.set({ dialog: null });
    toast(notLoaded.hint, 'bad');
  }, [area]);
  return area === undefined || area === 'failed' ? null : <area.AreaDialog dialog={dialog} />;
}

function useArea(name: AreaName): Area | 'failed' | undefined {
  useEffect(() => void loadArea(name), [name]);
  return useStore(areas, (value) => value[name]);
}

/**
 * The file of an area did not arrive: there is no connection, or a newer console has replaced it. Both are over once the page is
 * loaded again, which is not done before the server answers: without a connection nothing would be left to work with.
 */
function NotLoaded() {
  const { notLoaded } = useStrings();
  const [isWaiting, setWaiting] = useState(false);
  const reload = async () => {
    setWaiting(true);
    const answers = await fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return location.reload();
    setWaiting(false);
    toast(faultText('offline'), 'bad');
  };
  return (
    <section class="page" aria-labelledby="notloaded-title" aria-busy={isWaiting}>
      <header>
        <h1 id="notloaded-title">{notLoaded.title}</h1>
      </header>
      <Fault text={notLoaded.hint} />
      <p>
        <button type="button" class="button" onClick={() => void reload()}>
          {notLoaded.again}
        </button>
      </p>
    </section>
  );
}
