import { describe, expect, it } from 'vitest';
import { deliveryScene } from '../support/delivery-scene.ts';
import type { StubFault } from '../support/stub-slack.ts';

/** What is done late on a busy machine is still done before it is too late. */
const patience = { secondLooksMs: [100, 300, 2_000, 6_000, 12_000], lookUpMs: 1_500 };
const scene = deliveryScene({ patience });

const query = <T>(ask: Parameters<typeof scene.engine.database.work.use>[0]) =>
  scene.engine.database.work.use(ask) as Promise<T>;

const counted = async (name: string) =>
  (await scene.metrics.registry.getSingleMetric(name)?.get())?.values[0]?.value ?? 0;

const possible = () => counted('muster_outbox_possible_duplicate_total');

const refused = { method: 'conversations.history', fault: { error: 'missing_scope' }, times: 999 };

/** Asks for what is late, whose first copy gets through unseen, while looking for it fails like this. */
async function lateQuestion(fault: StubFault) {
  const incident = await scene.declare();
  await scene.deliver();
  scene.slack.fail({ ...refused, fault });
  scene.slack.fail({ method: 'chat.postMessage', fault: { lost: 'after' } });
  const fact = { type: 'commander_missing', sinceAt: new Date() };
  const effect = { family: 'announce', type: 'announce', to: { place: 'room' }, fact };
  await query(
    ({ sql }) => sql`
      insert into outbox (team_id, incident_id, lane, needs, effect, class, priority, method,
        decided_at, correlation_id)
      values ('T0TEST', ${incident.id}, ${`${incident.id}:talk`}, 'room',
        ${JSON.stringify(effect)}::text::jsonb, 'reconcile', 1, 'chat.postMessage', now(), 'c')`,
  );
  return incident;
}

describe('a message of which nobody may look whether it got through', () => {
  it('is looked for a while, then parked with its doubt; nothing is said twice', async () => {
    const incident = await scene.declare();
    await scene.deliver();
    scene.slack.fail(refused);
    const isNote = ({ text }: Record<string, string>) => text?.includes('disk') ?? false;
    const fault = { lost: 'after' } as const;
    scene.slack.fail({ method: 'chat.postMessage', fault, when: isNote });
    const note = { type: 'add_note', by: 'U1', kind: 'note' } as const;
    await scene.run(incident, { ...note, text: 'the disk is full' });
    await scene.run(incident, { ...note, text: 'the fan is loud' });
    await scene.deliver();
    const [row] = await query<{ state: string; last_error: string; unsure: boolean }[]>(
      ({ sql }) => sql`
        select state, last_error, ambiguous_since is not null as unsure from outbox
        where incident_id = ${incident.id} and effect->'fact'->>'text' like '%disk%'`,
    );
    expect(row).toEqual({ state: 'dead', last_error: 'unknown:missing_scope', unsure: true });
    expect(scene.slack.count('conversations.history')).toBeGreaterThan(1);
    expect(scene.slack.messages.filter(({ text }) => /disk/.test(text))).toHaveLength(1);
    expect(
      scene.slack.messages.filter(({ text }) => /fan/.test(text)),
      'goes on',
    ).toHaveLength(1);
    expect(await possible()).toBe(0);
  });

  it.each([
    ['is refused', refused.fault],
    ['has to wait for long', { status: 429, retryAfter: 60 }],
    ['gets no answer', { status: 500 }],
  ])(
    'that asks for what is late is said once more where looking %s, marked as a possible repeat',
    async (_, fault) => {
      await lateQuestion(fault);
      await scene.deliver();
      const said = scene.slack.messages.filter(({ text }) => /commander_missing/.test(text));
      expect(said.map(({ text }) => text.startsWith('(possible repeat)'))).toEqual([false, true]);
      expect(await possible()).toBe(1);
    },
  );
});

describe('a second look that Slack does not allow', () => {
  it('is left out; operators have nothing to do about it', async () => {
    const incident = await lateQuestion(refused.fault);
    await scene.deliver();
    await expect
      .poll(() => scene.rows(incident, 'second_look'))
      .toMatchObject([{ state: 'superseded', last_error: 'missing_scope' }]);
  });
});

