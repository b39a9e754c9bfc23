import type { ShownMessage } from '../conversationLog.ts';
import { dress } from '../dress.ts';
import type { Extras, ExtrasHost, ExtrasModule } from '../extras/host.ts';
import { nameButton } from './composer.ts';
import { drawings, icon, make } from './dom.ts';

/** The name of the file with the extras, which the build fills in: it changes with what is in it. */
declare const extrasFile: string;

/** The button for what few people need, which is loaded when it is first pressed. */
export interface More {
  readonly button: HTMLElement;
  readonly element: HTMLElement;
  /** The bot has said something while the page was open. */
  news(entries: readonly ShownMessage[]): void;
  /** Ends what is being read or is open. True when there was something. */
  dismiss(): boolean;
  stop(): void;
  /** Saves the conversation as a text file. */
  save(entries: readonly ShownMessage[]): void;
  /** Shows or hides the cases of this browser. */
  toggleCases(): void;
  /** Looks again which cases there are. */
  drawCases(): void;
  /** Says whether something is open, which has changed. */
  note(): void;
}

/** `failed` is called when it could not be loaded. */
export function createMore(host: ExtrasHost, failed: () => void): More {
  const button = make('button', { class: 'more', type: 'button', click: toggle }, icon(drawings.more));
  const element = make('div', {});
  let extras: Extras | null = null;
  let arriving: Promise<Extras> | null = null;
  let attempt = 0;
  host.strings.each(() => nameButton(button, host.strings('more')));
  note();
  drawCases();

  function toggle(): void {
    if (extras?.isOpen()) extras.close();
    else
      run((loaded) => {
        loaded.open();
        note();
      });
  }

  /** Does something with the extras, once they are there. */
  async function run(work: (loaded: Extras) => void): Promise<void> {
    try {
      arriving ??= load();
      extras = await arriving;
    } catch {
      arriving = null;
      return failed();
    }
    work(extras);
  }

  async function load(): Promise<Extras> {
    // Browsers remember that an address could not be loaded.
    const { createExtras }: ExtrasModule = await import(/* @vite-ignore */ `${host.base}/${extrasFile}?${attempt++}`);
    const loaded = createExtras(host);
    element.append(...loaded.elements);
    dress(element.getRootNode() as ShadowRoot, loaded.styles);
    return loaded;
  }

  function note(): void {
    button.setAttribute('aria-expanded', String(extras?.isOpen() ?? false));
  }

  function drawCases(): void {
    host.casesButton.hidden = host.cases.all().length === 0;
    extras?.cases.draw();
  }

  function dismiss(): boolean {
    return extras?.dismiss() ?? false;
  }

  return {
    button,
    element,
    dismiss,
    news: (entries) => extras?.news(entries),
    stop() {
      extras?.stop();
      note();
    },
    save: (entries) => run(({ save }) => save(entries)),
    toggleCases: () => run(({ cases }) => cases.toggle()),
    drawCases,
    note,
  };
}
