import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readWebchatSettings } from '../../adapters/webchat/index.ts';
import { readConfig } from '../../src/config.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { readWebhooks } from '../../src/notifications/webhooks/readWebhooks.ts';

interface ComposeService {
  readonly image?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly build?: string | { readonly dockerfile_inline: string };
  readonly tmpfs?: readonly string[];
  readonly ulimits?: { readonly nofile: { readonly soft: number; readonly hard: number } };
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly command?: readonly string[];
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly env_file?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const root = new URL('../../', import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');
const compose = parse(textOf('compose.yaml'), { merge: true }) as {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const named = (pattern: RegExp) => services.filter(([name]) => pattern.test(name));
const bots = named(/^bot\d$/);
const databases = named(/^mongo\d$/);
const service = (name: string): ComposeService => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`compose.yaml has no service ${name}`);
  return found;
};

describe('compose.yaml', () => {
  test.each(services)('%s may do as little as it can', (_, each) => {
    expect(each.read_only).toBe(true);
    expect(each.cap_drop).toEqual(['ALL']);
    expect(each.security_opt).toEqual(['no-new-privileges:true']);
    expect(each.user).toMatch(/^(node|[1-9]\d*:[1-9]\d*)$/);
  });

  test.each(services)(
    '%s owns the file systems in memory that it writes to',
    (_, { user, tmpfs = [], read_only: isReadOnly }) => {
      expect(isReadOnly).toBe(true);
      // The user `node` of Node's image; without an owner such a file system belongs to root.
      const uid = user === 'node' ? '1000' : user?.split(':')[0];
      for (const each of tmpfs) {
        const [path, options = ''] = each.split(':');
        const given = Object.fromEntries(options.split(',').map((option) => option.split('=')));
        if (path === '/tmp') expect(given).toEqual({ mode: '1777' });
        else expect([path, given]).toEqual([path, { uid, gid: uid, mode: '0700' }]);
      }
    },
  );

  test('every image is one exact version, by its digest', () => {
    const inline = ({ build }: ComposeService) => (typeof build === 'object' ? build.dockerfile_inline : '');
    const images = [
      ...services.flatMap(([, { image }]) => (image === undefined || image.startsWith('finestreta:') ? [] : [image])),
      ...[textOf('Dockerfile'), ...services.map(([, each]) => inline(each))].flatMap((text) =>
        Array.from(text.matchAll(/^\s*FROM (\S+)/gm), ([, image = '']) => image),
      ),
    ];
    expect(images.length).toBeGreaterThanOrEqual(8);
    for (const image of images) expect(image).toMatch(/:\d+\.\d+\.\d+(-slim)?@sha256:[0-9a-f]{64}$/);
    // Two images of one name would be two versions of it.
    expect(new Set(images).size).toBe(new Set(images.map((image) => image.split(':', 1)[0])).size);
    const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { version: string }> };
    const { version } = lock.packages['node_modules/node'] ?? {};
    const versionsOfNode = images.flatMap((image) => /^node:([^@]+)@/.exec(image)?.slice(1) ?? []);
    expect(versionsOfNode).toEqual(Array(2).fill(`${version}-slim`));
  });

  test('what takes connections may open more files than it takes streams', () => {
    const { most } = readWebchatSettings({}).streams;
    for (const [, { ulimits }] of [...bots, ...databases, ...named(/^proxy$/)]) {
      expect(ulimits?.nofile.soft).toBeGreaterThan(2 * most);
      expect(ulimits?.nofile.hard).toBe(ulimits?.nofile.soft);
    }
  });

  test('content, web hooks and accounts lie on the host, where the settings look for them', async () => {
    for (const [, { volumes = [], environment = {} }] of bots) {
      const inside = (path: string) => {
        const volume = volumes.find((each) => each.split(':')[1] === path);
        return new URL(`${volume?.split(':')[0]}/`, root);
      };
      const config = readConfig({ ...environment, PUBLIC_URL: 'https://finestreta.example.cat' }, '/srv/finestreta');
      const { problems } = await loadContent(folderSource(fileURLToPath(inside(config.dialogsDir))), null);
      expect(problems.filter(({ fatal }) => fatal)).toEqual([]);
      expect(existsSync(new URL('oiac-web.yaml', inside('/srv/finestreta/accounts')))).toBe(true);
      const file = config.webhooks?.file ?? '';
      const secrets = async () => ({});
      const found = new URL(basename(file), inside(dirname(file)));
      expect(await readWebhooks({ file: fileURLToPath(found), secrets, loopback: false })).toEqual([]);
      expect(existsSync(inside(dirname(config.backupMark)))).toBe(true);
    }
  });

  test('only the proxy can be reached from outside, and what stores is in a network without a way out', () => {
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks.back).toEqual({ internal: true });
    for (const [, { networks }] of [...databases, ...named(/^(redis|migrate|mongo-init)$/)]) {
      expect(networks).toEqual(['back']);
    }
    expect(service('proxy').networks).toEqual(['front']);
  });

