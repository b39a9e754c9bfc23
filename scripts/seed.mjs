import { execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildPages } from './buildPages.mjs';
import { people, stories } from './demoTown.mjs';
import { devFolder, devSettings } from './devSettings.mjs';
import { root } from './fingerprint.mjs';
import { learnAhead } from './learnAhead.mjs';
import { needNode } from './needNode.mjs';

/** Public URL of the service that will use the data: links in receipts begin with it. */
const publicUrl = `http://localhost:${process.env.PORT || 8080}`;

/**
 * Creates the data folder of a demo town: staff, and what citizens wrote to them, all sent over the wire to a temporary
 * service. An existing folder is left as it is; the folder appears only when everything succeeded. Resolves to the
 * people with their passwords, which are stored nowhere, or null when the folder existed.
 *
 * @param {{ folder: string }} options
 * @returns {Promise<readonly { role: string, email: string, password: string }[] | null>}
 */
export async function seed({ folder }) {
  if (existsSync(folder)) return null;
  const making = `${folder}.new`;
  await rm(making, { recursive: true, force: true });
  await buildPages({ force: false });
  await learnAhead({ force: false });
  const env = { ...devSettings({ folder: making, environment: process.env }), PUBLIC_URL: publicUrl };
  const service = await start({ ...env, PORT: String(await freePort()) });
  try {
    const sessions = await makePeople(service.url, env);
    for (const [number, story] of stories.entries()) await play(service.url, story, number, sessions.agent.cookie);
    await service.stop();
    await rename(making, folder);
    return people.map(({ role, email }) => ({ role, email, password: sessions[role].password }));
  } finally {
    await service.stop();
    await rm(making, { recursive: true, force: true });
  }
}

/** The service in its own process, once it accepts connections. */
async function start(env) {
  const words = ['--disable-warning=ExperimentalWarning', 'src/main.ts'];
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
      if (said.includes('Finestreta is open')) resolve();
    });
    ended.then((code) => reject(new Error(`The service ended with ${code} before it was open:\n${said}`)));
  });
  return {
    url: `http://127.0.0.1:${env.PORT}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', endWithUs);
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Signs everybody in: the administrator with the link from the command line, who invites the others. By role: password,
 * session.
 */
async function makePeople(url, env) {
  const words = ['--disable-warning=ExperimentalWarning', 'src/cli/staff.ts', 'first'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, env });
  const sessions = {};
  let link = stdout;
  for (const { role, name, email, departments } of people) {
    if (role !== 'administrator') {
      const person = { name, email, roles: [role], departments, locales: ['ca', 'es', 'en'] };
      ({ link } = await ask(url, 'staff', person, sessions.administrator.cookie));
    }
    const token = /#(\S+)/.exec(link)?.[1] ?? '';
    const password = newPassword();
    const response = await fetch(`${url}/console/benvinguda`, {
      method: 'POST',
      headers: { origin: publicUrl },
      body: new URLSearchParams({ token, password, name, email }),
      redirect: 'manual',
    });
    if (response.status !== 303) throw new Error(`${email} could not choose a password: status ${response.status}`);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    sessions[role] = { password, cookie };
  }
  return sessions;
}

/** Four groups of unambiguous letters and digits. */
function newPassword() {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** Runs one conversation in the web chat until there is a case, if one is needed, and has the agent act on it. */
async function play(url, { locale, says, commands }, number, cookie) {
  const chat = `${url}/v3/directline/conversations`;
  const headers = (secret) => ({ authorization: `Bearer ${secret}` });
  const { conversationId, token } = await send(chat, { locale }, headers('finestreta'));
  const activities = `${chat}/${conversationId}/activities`;
  let code;
  for (const [turn, text] of says.entries()) {
    const channelData = { clientActivityID: `demo-${number}-${turn}` };
    await send(activities, { type: 'message', text, locale, from: { id: 'demo' }, channelData }, headers(token));
    if (commands.length === 0) continue;
    const answers = await (await fetch(activities, { headers: headers(token) })).text();
    code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(answers)?.[0];
    if (code !== undefined) break;
  }
  if (code === undefined && commands.length > 0) {
    throw new Error(`"${says.join(' ')}" opened no case: change the story in scripts/demoTown.mjs.`);
  }
  for (const [step, command] of commands.entries()) {
    await ask(url, `cases/${code}/commands`, { id: `demo-${number}-${step}`, seen: null, command }, cookie);
  }
}

/** Calls the console's API, as the person whose session the cookie holds. */
function ask(url, path, body, cookie) {
  return send(`${url}/console/api/${path}`, body, { cookie });
}

async function send(address, body, headers) {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: publicUrl, ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${new URL(address).pathname} answered ${response.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** Creates the demo data unless it exists, and prints who may sign in. */
export async function seedAndSay() {
  const place = relative(root, devFolder);
  if (!existsSync(devFolder)) console.log(`Creating a demo town in ${place}: this takes half a minute, once.`);
  const made = await seed({ folder: devFolder });
  if (made === null) {
    console.log(`The demo data are already in ${place}. To start over, remove that folder.`);
    return;
  }
  console.log(`\nThe demo data are in ${place}. Passwords are shown only once:\n`);
  for (const { role, email, password } of made) console.log(`  ${role.padEnd(14)} ${email.padEnd(28)} ${password}`);
  console.log('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  needNode();
  await seedAndSay();
}
