import { runCli } from '../runCli.ts';
import { proofUsage, verifyProofFile } from './verifyProofFile.ts';

/** Name of the program that `scripts/buildVerifier.mjs` packs, for machines without this repository. */
const name = 'finestreta-verify';
const usage = proofUsage(name);

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  // Older versions do not know ML-DSA, the signature that quantum computers cannot forge.
  console.error(
    `${name} needs Node 24 and found Node ${process.versions.node}. Run: npx -p node@24 -p FILE.tgz ${name} …`,
  );
  process.exitCode = 1;
} else {
  // `npx FILE.tgz finestreta-verify …` passes the name on.
  const [first, ...rest] = process.argv.slice(2);
  const args = first === name ? rest : process.argv.slice(2);
  await runCli(usage, () => verifyProofFile(args, usage));
}
