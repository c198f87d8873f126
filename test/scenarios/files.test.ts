import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-evidence-'));
const policyPath = policyWith({
  'version: 2': `version: 2
evidence: { copy_to: ${folder} }
fields:
  - key: video
    name: Video of the incident
    type: files
    required: true
    ask: [declare]
    when: { severity: [sev1, sev2] }`,
});
const world = testWorld({ policyPath });
const card = /Declared by .*, /;

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

describe('a file', () => {
  test('that is required delays nothing: it stands on the card as a task until it is attached', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Screens flicker sev2');
    expect(await room.message(card).words()).toContain('Video of the incident is missing');
    await room.message(card).button('Attach').click(dba);
    const form = await dba.modal(`Files of #${number}`);
    expect(form.value('What are they?')).toBe('video');
    const id = await dba.ownFile('../../flicker.mp4', 'moving pictures');
    await form.fill({ Files: [id] });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const shown = await room.message(card).words();
    expect(shown).not.toContain('is missing');
    expect(shown).toContain('flicker.mp4');
    await room.message(/@dita attached .*flicker\.mp4 \(Video of the incident\)/).seen();
    const hash = sha256('moving pictures');
    expect(readdirSync(join(folder, String(number)))).toEqual([`${hash}-flicker.mp4`]);
    const copy = join(folder, String(number), `${hash}-flicker.mp4`);
    expect(readFileSync(copy, 'utf8')).toBe('moving pictures');
    expect(await dba.ask('/incident timeline', room)).toContain(
      `SHA-256 ${hash}, copied to ${copy}`,
    );
  });

  test('of a message that is kept is kept with it', async () => {
    const { slack } = world;
    const [dba, oncall] = [slack.user('dba'), slack.user('oncall')];
    const { room, number } = await declared(world, 'Queue grows sev3');
    await dba.join(room);
    await oncall.join(room);
    await dba.upload('graph.csv', 'a,b', room);
    await room.message('graph.csv').react(oncall, 'pushpin');
    await slack.settle();
    await dba.upload('trace.log', 'boom', room);
    await room.message('trace.log').shortcut(dba, 'add_to_timeline');
    await slack.settle();
    expect(await room.message(card).words()).toMatch(/graph\.csv, .*trace\.log/);
    expect(readdirSync(join(folder, String(number))).sort()).toEqual(
      [`${sha256('a,b')}-graph.csv`, `${sha256('boom')}-trace.log`].sort(),
    );
    await room.expectNoMessage('attached');
  });

  test('that cannot be read is said once, and read when somebody asks again', async () => {
    world.expectTrouble();
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Mail bounces sev3');
    await dba.join(room);
    await slack.faults({
      on: 'call',
      method: 'files.info',
      times: 1,
      fault: { kind: 'reject', error: 'access_denied' },
    });
    await dba.upload('bounce.eml', 'undeliverable', room);
    await room.message('bounce.eml').shortcut(dba, 'add_to_timeline');
    await slack.settle();
    const shown = room.message(card);
    expect(await shown.words()).toContain('Not every file could be kept');
    await dba.command('/incident retry', room);
    await slack.settle();
    expect(await shown.words()).not.toContain('Not every file could be kept');
    expect(readdirSync(join(folder, String(number)))).toHaveLength(1);
  });
});
