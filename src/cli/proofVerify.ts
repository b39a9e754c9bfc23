import { proofUsage, verifyProofFile } from './log/verifyProofFile.ts';
import { runCli } from './runCli.ts';

const usage = proofUsage('npm run proof:verify --');

/** `npm run proof:verify -- FILE`: checks on its own that a saved proof is true. */
await runCli(usage, () => verifyProofFile(process.argv.slice(2), usage));
