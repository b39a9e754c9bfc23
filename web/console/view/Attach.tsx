import { useRef, useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { attach, detach } from '../actions/files.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Icon } from './Icon.tsx';

/** Picks a file for the reply; it is uploaded at once and sent to the citizen with the reply. */
export function Attach({ code }: { readonly code: string }) {
  const strings = useStrings();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const onChange = async () => {
    const file = input.current?.files?.[0];
    if (file === undefined) return;
    setBusy(true);
    await attach(code, file);
    if (input.current !== null) input.current.value = '';
    setBusy(false);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        class="hidden"
        tabIndex={-1}
        aria-hidden="true"
        accept="image/png,image/jpeg,image/webp,image/gif,application/pdf,audio/*,video/*"
        onChange={() => void onChange()}
      />
      <button
        type="button"
        class="plain tool"
        aria-label={strings.attach}
        title={strings.attach}
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        <Icon name="file" />
      </button>
    </>
  );
}

/** The files attached to the reply. */
export function Attached() {
  const strings = useStrings();
  const files = useStore(state, (value) => value.files);
  return files.length === 0 ? null : (
    <ul class="files attached">
      {files.map(({ id, name }) => (
        <li key={id}>
          <Icon name="file" /> {name}{' '}
          <button
            type="button"
            class="plain"
            aria-label={interpolate(strings.detach, { name })}
            onClick={() => detach(id)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
