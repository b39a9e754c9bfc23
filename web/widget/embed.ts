import { install } from './element.ts';

const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');

// A page that writes itself again runs its scripts again.
if (script instanceof HTMLScriptElement) install('finestreta-chat', { url: script.src, data: { ...script.dataset } });
