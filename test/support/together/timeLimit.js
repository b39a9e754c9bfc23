/** How long a test or a hook may take, ms: some start several processes and browsers, on a machine that does other things too. */
export const timeLimit = 120_000;
