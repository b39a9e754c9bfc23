import { needNode } from './needNode.mjs';

needNode();
const { buildPages } = await import('./buildPages.mjs');
await buildPages({ force: false });
await import('../src/main.ts');
