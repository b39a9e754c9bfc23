import { parentPort } from 'node:worker_threads';

/** A thread of sentence vectors on a machine on which their library does not load. */
parentPort?.postMessage({ kind: 'unusable', why: 'no such library' });
