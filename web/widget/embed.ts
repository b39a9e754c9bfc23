import { defineElement } from './element.ts';

const name = 'finestreta-chat';
const script = document.currentScript ?? document.querySelector('script[src$="/embed.js"]');

// A second script on the page has nothing to add.
if (script instanceof HTMLScriptElement && !customElements.get(name)) {
  defineElement(name, { url: script.src, data: { ...script.dataset } });
  const place = () => {
    if (!document.querySelector(name)) document.body.append(document.createElement(name));
  };
  if (document.body) place();
  else addEventListener('DOMContentLoaded', place);
}
