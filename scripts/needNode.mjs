/**
 * Says what to do when this is not Node 24. npm scripts run on the Node of the npm package `node`; if its install
 * script was not allowed to run, they run on the machine's own Node.
 */
export function needNode() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24) return;
  console.error(
    [
      `Finestreta needs Node 24 and found Node ${process.versions.node}.`,
      'Run `npm ci` again: it brings Node 24 into node_modules. If your npm blocks install scripts, run',
      '`npm install-scripts approve node` first (or `npm rebuild node`). Or install Node 24 on this machine.',
    ].join('\n'),
  );
  process.exit(1);
}
