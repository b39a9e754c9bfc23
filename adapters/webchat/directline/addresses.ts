import type { Request } from 'express';
import { ownAddress } from '../ownAddress.ts';

/** Base path of all routes. */
export const root = '/v3/directline';

/** The URL under which a client reaches the server, without a trailing slash. */
export type BaseUrl = (request: Request) => string;

/** Takes the URL from the settings, or else from the request (Express's `trust proxy` decides about the scheme). */
export function createBaseUrl(publicUrl: string | null): BaseUrl {
  return ({ protocol, headers, socket }) =>
    ownAddress(publicUrl, { protocol, host: headers.host, port: socket.localPort });
}

export function streamUrl(base: string, conversation: string, watermark: number, ticket: string): string {
  return `${base.replace(/^http/, 'ws')}${root}/conversations/${conversation}/stream?watermark=${watermark}&t=${ticket}`;
}

export function fileUrl(base: string, conversation: string, file: string, link: string): string {
  return `${base}${root}/conversations/${conversation}/files/${file}?t=${link}`;
}
