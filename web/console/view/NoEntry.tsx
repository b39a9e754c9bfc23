import { faultWords } from '../actions/faults.ts';
import { ApiFault } from '../api.ts';
import { wordsNow } from '../words.ts';

/** What is shown when the console could not be opened. */
export function NoEntry({ error }: { readonly error: unknown }) {
  const words = wordsNow();
  const code = error instanceof ApiFault ? error.code : 'unknown';
  return (
    <main class="noentry">
      <h1>{words.title}</h1>
      <p>{faultWords(code)}</p>
      <p>
        <a class="button" href="/console/entra">
          {words.signIn}
        </a>
      </p>
    </main>
  );
}
