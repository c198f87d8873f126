import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Who may import what: one line a folder, the two columns as in the picture of the house. */
const rules: Record<string, { allowed: string[]; refused: string[] }> = {
  'src/incident/planted.ts': {
    allowed: ['./types.ts', '../policy/schema.ts', '../calendar/business-time.ts'],
    refused: [
      'node:fs',
      'zod',
      '@slack/types',
      'drizzle-orm',
      '../engine/transact.ts',
      '../store/schema.ts',
      '../slack/client.ts',
      '../views/card.ts',
      '../http/health.ts',
      '../integrations/pager.ts',
      '../main.ts',
      '../config.ts',
      '../log.ts',
      '../cli.ts',
    ],
  },
  'src/incident/deeper/planted.ts': {
    allowed: ['../types.ts', '../../policy/schema.ts'],
    refused: ['../../store/schema.ts', '../../main.ts', '../../engine/tick.ts'],
  },
  'src/organisation/planted.ts': {
    allowed: ['./types.ts', '../policy/schema.ts', '../calendar/shifts.ts', '../incident/types.ts'],
    refused: [
      'node:fs',
      'luxon',
      'zod',
      '../engine/tick.ts',
      '../store/schema.ts',
      '../views/card.ts',
    ],
  },
  'src/calendar/planted.ts': {
    allowed: ['luxon', '../policy/language/calendar.ts'],
    refused: [
      'node:fs',
      '../incident/types.ts',
      '../organisation/types.ts',
      '../engine/tick.ts',
      '../store/schema.ts',
      '../views/card.ts',
    ],
  },
  'src/policy/planted.ts': {
    allowed: ['zod', 'yaml', 'node:fs/promises', './schema.ts'],
    refused: [
      '../engine/tick.ts',
      '../store/schema.ts',
      '../slack/client.ts',
      '../views/card.ts',
      '../http/health.ts',
      '../integrations/pager.ts',
      '../main.ts',
      '../config.ts',
      'postgres',
      '@slack/types',
      'drizzle-orm/pg-core',
    ],
  },
  'src/views/planted.ts': {
    allowed: ['@slack/types', '../incident/types.ts', '../policy/schema.ts', './text.ts'],
    refused: [
      'node:crypto',
      'zod',
      '@slack/web-api',
      '../engine/tick.ts',
      '../store/queries.ts',
      '../slack/client.ts',
      '../config.ts',
      '../log.ts',
      '../main.ts',
    ],
  },
  'src/simulate/planted.ts': {
    allowed: [
      'luxon',
      '../incident/decide.ts',
      '../policy/schema.ts',
      '../views/card.ts',
      '../engine/room-name.ts',
    ],
    refused: [
      'node:fs/promises',
      '../engine/transact.ts',
      '../store/queries.ts',
      '../slack/words.ts',
      '../config.ts',
      '../main.ts',
      '../cli.ts',
    ],
  },
  'src/handbook/planted.ts': {
    allowed: ['../policy/schema.ts', '../views/say.ts', './page.ts'],
    refused: [
      'node:fs/promises',
      '../engine/tick.ts',
      '../store/queries.ts',
      '../slack/words.ts',
      '../main.ts',
      '../cli.ts',
    ],
  },
  'src/store/planted.ts': {
    allowed: ['drizzle-orm', 'postgres', 'node:fs', '../incident/types.ts', '../slack/ports.ts'],
    refused: [
      '../engine/tick.ts',
      '../slack/client.ts',
      '../views/card.ts',
      '../http/health.ts',
      '../integrations/pager.ts',
      '../config.ts',
      '../main.ts',
      '@slack/web-api',
    ],
  },
  'src/engine/planted.ts': {
    allowed: [
      '../slack/client.ts',
      '../slack/ports.ts',
      '../integrations/pager.ts',
      '../store/schema.ts',
      '../views/card.ts',
      '../incident/decide.ts',
      '../policy/schema.ts',
      'drizzle-orm',
      'node-cron',
    ],
    refused: [
      '../slack/actions.ts',
      '../http/health.ts',
      '../main.ts',
      '../cli.ts',
      '../config.ts',
      '@slack/bolt',
      '@slack/web-api',
    ],
  },
  'src/slack/planted.ts': {
    allowed: ['@slack/bolt', '../incident/types.ts', '../views/card.ts', '../store/queries.ts'],
    refused: [
      '../engine/transact.ts',
      '../store/schema.ts',
      '../http/health.ts',
      '../main.ts',
      'drizzle-orm',
      'postgres',
    ],
  },
  'src/integrations/planted.ts': {
    allowed: ['node:https', '../incident/types.ts'],
    refused: ['../engine/deliver.ts', '../slack/client.ts', '../main.ts'],
  },
  'src/planted.ts': {
    allowed: ['./engine/tick.ts', 'pino'],
    refused: ['../sandbox/server/server.ts', '../test/support/database.ts', '../bench/run.ts'],
  },
  'sandbox/server/planted.ts': {
    allowed: ['ws', '../methods/chat.ts'],
    refused: ['../../src/incident/types.ts'],
  },
};
// What is true of src as a whole is true of each of its folders.
for (const [file, { refused }] of Object.entries(rules)) {
  if (/^src\/\w+\/planted/.test(file)) refused.push('../../sandbox/server/server.ts');
}

let refusals: Map<string, Set<string>>;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-rules-'));
  for (const name of ['biome.json', '.gitignore']) {
    await copyFile(join(root, name), join(directory, name));
  }
  for (const [file, { allowed, refused }] of Object.entries(rules)) {
    await mkdir(join(directory, dirname(file)), { recursive: true });
    const lines = [...allowed, ...refused].map((source) => `import '${source}';`);
    await writeFile(join(directory, file), `${lines.join('\n')}\n`);
  }
  refusals = await lint(directory);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** The import sources that Biome refuses, by file. */
async function lint(folder: string): Promise<Map<string, Set<string>>> {
  const biome = join(root, 'node_modules/.bin/biome');
  const only = '--only=style/noRestrictedImports';
  const flags = ['lint', only, '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = await promisify(execFile)(biome, flags, {
    cwd: folder,
    maxBuffer: 10_000_000,
  }).catch((error: { stdout: string }) => error);
  const found = new Map<string, Set<string>>();
  type Place = { path: string; start: { line: number } };
  for (const { location } of (JSON.parse(stdout) as { diagnostics: { location: Place }[] })
    .diagnostics) {
    const text = await readFile(join(folder, location.path), 'utf8');
    const source = text.split('\n')[location.start.line - 1]?.match(/'(.*)'/)?.[1] ?? '';
    found.set(location.path, (found.get(location.path) ?? new Set()).add(source));
  }
  return found;
}

describe.each(Object.entries(rules))('%s', (file, { allowed, refused }) => {
  it.each(refused)('may not import %s', (source) => {
    expect([...(refusals.get(file) ?? [])]).toContain(source);
  });

  it.each(allowed)('may import %s', (source) => {
    expect([...(refusals.get(file) ?? [])]).not.toContain(source);
  });
});

it('lets rules see only types of the policy, so that they run without it', async () => {
  const folder = join(root, 'src/incident');
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const text = await readFile(join(folder, name), 'utf8');
    const values = text.match(/^import (?!type\b)[^;]*?from '[./]*\/policy\/[^']*'/gm) ?? [];
    expect(values, name).toEqual([]);
  }
});