  test('there are at least two equal processes, and the proxy knows them all', () => {
    expect(bots.length).toBeGreaterThanOrEqual(2);
    for (const [, bot] of bots) expect(bot).toEqual(bots[0]?.[1]);
    expect(service('proxy').environment?.UPSTREAMS).toBe(bots.map(([name]) => `${name}:8080`).join(' '));
    expect(Object.keys(service('proxy').depends_on ?? {})).toEqual(bots.map(([name]) => name));
  });

  test('the proxy sticks to nobody', () => {
    const policies = textOf('deploy/Caddyfile').matchAll(/lb_policy (\w+)/g);
    expect(Array.from(policies, ([, policy]) => policy)).toEqual(['least_conn']);
  });

  test('migrations run once, before anybody serves', () => {
    expect(service('migrate')).toMatchObject({ command: ['node', 'src/cli/migrate.ts'], image: bots[0]?.[1].image });
    expect(service('migrate').restart).toBeUndefined();
    for (const [, bot] of bots) {
      expect(bot.depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
        redis: { condition: 'service_healthy' },
      });
    }
  });

  test('a process is given longer to stop than it takes at most', () => {
    for (const [, { stop_grace_period: grace, environment }] of bots) {
      expect(Number.parseInt(grace ?? '', 10)).toBeGreaterThan(Number(environment?.SHUTDOWN_SECONDS) + 5);
    }
  });

  test('the databases are one replica set, which is made of all of them', () => {
    const uri = new URL((bots[0]?.[1].environment?.MONGODB_URI ?? '').replaceAll(',', '.'));
    const set = uri.searchParams.get('replicaSet') ?? '';
    const names = databases.map(([name]) => name);
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(uri.hostname.split('.')).toEqual(names);
    for (const [, { command }] of databases) expect(command?.join(' ')).toContain(`--replSet ${set} `);
    const script = textOf('deploy/replica-set.js');
    expect(script).toContain(`_id: '${set}'`);
    expect(script).toContain(`[${names.map((name) => `'${name}'`).join(', ')}]`);
    expect(Object.keys(service('mongo-init').depends_on ?? {})).toEqual(names);
  });

  test('what keeps data keeps it in a volume, and Redis keeps none', () => {
    for (const [name, { volumes }] of databases) {
      expect(volumes).toEqual([`${name}:/data/db`]);
      expect(Object.keys(compose.volumes)).toContain(name);
    }
    expect(service('redis').volumes).toBeUndefined();
    expect(service('redis').command?.join(' ')).toContain('--save  --appendonly no');
  });

  test('what is waited for as healthy has a check', () => {
    const awaited = services.flatMap(([, { depends_on: depends = {} }]) =>
      Object.entries(depends).filter(([, { condition }]) => condition === 'service_healthy'),
    );
    const image = textOf('Dockerfile');
    for (const [name] of awaited) {
      if (!/^bot\d$/.test(name)) expect([name, service(name).healthcheck?.test[0]]).toEqual([name, 'CMD']);
      else expect(image).toMatch(/^HEALTHCHECK .*\n +CMD .*\/readyz/m);
    }
  });

  test('the settings are ones that the service knows, and none is a secret', () => {
    const { FINESTRETA_VERSION: _, ...settings } = { ...bots[0]?.[1].environment };
    const example = textOf('.env.example');
    expect(Object.keys(settings).filter((key) => !example.includes(`\n#${key}=`))).toEqual([]);
    const config = readConfig({ ...settings, PUBLIC_URL: 'https://finestreta.example.cat' }, '/srv/finestreta');
    expect(config).toMatchObject({
      redisUrl: 'redis://redis:6379',
      trustProxy: 1,
      masterKey: null,
      metricsToken: null,
    });
    for (const [, { environment = {} }] of services) {
      for (const value of Object.values(environment)) expect(value).not.toMatch(/\/\/[^/\s]*@/);
    }
    for (const [, { env_file: files }] of bots) expect(files).toEqual(['deploy/secrets.env']);
    expect(textOf('.gitignore')).toContain('\n/deploy/secrets.env\n');
    expect(textOf('.dockerignore')).toContain('\ndeploy\n');
  });

  test('what it mounts from here is here', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.filter((volume) => volume.startsWith('./')));
    expect(mounted.length).toBeGreaterThan(0);
    for (const volume of mounted) {
      expect(volume).toMatch(/:ro$/);
      expect([volume, existsSync(new URL(volume.split(':')[0] ?? '', root))]).toEqual([volume, true]);
    }
  });
});
