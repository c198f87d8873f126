import { describe, expect, test } from 'vitest';
import { inForce, moveIncident, putInForce } from '../../src/apply/apply.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

async function loaded(replacements: Record<string, string>) {
  const result = await loadPolicyFile(policyWith(replacements));
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result;
}

const where = () => ({ url: world.databaseUrl });

/** A process in which much is called otherwise. */
const other = {
  'name: Default': 'name: Night watch',
  'key: sev2': 'key: major',
  'name: SEV2': 'name: Major',
  'key: deputy': 'key: second',
  'update_every_minutes: 60': 'update_every_minutes: 20',
  'announce:\n': `checklists:
  - { key: calm, name: Calm down, items: [{ key: breathe, text: Breathe }] }
announce:
`,
};

describe('a policy that is applied while Muster runs', () => {
  test('holds for new incidents without a restart; open ones keep theirs', async () => {
    const { slack } = world;
    const first = await declared(world, 'API is slow p2');
    expect(first.said).toContain('API is slow, SEV2');

    const told = await putInForce(where(), await loaded(other));
    expect(told).toEqual([
      expect.stringMatching(
        /^Night watch \([0-9a-f]{12}\) is in force for new incidents, instead of Default \(/,
      ),
      `Open incidents keep theirs: #${first.number}. --to moves one.`,
    ]);
    const next = await declared(world, 'Search is down p2');
    expect(next.said).toContain('Search is down, Major');
    await slack.fastForward({ minutes: 1 });
    const engineer = slack.user('engineer');
    await engineer.command('/incident');
    const form = await engineer.modal('Declare an incident');
    expect(JSON.stringify(form.view.blocks)).toContain('Major');
    await form.close();
    expect(await engineer.ask('/incident list')).toMatch(/Major · [\s\S]*SEV2 · /);

    const again = await putInForce(where(), await loaded(other));
    expect(again).toEqual([expect.stringMatching(/^Night watch .* is in force already\.$/)]);
    expect(await inForce(where())).toMatchObject({
      name: 'Night watch',
      source: expect.stringContaining('name: Major'),
    });
  });

  test('is not undone by a restart with another file', async () => {
    await world.local.stopMuster();
    await world.local.startMuster();
    expect(await inForce(where())).toMatchObject({ name: 'Night watch' });
    expect(world.complaints).toContainEqual(
      expect.objectContaining({ msg: expect.stringContaining('muster policy apply FILE') }),
    );
    const { said } = await declared(world, 'Mail is late p2');
    expect(said).toContain('Mail is late, Major');
  });
});

describe('an open incident that is moved to another policy', () => {
  test('is first told what would change, and stays as it is until somebody says yes', async () => {
    const { slack } = world;
    const { number, room } = await declared(world, 'Queue is stuck p2');
    const engineer = slack.user('engineer');
    await engineer.command('/incident take deputy', room);
    await slack.settle();
    const stored = await loaded({});
    const move = { number, instead: {}, yes: false };

    await expect(moveIncident(where(), stored, move)).rejects.toThrow(
      [
        `#${number} cannot move to this policy:`,
        '  it has no severity major; say --instead severity=KEY, one of sev1, sev2, sev3, sev4',
      ].join('\n'),
    );
    const instead = { severity: 'sev1' };
    const told = await moveIncident(where(), stored, { ...move, instead });
    expect(told).toEqual([
      `#${number} Queue is stuck: Night watch → Default`,
      '  severity: Major → SEV1',
      expect.stringMatching(/^ {2}role goes: Deputy \(U\w+\)$/),
      '  role comes: Deputy',
      '  list goes: Calm down (0 steps done)',
      ...Array.from({ length: told.length - 6 }, () =>
        expect.stringMatching(/^ {2}timer (goes|comes): \w+ at \d{4}-\d\d-\d\d \d\d:\d\d$/),
      ),
      'Nothing was changed. Say --yes to move it.',
    ]);
    expect(await engineer.ask('/incident list')).toMatch(/Queue is stuck[^#]*Major · /);

    const done = await moveIncident(where(), stored, { ...move, instead, yes: true });
    expect(done.at(-1)).toBe('Moved.');
    await slack.fastForward({ minutes: 1 });
    await room.message(/now follows the process Default instead of Night watch/).seen();
    expect(await room.topic()).toContain('SEV1');
    expect(await engineer.ask('/incident timeline', room)).toContain(
      'Moved from the process Night watch to Default by who runs Muster',
    );
    // Its times are those of the policy it has now.
    await slack.fastForward({ minutes: 30 });
    await room.message(/update is due now/).seen();
  });

  test('is refused where it follows that policy already, is over, or is none', async () => {
    const { slack } = world;
    const { number, room } = await declared(world, 'Cache is cold p2');
    const [mine, others] = [await loaded(other), await loaded({})];
    const move = { number, instead: {}, yes: true };
    await expect(moveIncident(where(), mine, move)).rejects.toThrow('follows this policy already');
    await expect(moveIncident(where(), mine, { ...move, number: 999 })).rejects.toThrow(
      'There is no incident #999.',
    );
    await slack.user('engineer').command('/incident cancel it was nothing', room);
    await slack.settle();
    await expect(moveIncident(where(), others, move)).rejects.toThrow('is over');
  });
});
