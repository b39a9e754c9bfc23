import { buildPages } from './buildPages.mjs';
import { learnAhead } from './learnAhead.mjs';
import { needNode } from './needNode.mjs';

// All that a start would otherwise do first.
needNode();
await buildPages({ force: true });
await learnAhead({ force: true });
