/** Something is to be built, and what builds it was left out of the installation. */
export class BuilderMissing extends Error {
  constructor() {
    super(
      'The service is not built: run "npm ci && npm run build" before "npm ci --omit=dev", which leaves out what builds it.',
    );
  }
}

/**
 * Imports what builds.
 *
 * @param {() => Promise<any>} load
 * @throws BuilderMissing
 */
export function importBuilder(load) {
  return load().catch((error) => {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new BuilderMissing();
  });
}

/**
 * Runs a build as a program: it exits with 1, and says what to do, when its builder is missing.
 *
 * @param {() => Promise<unknown>} build
 */
export async function runBuild(build) {
  await build().catch((error) => {
    if (!(error instanceof BuilderMissing)) throw error;
    console.error(error.message);
    process.exit(1);
  });
}
