import { isOpen, unknownAccount } from '../accounts/decide.ts';
import type { StepWords } from '../accounts/words.ts';
import type { Environment } from '../config.ts';
import { CodedError } from '../core/errors.ts';
import { fill } from '../http/pages/strings.ts';
import { loadEnvironment } from '../settings.ts';
import { type AccountsCommand, readCommand, usage } from './accounts/arguments.ts';
import { checkAll } from './accounts/check.ts';
import { readDefinition } from './accounts/definition.ts';
import { listAccounts } from './accounts/list.ts';
import { type OpenAccounts, openAccounts } from './accounts/open.ts';
import { showAccount } from './accounts/show.ts';
import { accountStrings } from './accounts/strings.ts';
import { runCli } from './runCli.ts';

/** `npm run accounts`: lists and checks the city's accounts, and takes the steps of their life. */
export async function accounts(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const command = readCommand(argv);
  const opened = await openAccounts(env, base);
  try {
    await opened.registry.refresh();
    return await run(command, opened, base, say);
  } finally {
    await opened.close();
  }
}

async function run(
  command: AccountsCommand,
  opened: OpenAccounts,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const { registry, config } = opened;
  const { done } = accountStrings(config.locale);
  switch (command.type) {
    case 'list':
      for (const line of await listAccounts(opened, Date.now())) say(line);
      return 0;
    case 'check':
      return check(command.id, opened, say);
    case 'show':
      for (const line of await showAccount(command.id, opened)) say(line);
      return 0;
    case 'request':
    case 'change': {
      const { definition, people, form } = await readDefinition(command.file, base, {
        content: await opened.content(),
        loadPlatform: opened.loadPlatform,
      });
      if (command.type === 'request' && form === null) throw formLacking(command.file);
      const words = { by: command.by, reason: null, people, form };
      await registry.take(definition.id, { type: command.type, definition }, words);
      say(fill(done[command.type], { id: definition.id }));
      return 0;
    }
    case 'crisis-on':
      await registry.beginCrisis(command.to, command.message, command.by);
      say(fill(done.crisisOn, { id: command.to }));
      return 0;
    case 'crisis-off':
      await registry.endCrisis(command.by);
      say(done.crisisOff);
      return 0;
    default: {
      const { type, id, by, reason } = command;
      const words: StepWords = { by, reason, people: null, form: null };
      await registry.take(id, { type }, words);
      say(fill(done[type], { id }));
      return 0;
    }
  }
}

/** Asks the platforms who the accounts are. 1 when one of them could not say. */
async function check(id: string | null, opened: OpenAccounts, say: (line: string) => void): Promise<number> {
  const { registry, config } = opened;
  const { check: strings } = accountStrings(config.locale);
  const one = id === null ? null : registry.find(id);
  if (id !== null && one === null) throw unknownAccount(id);
  const records = one === null ? registry.all().filter((each) => isOpen(each) || each.state === 'approved') : [one];
  const checked = await checkAll(records, opened);
  let failing = 0;
  for (const [account, result] of checked) {
    if (result.kind === 'failing') {
      failing += 1;
      say(fill(strings.failing, { account, code: result.code, message: result.message }));
    } else {
      const { name, id: platformId, profile } = result.identity;
      say(fill(strings.good, { account, name, id: platformId, profile: profile ?? '–' }));
    }
  }
  say(fill(strings.total, { count: String(checked.size), failing: String(failing) }));
  return failing === 0 ? 0 : 1;
}

function formLacking(file: string): CodedError {
  return new CodedError(
    'account.invalid',
    `${file}: \`request\` is missing: write its objectives, audience, content and who signed it (signedBy) below it.`,
  );
}

if (import.meta.main) {
  await runCli(usage, () => accounts(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
}
