import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { needNode } from './needNode.mjs';

needNode();
// What was stripped of types and compiled once need not be again: later starts are faster and take some 30 MB less.
enableCompileCache();
process.env.NODE_COMPILE_CACHE ??= getCompileCacheDir() ?? '';
const { buildPages } = await import('./buildPages.mjs');
await buildPages({ force: false });
const { learnAhead } = await import('./learnAhead.mjs');
// Without it, the service learns and says what is wrong.
await learnAhead({ force: false }).catch(() => {});
await import('../src/main.ts');
