import { expect, it } from 'vitest';
import type { Command, Incident } from '../../src/incident/types.ts';
import { Audience, Template } from '../../src/policy/language/telling.ts';
import { deliveryScene } from '../support/delivery-scene.ts';

const scene = deliveryScene();
const hide: Command = { type: 'make_private', by: 'U0ANA', reason: 'keys leaked' };
const templates = [Template.parse({ key: 'news', name: 'News', text: '{title}' })];
const tell = (audience: string): Command => ({
  ...{ type: 'send_message', by: 'U0ANA', text: 'It is the disk' },
  about: { audience, template: 'news' },
});

/** An incident whose room is there, and the channel of an audience that was told nothing yet. */
async function quietly(): Promise<{ incident: Incident; staff: string }> {
  const { id: staff } = scene.slack.addChannel('staff');
  const told = { closed: 'news' };
  await scene.policy({
    templates,
    audiences: [
      Audience.parse({ key: 'staff', name: 'Staff', channels: [staff], told }),
      Audience.parse({ key: 'boss', name: 'Boss', people: ['U0BOSS'], told }),
    ],
  });
  const incident = await scene.declare();
  await scene.deliver();
  return { incident, staff };
}

it('what an audience was being told in the moment in which it became private is taken back', async () => {
  const { incident, staff } = await quietly();
  const frozen = scene.slack.holdAnswers('chat.postMessage');
  await scene.run(incident, tell('staff'));
  await frozen.reached;
  await scene.run(incident, hide);
  await expect.poll(() => scene.slack.count('conversations.archive')).toBe(1);
  frozen.release();
  await scene.settled(scene.delivery);
  expect(scene.slack.in(staff)).toEqual([]);
});

it('a message to an audience of which nobody knows whether it got through is looked for and taken back', async () => {
  const { incident, staff } = await quietly();
  const when = ({ channel }: Record<string, string>) => channel === staff;
  scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' }, when });
  scene.slack.fail({ method: 'conversations.history', fault: { status: 503 }, times: 6, when });
  await scene.run(incident, tell('staff'));
  await expect.poll(() => scene.slack.in(staff)).toHaveLength(1);
  await scene.run(incident, hide);
  await scene.settled(scene.delivery);
  expect(scene.slack.in(staff)).toEqual([]);
});

it('people of an audience are not told any more what waited when it became private', async () => {
  const { incident } = await quietly();
  await scene.delivery.stop();
  await scene.run(incident, tell('boss'));
  await scene.run(incident, { type: 'follow', by: 'U0FAN', everyMinutes: null });
  await scene.run(incident, {
    ...{ type: 'post_update', by: 'U0ANA', know: 'It is the disk', doing: '', need: '' },
  } as Command);
  await scene.run(incident, hide);
  await scene.deliver();
  expect(scene.slack.in('DU0BOSS')).toEqual([]);
  expect(scene.slack.in('DU0FAN')).toEqual([]);
});
