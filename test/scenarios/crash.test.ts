import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import {
  type Apart,
  atRest,
  openApart,
  passMinutes,
  startApart,
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
describe.concurrent('processes', () => {
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
});
