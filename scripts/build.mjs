import { buildPages } from './buildPages.mjs';
import { buildServer } from './buildServer.mjs';
import { computeVectors } from './computeVectors.mjs';
import { learnAhead } from './learnAhead.mjs';
import { needNode } from './needNode.mjs';

const words = process.argv.slice(2);
if (words.length > 0) {
  const isHelp = words.length === 1 && (words[0] === '--help' || words[0] === '-h');
  (isHelp ? console.log : console.error)('Usage: npm run build');
  process.exit(isHelp ? 0 : 2);
}
// Builds everything that a start would otherwise have to build first.
needNode();
await buildPages({ force: true });
await buildServer({ force: true });
await learnAhead({ force: true });
await computeVectors();
