import { useStrings } from '../strings.ts';

/** What went wrong, told at once to those who cannot see it, and what tries again; nothing where `text` is null. */
export function Fault({ text, again }: { readonly text: string | null; readonly again?: (() => void) | undefined }) {
  const strings = useStrings();
  if (text === null) return null;
  return (
    <p class="fault" role="alert">
      {text}
      {again !== undefined && (
        <>
          {' '}
          <button type="button" onClick={again}>
            {strings.again}
          </button>
        </>
      )}
    </p>
  );
}
