import { fileURLToPath } from 'node:url';

/** Where `npm run build` stores what it has made of the content that ships with the bot. */
export const learntAhead = fileURLToPath(new URL('../../dist/learnt', import.meta.url));
