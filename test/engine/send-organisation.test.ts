import { beforeEach, describe, expect, it } from 'vitest';
import { organisationRouteOf } from '../../src/engine/organisation-lanes.ts';
import type { OrganisationEffect, OrganisationFact } from '../../src/organisation/types.ts';
import { OnCall } from '../../src/policy/language/on-call.ts';
import { deliveryScene } from '../support/delivery-scene.ts';
import { teamId } from '../support/engine.ts';

/** Whom references mean; others are user ids. */
const groups = new Map<string, string[] | { error: string }>();
const scene = deliveryScene({
  directory: {
    people: async (ref) => {
      const known = groups.get(ref) ?? [ref];
      return 'error' in known ? known : { userIds: known };
    },
  },
});

const fact: OrganisationFact = {
  type: 'exercises_due',
  due: [{ what: 'drill', key: 'tabletop', missed: 0 }],
  at: new Date('2026-07-01T02:00:00Z'),
  missed: 0,
};

const family = 'organisation' as const;
const query = <T extends object>(text: string) =>
  scene.engine.database.work.use(({ sql }) => sql.unsafe(text)) as unknown as Promise<T[]>;

beforeEach(async () => {
  groups.clear();
  await query('delete from outbox; delete from organisation_log; delete from inbox');
});

/** Leaves the effect in the outbox as a decision would. */
async function leave(...effects: OrganisationEffect[]): Promise<void> {
  await scene.engine.database.work.use(async ({ sql }) => {
    for (const effect of effects) {
      const route = organisationRouteOf(effect, teamId);
      await sql`
        insert into outbox (team_id, lane, effect, class, priority, method, decided_at, correlation_id)
        values (${teamId}, ${route.lane}, ${JSON.stringify(effect)}::text::jsonb, ${route.class},
          ${route.priority}, ${route.method}, now(), 'test')`;
    }
  });
}

const states = async () =>
  (
    await query<{ type: string; state: string }>(
      `select effect->>'type' as type, state from outbox order by id`,
    )
  ).map(({ type, state }) => `${type} ${state}`);

const log = () =>
  query<{ type: string; data: object }>('select type, data from organisation_log order by seq');

describe('a channel', () => {
  it('is told once, also where nobody knows whether the message got through', async () => {
    const { id: channel } = scene.slack.addChannel('reports');
    scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' } });
    await leave({ family, type: 'tell_channel', channel, fact });
    await scene.deliver();
    expect(scene.slack.in(channel)).toHaveLength(1);
    expect(await states()).toEqual(['tell_channel sent']);
    // It says what is so now, and not what was so when it was lost.
    expect(scene.slack.count('chat.update')).toBe(1);
  });

  it('that is not there is said in the log and not tried again', async () => {
    await leave({ family, type: 'tell_channel', channel: '#gone', fact });
    await scene.deliver();
    expect(scene.slack.count('chat.postMessage')).toBe(1);
    expect(await log()).toEqual([
      {
        type: 'not_delivered',
        data: { what: 'exercises_due', where: '#gone', error: 'channel_not_found' },
      },
    ]);
  });
});

describe('people', () => {
  it('are told one by one, each once; who is nobody is said in the log', async () => {
    groups.set('@cto', ['U0ANA', 'U0BEN']);
    groups.set('@gone', { error: 'no_such_subteam' });
    await leave({
      family,
      type: 'tell_people',
      who: [{ ref: '@cto' }, { userId: 'U0BEN' }, { ref: '@gone' }],
      fact,
    });
    await scene.deliver();
    expect(scene.slack.messages.map(({ channel }) => channel).sort()).toEqual(['DU0ANA', 'DU0BEN']);
    expect(await log()).toMatchObject([
      { data: { what: 'exercises_due', where: '@gone', error: 'no_such_subteam' } },
    ]);
  });

  it('who cannot be told for good hold up nobody', async () => {
    const when = ({ users }: Record<string, string>) => users === 'U0GONE';
    const fault = { error: 'user_disabled' };
    scene.slack.fail({ method: 'conversations.open', fault, times: 99, when });
    await leave({
      family,
      type: 'tell_people',
      who: [{ userId: 'U0GONE' }, { userId: 'U0BEN' }],
      fact,
    });
    await scene.deliver();
    expect(scene.slack.messages).toHaveLength(1);
    expect(await log()).toMatchObject([{ data: { where: 'U0GONE', error: 'user_disabled' } }]);
  });
});

describe('the user group of a schedule', () => {
  const primary = { key: 'primary', name: 'Primary', people: ['U0ANA'], user_group: 'S0OPS' };
  const sync: OrganisationEffect = { family, type: 'sync_user_group', schedule: 'primary' };

  it('gets whoever is on call, and is never emptied', async () => {
    await scene.policy({ on_call: [OnCall.parse(primary)] });
    groups.set('on_call:primary', ['U0BEN', 'U0ANA']);
    await leave(sync);
    await scene.deliver();
    const updates = () =>
      scene.slack.calls
        .filter(({ method }) => method === 'usergroups.users.update')
        .map(({ args }) => args['users']);
    expect(updates()).toEqual(['U0ANA,U0BEN']);
    groups.set('on_call:primary', []);
    await leave(sync);
    await scene.settled(scene.delivery);
    expect(updates()).toHaveLength(1);
    expect(await log()).toMatchObject([
      { data: { what: 'sync_user_group', where: 'primary', error: 'nobody_on_call' } },
    ]);
  });

  it('without the right to change it, the log says so', async () => {
    await scene.policy({ on_call: [OnCall.parse({ ...primary, gaps: true })] });
    const fault = { error: 'missing_scope' };
    scene.slack.fail({ method: 'usergroups.users.update', fault, times: 99 });
    await leave(sync);
    await scene.deliver();
    expect(await log()).toMatchObject([{ data: { error: 'missing_scope' } }]);
    expect(await states()).toEqual(['sync_user_group sent']);
  });
});
