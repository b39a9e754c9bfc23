import { expect } from '@jest/globals';
import type { Rendered } from '../../../src/core/model/message.ts';
import type { Shown } from './fixture.ts';

const link = /\[([^\]\n]*)\]\(((?:https?:\/\/|mailto:|tel:)[^\s)]+)\)/g;
const strong = /\*\*([^*\n]+)\*\*/g;

/** What people must see of a message, worked out from its light Markdown. */
function expected({ text, markup, choices, files }: Rendered) {
  const isMarked = markup === 'markdown';
  return {
    text: level(isMarked ? text.replace(link, '$1').replace(strong, '$1') : text),
    bold: isMarked ? Array.from(text.matchAll(strong), ([, words]) => words) : [],
    links: isMarked ? Array.from(text.matchAll(link), ([, words, url]) => ({ text: words, url })) : [],
    buttons: choices.map(({ label }) => label),
    files: files.map(({ name }) => name),
  };
}

function seen({ text, bold, links, buttons, files }: Shown) {
  return { text: level(text), bold, links, buttons, files: files.map(({ name }) => name) };
}

/** Platforms draw the items of a list, and the room between paragraphs, each in their own way. */
function level(text: string): string {
  return text
    .replace(/^\s*[-•*]\s+/gm, '- ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** Proves that people see just what the bot said: all of it, in order, each message once. */
export function expectSeen(shown: readonly Shown[], said: readonly Rendered[]): void {
  expect(shown.map(seen)).toEqual(said.map(expected));
}

/** Proves it of a platform that may repeat one message, the one at that place, when a process ended at a bad moment. */
export function expectSeenBut(shown: readonly Shown[], said: readonly Rendered[], mayRepeat: number): void {
  const wanted = said.map(expected);
  const got = shown.map(seen);
  if (got.length > wanted.length) wanted.splice(mayRepeat, 0, expected(said[mayRepeat] as Rendered));
  expect(got).toEqual(wanted);
}
