import type { Response } from 'express';

/** What the interface answers, before it is written as XML or JSON. */
export type Wire = string | number | boolean | null | readonly Wire[] | { readonly [name: string]: Wire };

export const formats = ['xml', 'json'] as const;

export type Format = (typeof formats)[number];

/** The name of one element of a list, by the name of the list. */
const singular: Readonly<Record<string, string>> = {
  service_requests: 'request',
  service_request_updates: 'request_update',
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
  media_url: 'media_url',
};

/** The media types that the specification asks for, character set included. */
const types: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** Answers with a list or an object of this name. JSON leaves the outermost name out (the Spark convention). */
export function send(response: Response, format: Format, name: string, value: Wire): void {
  // Express would put its own character set: the header is set as it is.
  response.setHeader('Content-Type', types[format]);
  response.end(format === 'xml' ? writeXml(name, value) : JSON.stringify(value));
}

export function writeXml(name: string, value: Wire): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(name, value)}\n`;
}

function element(name: string, value: Wire): string {
  if (value === null || value === '') return `<${name}/>`;
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`;
  const inner = isList(value)
    ? value.map((each) => element(singular[name] ?? 'item', each))
    : Object.entries(value).map(([key, each]) => element(key, each));
  return `<${name}>${inner.join('')}</${name}>`;
}

const isList = (value: Wire): value is readonly Wire[] => Array.isArray(value);

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(unwritable, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;');
}
