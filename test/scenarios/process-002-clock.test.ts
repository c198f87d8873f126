import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { wentBy } from '../support/went-by.ts';
import { testWorld } from '../support/world.ts';

/** The time rules of Rekberkan's plan, each told with the clock moved. */

const world = testWorld({
  policyPath: peopled(
    '002-rekberkan.yaml',
    { '@engineers': ['newcomer'] },
    { cto: 'manager', compliance: 'scribe' },
  ),
});
const card = /Declared by @\w+, /;
const zone = 'Asia/Jakarta';

/** What Muster wrote into a room, oldest first, without the card and Slack's own lines. */
async function said(room: Room, like = /./): Promise<string[]> {
  const all = await room.messages();
  return all
    .filter(({ subtype }) => !subtype)
    .map((each) => wordsOfMessage(each, world.slack.names))
    .filter((words) => !card.test(words) && like.test(words));
}

async function pagesOf(key: string): Promise<string[]> {
  const messages = await (await world.slack.user(key).dm()).messages();
  return messages.map(({ text }) => text).filter((text) => /You (?:are|were) paged/.test(text));
}

/** Sends the form of escalation, which offers the ladder of the kind first. */
async function raised(who: Person, ladder: string): Promise<void> {
  const form = await who.modal(/^Escalate #/);
  expect(form.value('Whom to page')).toBe(ladder);
  expect(await form.submit()).toMatchObject({ accepted: true });
}

test('an S1 is answered at once: primary, secondary and CTO are called one after the other; its update is due when the last one said', async () => {
  const { slack } = world;
  const [oncall, manager, commander] = ['oncall', 'manager', 'commander'].map((key) =>
    slack.user(key),
  );
  if (!oncall || !manager || !commander) throw new Error();
  const { room, number } = await declared(world, 'Payments are down s1');
  const shown = room.message(card);
  await (await oncall.dm()).message(/You are paged[\s\S]*Primary for an S1.*\(On call\)/).seen();
  expect(await shown.words()).toMatch(/On call paged Primary \(@omar\).*no answer yet/);
  await slack.fastForward({ minutes: 1, seconds: 30 });
  await room.message(/^:rotating_light: Acknowledge was due /).seen();
  await slack.fastForward({ minutes: 4 });
  await room.message(/No answer from @omar\. Secondary \(@enzo\) is paged instead/).seen();
  expect(await pagesOf('engineer')).toHaveLength(1);
  await slack.fastForward({ minutes: 5 });
  const cto = (await manager.dm()).message(/You are paged/);
  await cto.button("I'm coming").click(manager);
  await slack.settle();
  await room.message(/@mona is coming/).seen();
  await commander.command('/incident take', room);
  await slack.settle();
  expect(await shown.words()).not.toMatch(/Acknowledge (by|was due)|On call/);

  // Each update says when the next one comes: that one is reminded of, and no other.
  await commander.command('/incident update', room);
  const form = await commander.modal(`Update #${number}`);
  await form.fill({ 'What do we know?': 'The gateway refuses us', 'Next update': '30 min' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await shown.words()).toMatch(/Next update /);
  await slack.fastForward({ minutes: 31 });
  await room.message(/an update is due now/i).seen();
  await commander.command('/incident update It works again for some', room);
  await slack.settle();
  expect(await shown.words()).not.toMatch(/Next update /);

  // Four hours: at risk once, missed once.
  await slack.fastForward({ minutes: 155 });
  await room.message(/^:hourglass: Resolve is at risk: it is due /).seen();
  await slack.fastForward({ minutes: 44 });
  await room.message(/^:rotating_light: Resolve was due /).seen();
  await slack.fastForward({ hours: 12 });
  expect(await said(room, /Resolve (is|was)/)).toHaveLength(2);
  expect(await pagesOf('oncall')).toHaveLength(1);
  expect(await commander.ask('/incident timeline', room)).toMatch(/Missed: Resolve, due /);
  await commander.command('/incident cancel the story is over', room);
});

test('an S2 is answered within the hour or the primary is paged; S3 and S4 have a day and three to be resolved', async () => {
  const { slack } = world;
  const commander = slack.user('commander');
  const before = (await pagesOf('oncall')).length;
  const { room } = await declared(world, 'A part is degraded s2');
  const answered = await declared(world, 'Several users complain s2');
  await commander.command('/incident take', answered.room);
  await slack.fastForward({ minutes: 49 });
  await room.message(/^:hourglass: Acknowledge is at risk/).seen();
  expect(await pagesOf('oncall')).toHaveLength(before);
  await slack.fastForward({ minutes: 12 });
  await room.message(/^:rotating_light: Acknowledge was due /).seen();
  expect((await pagesOf('oncall')).length).toBe(before + 1);
  expect(await said(answered.room, /Acknowledge|On call/)).toEqual([]);
  const oncall = slack.user('oncall');
  await (await oncall.dm())
    .message(/A part is degraded/)
    .button("I'm coming")
    .click(oncall);
  await slack.settle();
  await slack.fastForward({ hours: 7, minutes: 1 });
  for (const each of [room, answered.room]) {
    // The clock was moved past both its warning and its end: that is one message.
    expect(await said(each, /Resolve is/)).toEqual([
      expect.stringMatching(/^:rotating_light: Resolve is 2 min late: it was due /),
    ]);
  }
  // Seven hours of silence: nobody was paged again.
  expect((await pagesOf('oncall')).length).toBe(before + 1);
  for (const each of [room, answered.room]) {
    await commander.command('/incident cancel the story is over', each);
  }
  for (const [severity, hours] of [
    ['s3', 24],
    ['s4', 72],
  ] as const) {
    const slow = await declared(world, `Slow work ${severity}`);
    await commander.command('/incident take', slow.room);
    await slack.fastForward({ hours: hours - 1 });
    expect(await said(slow.room, /Resolve (was due|is .* late)/)).toEqual([]);
    await slack.fastForward({ hours: 1, minutes: 1 });
    await slow.room.message(/^:rotating_light: Resolve (was due|is .* late)/).seen();
    await commander.command('/incident cancel the story is over', slow.room);
  }
});

test('a week without Muster: what was due meanwhile is said once each, with how late it is', async () => {
  const { slack, local } = world;
  const { room } = await declared(world, 'The ledger differs s2 financial');
  const finance = slack.user('observer');
  await finance.command('/incident take finance_lead', room);
  await finance.command('/incident field fraud yes', room);
  await slack.settle();
  const before = (await said(room)).length;
  await local.stopMuster();
  await slack.fastForward({ days: 7 });
  await wentBy(world.databaseUrl, '7 days');
  await local.startMuster();
  await slack.settle();
  const late = (await said(room)).slice(before);
  expect(late).toHaveLength(3);
  expect(late[0]).toMatch(/Resolve is 6 d 16 h late[\s\S]*Detection and triage.* 6 d 23 h late/);
  expect(late[0]).toMatch(/Muster was away from /);
  expect(late[1]).toMatch(/@otis.* Notice to OJK is 6 d late: it was due /);
  expect(late[2]).toMatch(/Legal.*Compliance officer/);
  const toOwner = (await (await finance.dm()).messages()).map(({ text }) => text);
  expect(toOwner.filter((text) => text.includes('Notice to OJK'))).toEqual([
    expect.stringContaining('6 d late'),
  ]);
  // A few minutes later nothing is said again, and after a day what is still owed is.
  await slack.fastForward({ minutes: 4 });
  expect((await said(room)).slice(before)).toEqual(late);
  await slack.fastForward({ hours: 24 });
  expect((await said(room, /Notice to OJK/)).length).toBe(2);
  await slack.user('commander').command('/incident cancel the story is over', room);
});

test('ladders by kind: money goes up to the board once the loss is known, a late notice to the compliance officer', async () => {
  const { slack } = world;
  const [finance, security, legal] = ['observer', 'dba', 'scribe'].map((key) => slack.user(key));
  if (!finance || !security || !legal) throw new Error();
  const money = await declared(world, 'Withdrawals arrive twice s3 financial');
  await finance.command('/incident take finance_lead', money.room);
  await security.command('/incident escalate because it grows', money.room);
  await raised(security, 'financial');
  await (await finance.dm()).message(/You are paged[\s\S]*Finance lead.*\(Financial\)/).seen();
  await finance.command('/incident field loss 100000', money.room);
  await slack.settle();
  expect(await said(money.room, /Board/)).toEqual([]);
  await finance.command('/incident field loss 250000', money.room);
  const board = money.room.message(/Loss above USD 100k[\s\S]*Somebody has to call: Board/);
  await board.seen();
  await slack.fastForward({ minutes: 6 });
  await money.room.message(/Board has to be called, and nobody said that they did/).seen();
  await board.button('I called them').click(finance);
  await slack.settle();
  await money.room.message(/@otis called Board/).seen();
  // The ladder itself goes on from where it was.
  await finance.command('/incident escalate financial', money.room);
  await money.room.message(/Financial.*CFO/).seen();

  const breach = await declared(world, 'Records were read s3 security');
  await security.command('/incident take security_lead', breach.room);
  await finance.command('/incident escalate', breach.room);
  await raised(finance, 'security');
  await (await security.dm()).message(/You are paged[\s\S]*Security lead.*\(Security\)/).seen();
  await finance.command('/incident escalate', breach.room);
  await raised(finance, 'security');
  await breach.room.message(/Security, Security officer/).seen();
  await security.command('/incident field breach yes', breach.room);
  await slack.settle();
  await slack.fastForward({ hours: 72, minutes: 1 });
  await breach.room.message(/@dita.* Notice to BSSN is .*late/).seen();
  await (await legal.dm()).message(/You are paged[\s\S]*Compliance officer.*\(Legal\)/).seen();
  for (const each of [money.room, breach.room]) {
    await finance.command('/incident cancel the story is over', each);
  }
});

test('each quarter a tabletop and each half-year a fire drill is due; an S1 is rehearsed at its own pace', async () => {
  const { slack } = world;
  const commander = slack.user('commander');
  const now = async () => DateTime.fromMillis((await slack.link.state()).now, { zone });
  const due = async () => {
    const texts = (await (await slack.channel('incidents')).messages()).map(({ text }) => text);
    return texts.filter((text) => /Tabletop exercise|Fire drill/.test(text));
  };
  const before = (await due()).length;
  const from = await now();
  const half = from.set({ month: from.month <= 6 ? 7 : 1, day: 1, hour: 9 }).startOf('hour');
  const at = half > from ? half : half.plus({ years: 1 });
  await slack.fastForward({ minutes: at.diff(await now()).as('minutes') + 1 });
  await slack.settle();
  const [reminder, ...others] = (await due()).slice(before).slice(-1);
  expect(reminder).toMatch(/Tabletop exercise\*: `\/incident drill tabletop`/);
  expect(reminder).toMatch(/Fire drill\*: `\/incident drill fire_drill`/);
  expect(others).toEqual([]);

  const pagedBefore = (await pagesOf('oncall')).length;
  const saying = await commander.ask('/incident drill fire_drill');
  const number = Number(/#(\d+)/.exec(saying)?.[1]);
  await slack.settle();
  const room = await slack.channel(new RegExp(`^inc-${number}(-|$)`));
  await commander.command('/incident take', room);
  await slack.fastForward({ minutes: 2 });
  await room.message(/audit:verify failed/).seen();
  expect(await said(room, /drop the broken records/)).toEqual([]);
  await slack.fastForward({ minutes: 100 });
  // Moved on by an hour and a half, what was to happen meanwhile comes in its order.
  expect((await said(room, /^:zap:/)).join('\n').match(/^:zap: [^:]*/gm)).toEqual(
    [
      ...['Verification of the audit chain', 'An engineer', 'Logs of the DBA', 'Security'],
      ...['A journalist', 'Monitoring', 'Engineering'],
    ].map((by) => `:zap: ${by}`),
  );
  // Nobody outside was called, and the primary knows nothing of it.
  await room.message(/Primary would be paged now/).seen();
  await slack.fastForward({ minutes: 20 });
  await room.message(/The time of the drill is over/).seen();
  const score = await commander.ask('/incident drill score', room);
  expect(score).toMatch(/Commander: less than a minute[\s\S]*Resolved: 2 h/);
  expect(await pagesOf('oncall')).toHaveLength(pagedBefore);
});
