import { make } from './dom.ts';

/** A line between the conversation and the field: the state of the connection, a refusal, or a question. */
interface Banner {
  readonly element: HTMLElement;
  /** Shows a lasting state; without content, clears it. */
  state(...content: readonly (Node | string)[]): void;
  /** Shows a text until the next event. */
  say(text: string): void;
  /** Asks a question with two buttons; null when it was withdrawn. */
  ask(text: string, yes: string, no: string): Promise<boolean | null>;
  /** Withdraws the text or question. True when a question was open. */
  dismiss(): boolean;
}

export function createBanner(): Banner {
  const lasting = make('p', { class: 'banner' });
  const passing = make('div', { class: 'banner', role: 'group' });
  const element = make('div', {}, lasting, passing);
  let asked: PromiseWithResolvers<boolean | null> | null = null;

  const write = (where: HTMLElement, ...content: readonly (Node | string)[]) => {
    where.replaceChildren(...content);
    where.hidden = content.length === 0;
  };
  const dismiss = () => {
    write(passing);
    const wasAsking = asked !== null;
    asked?.resolve(null);
    asked = null;
    return wasAsking;
  };

  write(lasting);
  write(passing);
  return {
    element,
    dismiss,
    state: (...content) => write(lasting, ...content),
    say(text) {
      dismiss();
      write(passing, make('p', {}, text));
    },
    ask(text, yes, no) {
      dismiss();
      const question = Promise.withResolvers<boolean | null>();
      asked = question;
      const end = (choice: 'yes' | 'no') => () => {
        asked = null;
        write(passing);
        question.resolve(choice === 'yes');
      };
      const confirm = make('button', { type: 'button', click: end('yes') }, yes);
      passing.setAttribute('aria-label', text);
      write(passing, make('p', {}, text), confirm, make('button', { type: 'button', click: end('no') }, no));
      confirm.focus();
      return question.promise;
    },
  };
}
