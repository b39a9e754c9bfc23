import type { StepPayload } from '../accounts/formatters.ts';
import type { Environment } from '../config.ts';
import type { Agent } from '../core/model/agent.ts';
import { CodedError } from '../core/model/errors.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { loadEnvironment } from '../settings.ts';
import { type AccountsCommand, readCommand, usage } from './accounts/arguments.ts';
import { askCheck } from './accounts/askService.ts';
import { readDefinition } from './accounts/definition.ts';
import { listAccounts } from './accounts/list.ts';
import { type CliAccounts, openCliAccounts } from './accounts/openCliAccounts.ts';
import { type AskKey, askAtTerminal, operatorOf } from './accounts/operator.ts';
import { showAccount } from './accounts/show.ts';
import { accountStrings } from './accounts/strings.ts';
import { runCli } from './runCli.ts';

/** `npm run accounts`: lists and checks the city's accounts, and takes the steps of their life. */
export async function accounts(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
  ask: AskKey = askAtTerminal,
): Promise<number> {
  const command = readCommand(argv);
  const opened = await openCliAccounts(env, base);
  try {
    await opened.registry.refresh();
    return await run(command, opened, say, { base, operator: () => operatorOf(opened, env, ask) });
  } finally {
    await opened.close();
  }
}

async function run(
  command: AccountsCommand,
  opened: CliAccounts,
  say: (line: string) => void,
  { base, operator }: { base: string; operator: () => Promise<Agent> },
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
      const { id: by } = await operator();
      const { definition, people, form } = await readDefinition(command.file, base, {
        content: await opened.content(),
        loadPlatform: opened.loadPlatform,
        records: registry.all(),
      });
      if (command.type === 'request' && form === null) throw formLacking(command.file);
      const strings = { by, reason: null, people, form };
      await registry.take(definition.id, { type: command.type, definition }, strings);
      say(interpolate(done[command.type], { id: definition.id }));
      return 0;
    }
    case 'crisis-on':
      await registry.beginCrisis(command.to, command.message, (await operator()).id, command.reason);
      say(interpolate(done.crisisOn, { id: command.to }));
      return 0;
    case 'crisis-off':
      await registry.endCrisis((await operator()).id, command.reason);
      say(done.crisisOff);
      return 0;
    default: {
      const { type, id, reason } = command;
      const { id: by } = await operator();
      const strings: StepPayload = { by, reason, people: null, form: null };
      await registry.take(id, { type }, strings);
      say(interpolate(done[type], { id }));
      return 0;
    }
  }
}

/** Makes the running service verify the accounts with their platforms. 1 when one of them failed. */
async function check(id: string | null, opened: CliAccounts, say: (line: string) => void): Promise<number> {
  const { check: strings } = accountStrings(opened.config.locale);
  const answers = await askCheck(opened, id);
  let failing = 0;
  for (const { account, health, checked } of answers) {
    const fault = checked.kind === 'failing' ? checked : health?.state === 'failing' ? health : null;
    if (fault !== null) {
      failing += 1;
      say(interpolate(strings.failing, { account, code: fault.code, message: fault.message }));
    } else if (checked.kind === 'good') {
      const { name, id: platformId, profile } = checked.identity;
      say(interpolate(strings.good, { account, name, id: platformId, profile: profile ?? '–' }));
    }
  }
  say(interpolate(strings.total, { count: String(answers.length), failing: String(failing) }));
  return failing === 0 ? 0 : 1;
}

function formLacking(file: string): CodedError {
  return new CodedError(
    'account.invalid',
    `${file}: \`request\` is missing: write objectives, audience, content and signedBy below it.`,
  );
}

if (import.meta.main) {
  await runCli(usage, () => accounts(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
}
