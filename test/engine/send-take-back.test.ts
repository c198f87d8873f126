import { describe, expect, it } from 'vitest';
import type { Command, Effect, Fact } from '../../src/incident/types.ts';
import { Audience } from '../../src/policy/language/telling.ts';
import { pagedScene } from '../support/paged-scene.ts';

const { scene, ready, leave, paged } = pagedScene();
const hide: Command = { type: 'make_private', by: 'U0ANA', reason: 'keys leaked' };

const direct = (fact: Fact): Effect => ({
  ...({ family: 'announce', type: 'announce' } as const),
  ...{ to: { place: 'dm', userId: 'U0OUT' }, fact },
});
const whisper: Effect = {
  ...({ family: 'announce', type: 'announce' } as const),
  ...{ to: { place: 'whisper', userId: 'U0OUT' }, fact: { type: 'brief' } },
};
/** Whom Slack does not find in the room reads a whisper directly. */
const notInRoom = { method: 'chat.postEphemeral', fault: { error: 'user_not_in_channel' } };
const heard = () => scene.slack.in('DU0OUT').map(({ text }) => text);

describe('the record that a channel of an audience was shown', () => {
  it('is taken back and said, also where nobody heard that it was shown', async () => {
    const { id: channel } = scene.slack.addChannel('managers');
    const all = Audience.parse({ key: 'all', name: 'All', channels: [channel] });
    await scene.policy({ audiences: [all] });
    const incident = await ready();
    scene.slack.fail({ method: 'files.completeUploadExternal', fault: { lost: 'after' } });
    scene.slack.fail({ method: 'files.info', fault: { status: 503 }, times: 3 });
    await scene.run(incident, { type: 'send_record', by: 'U0ANA', audience: 'all', note: '' });
    await expect.poll(() => scene.slack.count('files.completeUploadExternal')).toBe(1);
    await scene.run(incident, hide);
    await scene.settled(scene.delivery);
    expect(scene.slack.calls.filter(({ method }) => method === 'files.delete')).toMatchObject([
      { args: { file: 'F1' } },
    ]);
    const lines = await scene.engine.database.work.use(
      ({ sql }) => sql`
        select data from timeline
        where incident_id = ${incident.id} and type = 'record_taken_back'`,
    );
    expect(lines).toMatchObject([{ data: { audience: 'all', sender: 'U0ANA', to: [channel] } }]);
  });
});

describe('what somebody was told directly of an incident that becomes private', () => {
  it('is taken back, also where it was on its way then', async () => {
    const incident = await ready();
    const when = ({ channel }: Record<string, string>) => channel === 'DU0OUT';
    scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' }, when });
    scene.slack.fail({ method: 'conversations.history', fault: { status: 503 }, times: 6, when });
    await leave(incident, [direct({ type: 'role_duties', role: 'commander', by: 'U0ANA' })]);
    await expect.poll(() => heard().length).toBe(1);
    await scene.run(incident, hide);
    await scene.settled(scene.delivery);
    expect(heard()).toEqual([]);
  });

  it('is taken back, also where the words of an invitation came without its file', async () => {
    const incident = await ready();
    const fault = { error: 'missing_scope' };
    scene.slack.fail({ method: 'files.getUploadURLExternal', fault });
    const [fromAt, toAt] = [new Date('2099-01-05T10:00:00Z'), new Date('2099-01-05T11:00:00Z')];
    const news = {
      ...({ what: 'booked', fromAt, toAt, wasAt: null, where: '', by: 'U0ANA' } as const),
      ...{ reason: '', sequence: 1 },
    };
    await paged(incident, { family: 'announce', type: 'meeting_file', userId: 'U0OUT', news });
    expect(heard()).toHaveLength(1);
    await scene.run(incident, hide);
    await scene.settled(scene.delivery);
    expect(heard()).toEqual([]);
  });

  it('is taken back, also a whisper, and what a level of a ladder told a channel', async () => {
    const { id: channel } = scene.slack.addChannel('bosses');
    const incident = await ready();
    scene.slack.fail(notInRoom);
    const ladder: Effect = {
      ...({ family: 'announce', type: 'announce' } as const),
      to: { place: 'channel', channel, audience: '' },
      fact: { type: 'ladder_told', path: 'up', name: 'Up', level: 'Bosses' },
    };
    await paged(incident, whisper, ladder);
    expect([heard().length, scene.slack.in(channel).length]).toEqual([1, 1]);
    await scene.run(incident, hide);
    await scene.settled(scene.delivery);
    expect([heard(), scene.slack.in(channel)]).toEqual([[], []]);
  });

  it('is not told to who is not in its room any more, whatever they hold or asked for', async () => {
    const incident = await ready({ isPrivate: true });
    scene.slack.fail(notInRoom);
    const asked: Effect = { family: 'announce', type: 'timeline_file', userId: 'U0OUT' };
    const duties = direct({ type: 'still_there', userId: 'U0OUT', sinceAt: new Date() });
    await paged(incident, whisper, duties, asked);
    expect(heard()).toEqual([]);
    expect(scene.slack.count('files.completeUploadExternal')).toBe(0);
  });

  it('stays where they are of an audience that the policy tells of private ones', async () => {
    const people = ['U0OUT'];
    const audiences = [
      Audience.parse({ key: 'law', name: 'Law', people, when: { is_private: true } }),
      Audience.parse({ key: 'all', name: 'All', people }),
    ];
    await scene.policy({ audiences });
    const incident = await ready();
    const told = (audience: string) =>
      direct({
        ...({ type: 'audience_told', template: 'first', text: audience } as const),
        ...{ audience, update: null, nextMinutes: null },
      });
    await paged(incident, told('law'), told('all'));
    expect(heard()).toHaveLength(2);
    await scene.run(incident, hide);
    await scene.settled(scene.delivery);
    expect(heard()).toEqual([expect.stringContaining('law')]);
  });
});
