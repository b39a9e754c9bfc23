import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** Loaded with `--import`: writes the address of every module that the process loads into the file that IMPORTS names. */
registerHooks({
  load(url, context, nextLoad) {
    appendFileSync(process.env.IMPORTS, `${url}\n`);
    return nextLoad(url, context);
  },
});