describe('what was gathered into one message and comes late', () => {
  it('is told as itself where a question is among it', async () => {
    const incident = await scene.declare();
    await scene.deliver();
    const folded = { type: 'clocks_at_risk', clocks: [] };
    const question = { type: 'commander_missing', sinceAt: new Date() };
    const late = (more: object[]) => ({
      ...{ family: 'announce', type: 'announce', to: { place: 'room' }, fact: folded },
      more: more.map((fact) => ({ fact })),
    });
    for (const effect of [late([question]), late([folded])]) {
      await query(
        ({ sql }) => sql`
          insert into outbox (team_id, incident_id, lane, needs, effect, class, priority, method,
            decided_at, correlation_id)
          values ('T0TEST', ${incident.id}, ${`${incident.id}:talk`}, 'room',
            ${JSON.stringify(effect)}::text::jsonb, 'reconcile', 4, 'chat.postMessage',
            now() - interval '1 hour', 'c')`,
      );
    }
    await scene.deliver();
    const told = scene.slack.messages.filter(({ text }) => /clocks_at_risk/.test(text));
    expect(told.map(({ text }) => text.startsWith('late: '))).toEqual([false, true]);
    expect(told[0]?.text).toContain('commander_missing');
  });
});

describe('a message that Slack shows later than it was waited for', () => {
  it.each(['card', 'fact'])(
    'is there twice for a moment: the newer %s goes, and what led to it leads to the older',
    async (what) => {
      const hidden = scene.slack.hide(({ text }) => text.startsWith(what));
      const incident = await scene.declare();
      scene.slack.fail({
        method: 'chat.postMessage',
        fault: { lost: 'after' },
        when: ({ text }) => text?.startsWith(what) ?? false,
      });
      await scene.run(incident, { type: 'take_role', by: 'U1', role: 'commander' });
      scene.delivery.start();
      await expect.poll(() => scene.messages(what).length).toBe(2);
      expect(await possible()).toBe(1);
      const [older] = scene.messages(what);
      hidden();
      await expect.poll(() => scene.messages(what).length).toBe(1);
      await scene.settled(scene.delivery);
      expect(scene.messages(what)).toEqual([older]);
      if (what === 'card') {
        expect((await scene.now(incident)).places['card']?.ts).toBe(older?.ts);
        expect(scene.slack.pins).toContain(older?.ts);
      }
    },
  );
});

describe('two channels of one name, of which Slack made the second although it had the first', () => {
  it('are one room: the older is taken, the other put away', async () => {
    const incident = await scene.declare();
    scene.slack.fail({ method: 'conversations.create', fault: { lost: 'after' } });
    const look = scene.slack.hold('users.conversations');
    scene.delivery.start();
    await expect.poll(() => scene.slack.count('users.conversations')).toBe(1);
    const [first] = [...scene.slack.channels.values()];
    const twin = scene.slack.addChannel(first?.name ?? '');
    twin.creator = 'U0BOT';
    twin.created += 1;
    look();
    await scene.settled(scene.delivery);
    expect((await scene.now(incident)).places['room']?.channel_id).toBe(first?.id);
    expect(twin.is_archived).toBe(true);
    expect(first?.is_archived).toBe(false);
  });
});

describe('while it is long to be told', () => {
  it('no text that goes out is longer than Slack takes as one message', async () => {
    const incident = await scene.declare();
    await scene.run(incident, { type: 'add_note', by: 'U1', kind: 'note', text: 'to be longer' });
    await query(
      ({ sql }) => sql`
        update outbox set effect = jsonb_set(effect, '{fact,text}',
          to_jsonb(repeat('x', 9000))) where effect->'fact'->>'type' = 'note_added'`,
    );
    scene.slack.fail({
      method: 'chat.postMessage',
      fault: { error: 'msg_too_long' },
      when: ({ text }) => text?.includes('xxx') ?? false,
    });
    await scene.deliver();
    const texts = scene.slack.calls
      .filter(({ method, args }) => method === 'chat.postMessage' && args['text']?.includes('xxx'))
      .map(({ args }) => args['text'] ?? '');
    expect(texts.map(({ length }) => length)).toEqual([3900, 3500]);
    expect(texts.every((text) => text.endsWith('…'))).toBe(true);
    expect(scene.messages('fact note_added')).toHaveLength(1);
  });
});
