import { faultText } from '../actions/faults.ts';
import { ApiFault } from '../api.ts';
import { stringsNow } from '../strings.ts';

/** Shown when the console could not be opened. */
export function NoEntry({ error }: { readonly error: unknown }) {
  const strings = stringsNow();
  const code = error instanceof ApiFault ? error.code : 'unknown';
  return (
    <main class="noentry">
      <h1>{strings.title}</h1>
      <p>{faultText(code)}</p>
      <p>
        <a class="button" href="/console/entra">
          {strings.signIn}
        </a>
      </p>
    </main>
  );
}
