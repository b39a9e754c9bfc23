import { releaseStore } from '../../actions/content/changes.ts';
import { useStore } from '../../observable.ts';

/** Why something was refused, with the server's own lines. */
export function ReleaseFault() {
  const fault = useStore(releaseStore, (value) => value.fault);
  const detail = useStore(releaseStore, (value) => value.detail);
  if (fault === null) return null;
  return (
    <div class="fault" role="alert">
      <p>{fault}</p>
      {detail !== '' && <pre lang="en">{detail}</pre>}
    </div>
  );
}
