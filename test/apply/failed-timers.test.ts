import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import { dropFailed, listFailed, retryFailed } from '../../src/apply/failed-timers.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { rules } from '../../src/engine/engine.ts';
import { tick } from '../../src/engine/tick.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine } from '../support/engine.ts';
import { runMuster } from '../support/muster-command.ts';
import { withDatabase } from '../support/stored.ts';

const database = testDatabase();
let engine: Engine;
/** An engine of a release in which asking for a commander throws. */
let broken: Engine;
/** Incident that waits for a commander, and what its timers failed with. */
let id: number;

beforeAll(async () => {
  engine = await startEngine(database.url);
  broken = await startEngine(database.url, {
    rules: {
      decide(incident, command, policy, now) {
        if (command.type === 'fire_timers' && command.keys.some((key) => key.includes('missing'))) {
          throw new Error('this rule is broken');
        }
        return rules.decide(incident, command, policy, now);
      },
    },
  });
  ({ id } = await declared(engine));
  await advance(database.url, 12 * 60_000);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await tick(broken);
    await withDatabase(database.url, (sql) => sql`update timers set not_before = '-infinity'`);
  }
});
afterAll(() => Promise.all([engine.database.close(), broken.database.close()]));

function said(): Promise<{ type: string; data: { dropped?: boolean } }[]> {
  return withDatabase(
    database.url,
    (sql) => sql`select type, data from timeline where incident_id = ${id} order by seq`,
  );
}

describe('timers that failed', () => {
  it('are listed, dropped for good and tried again', async () => {
    const where = { url: database.url };
    const lines = await listFailed(where);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(
        /^[0-9a-f]{8} #1 commander_missing {2}parked, 5 tries, due \S+ \S+ \(UTC\): this rule is broken$/,
      );
    }
    const [first = '', second = ''] = lines.map((line) => line.slice(0, 8));
    const listed = await runMuster(['timers'], { DATABASE_URL: database.url });
    expect(listed).toEqual({ code: 0, stdout: `${lines.join('\n')}\n`, stderr: '' });

    expect(await dropFailed(where, first)).toEqual([
      `${first} #1 commander_missing was dropped: it never fires.`,
    ]);
    expect((await said()).at(-1)).toMatchObject({ type: 'fire_timers', data: { dropped: true } });
    expect(await listFailed(where)).toHaveLength(1);

    expect((await retryFailed(where, second)).join()).toContain('is tried again');
    expect(await listFailed(where)).toEqual(['No timer failed.']);
    expect((await tick(engine)).fired.map(({ kind }) => kind)).toContain('commander_missing');
    expect((await said()).filter(({ type }) => type === 'commander_missing')).toHaveLength(1);
    await expect(dropFailed(where, first)).rejects.toThrow(`There is no failed timer ${first}`);
  });
});
