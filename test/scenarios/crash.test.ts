import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/protocol-operate.ts';
import {
  type Apart,
  atRest,
  openApart,
  passMinutes,
  startApart,
  startCommand,
} from '../support/muster-processes.ts';
import { withDatabase } from '../support/stored.ts';

const kill = { kind: 'hook', name: 'kill' } as const;

/** Every room is there once, with one card and one announcement, and nothing was said twice. */
async function expectEachOnce({ slack }: Apart, names: readonly string[]): Promise<void> {
  const { channels } = await slack.link.state();
  const rooms = channels.filter(({ name }) => name.startsWith('inc-'));
  expect(rooms.map(({ name }) => name).sort()).toEqual([...names].sort());
  const news = channels.find(({ name }) => name === 'incidents');
  for (const { name, messages } of rooms) {
    const keys = messages.flatMap(({ metadata }) => (metadata ? [JSON.stringify(metadata)] : []));
    expect(new Set(keys).size, `messages in ${name}`).toBe(keys.length);
    const cards = messages.filter(({ pinned }) => pinned);
    expect(cards, `cards in ${name}`).toHaveLength(1);
    const number = /^inc-(\d+)/.exec(name)?.[1];
    const told = news?.messages.filter(({ text }) => text.includes(`#${number} `));
    expect(told, `announcements of ${name}`).toHaveLength(1);
  }
}

/** What the timeline of an incident holds, as type and count. */
function recorded({ databaseUrl }: Apart, number: number): Promise<Record<string, number>> {
  return withDatabase(databaseUrl, async (sql) => {
    const rows = await sql<{ type: string; count: number }[]>`
      select t.type, count(*)::int as count from timeline t
      join incidents i on i.id = t.incident_id where i.number = ${number} group by t.type`;
    return Object.fromEntries(rows.map(({ type, count }) => [type, count]));
  });
}

// Each of these waits for processes to begin, to be missed and to end, so they wait together.
describe.concurrent('processes', { timeout: 90_000 }, () => {
  test.for<[string, Fault]>([
    ['after it said yes', { on: 'command', method: '/incident', times: 1, fault: kill }],
    ['before it invited', { on: 'call', method: 'conversations.invite', times: 1, fault: kill }],
  ])(
    'a process killed %s leaves a room that the next one finishes, once',
    async ([, fault], context) => {
      const apart = await openApart(context);
      const { slack } = apart;
      const first = await startApart(apart);
      const died = once(first, 'exit');
      await slack.faults(fault);
      await slack.user('reporter').command('/incident declare API is down sev1');
      await died;
      await startApart(apart);
      await atRest(apart);
      await expectEachOnce(apart, ['inc-1-api-is-down']);
      const room = await slack.channel('inc-1-api-is-down');
      expect(await room.people()).toEqual(expect.arrayContaining(['reporter', 'oncall', 'dba']));
      expect(await room.topic()).toContain('SEV1');
      expect(await recorded(apart, 1)).toMatchObject({ declare: 1 });
    },
  );

  test('a process killed before its yes to a form arrived has declared; the form sent again finds that incident', async (context) => {
    const apart = await openApart(context);
    const { slack } = apart;
    const first = await startApart(apart);
    const reporter = slack.user('reporter');
    await reporter.command('/incident declare');
    const form = await reporter.modal('Declare an incident');
    await form.fill({ 'What is wrong?': 'Mail is late', Severity: 'SEV3' });
    const died = once(first, 'exit');
    const submission = { on: 'interaction', method: 'view_submission', times: 1 } as const;
    await slack.faults(
      { ...submission, fault: kill },
      { ...submission, fault: { kind: 'drop_ack' } },
    );
    expect(await form.submit()).toMatchObject({ accepted: false });
    await died;
    expect(form.value('What is wrong?')).toBe('Mail is late');
    await startApart(apart);
    expect(await form.submit()).toMatchObject({ accepted: true });
    await atRest(apart);
    await expectEachOnce(apart, ['inc-1-mail-is-late']);
  });
  test('two processes on one database do everything once, and let time pass once', async (context) => {
    const apart = await openApart(context, { socketMode: true });
    const { slack } = apart;
    // Slack lets an app connect only now and then: the second one waits and comes.
    await startApart(apart);
    await slack.faults({
      method: 'apps.connections.open',
      times: 1,
      fault: { kind: 'rate_limit', retry_after_s: 1 },
    });
    await slack.settings({ rateLimits: false });
    await startApart(apart);
    await slack.settings({ rateLimits: true });
    await slack.faults({ fault: { kind: 'duplicate' } });
    const people = ['reporter', 'engineer', 'dba', 'scribe'].map((key) => slack.user(key));
    await Promise.all(
      people.map((each, index) => each.command(`/incident declare Trouble ${'abcd'[index]} sev1`)),
    );
    await atRest(apart);
    const names = (await slack.link.state()).channels
      .map(({ name }) => name)
      .filter((name) => name.startsWith('inc-'));
    expect(names).toHaveLength(4);
    await Promise.all(
      [1, 2, 3, 4].flatMap((number) => [
        ...people.map((each) => each.ask(`/incident take commander #${number}`)),
        ...people.map((each) => each.ask(`/incident note #${number} ${each.key} was here`)),
      ]),
    );
    await passMinutes(apart, 30);
    await expectEachOnce(apart, names);
    for (const number of [1, 2, 3, 4]) {
      expect(await recorded(apart, number)).toMatchObject({
        declare: 1,
        take_role: 1,
        add_note: 4,
      });
      const room = await slack.channel(new RegExp(`^inc-${number}-`));
      const due = (await room.messages()).filter(({ text }) => /an update is due now/.test(text));
      expect(due).toHaveLength(1);
      const joined = (await recorded(apart, number))['join_room'];
      expect(joined).toBe((await room.people()).length);
    }
  });

  test('one that is told to end while people work loses nothing, and ends in time', async (context) => {
    const apart = await openApart(context);
    const { slack, sandbox } = apart;
    // A room takes one message a second; here it is about what is recorded.
    await slack.settings({ rateLimits: false });
    const first = await startCommand(apart);
    const before = sandbox.app.request_url ?? '';
    await slack.user('reporter').command('/incident declare API is down sev1');
    await startCommand(apart);
    const after = sandbox.app.request_url ?? '';
    sandbox.connect(before);

    const people = ['reporter', 'engineer', 'dba', 'scribe', 'oncall'].map((key) =>
      slack.user(key),
    );
    let said = 0;
    let exited: Promise<unknown[]> | undefined;
    await Promise.all(
      people.map(async (each) => {
        for (let count = 0; count < 16; count += 1) {
          const answer = await each.ask(`/incident note #1 ${each.key} ${count}`);
          expect(answer).toContain('#1');
          said += 1;
          if (said !== 30) continue;
          // As orchestrators do it: requests go to the new one, and the old one is told to end.
          sandbox.connect(after);
          exited = once(first, 'exit');
          first.kill('SIGTERM');
        }
      }),
    );
    const begun = performance.now();
    expect(await exited).toEqual([0, null]);
    expect(performance.now() - begun).toBeLessThan(20_000);
    await atRest(apart);
    expect(await recorded(apart, 1)).toMatchObject({ declare: 1, add_note: 80 });
    await expectEachOnce(apart, ['inc-1-api-is-down']);
    const room = await slack.channel('inc-1-api-is-down');
    const told = (await room.messages()).filter(({ text }) =>
      /(reporter|dba|scribe) \d+/.test(text),
    );
    expect(told).toHaveLength(48);
  });
});
