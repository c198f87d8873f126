import { describe, expect, test } from 'vitest';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { peopled } from '../support/process-policy.ts';
import {
  closed,
  decoded,
  ended,
  markdown,
  onTo,
  over,
  resolved,
  reviewed,
  toldDirectly,
  writes,
} from '../support/reviews.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** How four organisations review, each process whole: from what arranges it to what is left of it. */

describe('001, a small team', () => {
  const world = testWorld({ policyPath: peopled('001-small-team.yaml') });

  test('two hours are arranged while it goes on, held by their agenda, and every box is looked at weekly until it is ticked', async () => {
    const { slack } = world;
    const [dba, engineer, liaison] = [
      slack.user('dba'),
      slack.user('engineer'),
      slack.user('liaison'),
    ];
    const { room, number } = await declared(world, 'Nobody can log in', dba);
    await dba.command('/incident isincident half_of_users yes', room);
    await dba.command('/incident take investigator', room);
    await liaison.command('/incident take communicator', room);
    await dba.command('/incident status first aid because we roll back', room);

    // Arranged during the incident: two hours, everybody concerned invited, with a file for the calendar.
    expect(await liaison.ask('/incident meeting book in 1d', room)).toMatch(/Booked: .*, 2 h\./);
    await slack.settle();
    const about = room.message(/Postmortem of #\d+ Nobody can log in/);
    expect(await about.words()).toMatch(/Meeting: .*, 2 h · booked by @lin/);
    expect(await about.words()).toMatch(/Put it into Google Calendar/);
    for (const person of [dba, liaison]) {
      expect(await toldDirectly(person, /You are invited to the postmortem/)).toHaveLength(1);
    }
    expect(await liaison.ask('/incident milestone', room)).toMatch(/Postmortem arranged/);
    // What each owes is on their Home tab, which changes with it.
    const home = await engineer.home(/Your postmortems/);
    expect(home.words()).toMatch(/#\d+ Nobody can log in · meeting .*, 2 h/);
    expect(home.words()).not.toMatch(/Draft/);
    await engineer.command('/incident postmortem take', room);
    await slack.settle();
    expect((await home.refresh()).words()).toMatch(
      /in · Draft · empty: Attendees, What went well, Root problem and 3 more/,
    );
    await home.press('Write');
    const form = await engineer.modal('Postmortem');
    await form.fill({ 'What is written here': 'Dita, Enzo, Lin' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect((await home.refresh()).words()).toMatch(/empty: What went well/);

    // While they work on it, the message is about the time alone.
    expect(await about.words()).not.toMatch(/I am Facilitator|Tell the Rulekeeper/);
    await resolved(world, { room, number });
    // Its message stands far above by now: who reads that it is over finds it.
    await room
      .message(/Resolved by/)
      .button('Postmortem')
      .seen();

    // Roles by button; who writes watches over the rules, who leads keeps the time.
    await about.button('I am Facilitator').click(dba);
    await about.button('I am Writer').click(engineer);
    await slack.settle();
    expect(await about.words()).toMatch(
      /Timekeeper: @dita, as Facilitator\nWriter: @enzo\nRulekeeper: @enzo, as Writer/,
    );
    await slack.fastForward({ hours: 24 });
    await dba.command('/incident agenda start without the clock', room);
    await slack.settle();
    const opening = await room.message(/1 of 5 · Starting/).words();
    expect(opening).toMatch(/We look for no culprit[\s\S]*“be careful” or “do your best”/);
    expect(opening).toMatch(/What a postmortem is for and its rules · 5 min/);
    expect(opening).toMatch(
      /2\. What went well[\s\S]*3\. Root[\s\S]*4\. Way of working[\s\S]*5\. Incident mode/,
    );

    // Every idea counts: what is written below a part goes into its section.
    for (const [part, line] of [
      [/2 of 5 · What went well/, 'The rollback took a minute'],
      [/3 of 5 · Root/, 'The cookie has no test'],
      [/4 of 5 · Way of working/, 'Releases go out on Fridays'],
      [/5 of 5 · Incident mode/, 'The runbook was hard to find'],
    ] as const) {
      await onTo(world, room, part);
      await room.message(part).answer(liaison, line);
      await slack.settle();
      await engineer.command('/incident agenda collect', room);
      await slack.settle();
      expect(await room.message(part).words()).toMatch(/so far: 1\./);
    }

    // What is decided changes code, the template or a schedule: nothing else is taken.
    expect(
      await dba.ask('/incident action Be careful with cookies @enzo in 3 days code', room),
    ).toMatch(/be careful/i);
    expect(await dba.ask('/incident actions', room)).not.toMatch(/Be careful with cookies/);
    expect(
      await dba.ask('/incident action Test the session cookie @enzo in 3 days code', room),
    ).toMatch(/Noted as action item 1 of #\d+: Test the session cookie · Code · @enzo/);
    await dba.command('/incident agenda end', room);
    await slack.settle();

    // The closing list stays until it is done; the PDF goes to those who have a stake in it.
    expect(await about.words()).toMatch(/The meeting was held[\s\S]*To be done after it · 4 open/);
    await liaison.command('/incident postmortem send stakeholders', room);
    const send = await liaison.modal('Send as PDF');
    expect(await send.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const [pdf] = decoded(world, `incident-${number}-postmortem.pdf`);
    expect(
      Buffer.from(pdf ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    for (const item of [
      'Set up a weekly',
      'Bring the template',
      'Tell the manager',
      'Make a PDF',
    ]) {
      await about.button('Done', item).click(liaison);
      await slack.settle();
    }
    expect(await about.words()).not.toMatch(/To be done after it · [1-4] open/);

    // First aid is finished, and the rest of the process; it is closed with one item open.
    await closed(world, { room, number });
    await engineer.command('/incident postmortem export md', room);
    await slack.settle();
    const document = markdown(world);
    expect(document).toMatch(/## Video of the incident\n\n> .*\n\n- login\.mp4/);
    expect(document).toMatch(/## How many people were affected\?\n\n400 people\n/);
    const card = room.message(/Declared by @\w+, /);
    expect(await card.words()).toMatch(/In improvement until all is done: 1 left/);

    // Once a week what is open is gone through, in the channel, until nothing is; the room is put away by then.
    world.expectTrouble();
    const news = await slack.channel('incidents');
    const weekly = async () => {
      const all = (await news.messages()).map((each) => wordsOfMessage(each, slack.names));
      return all.filter((words) => words.includes('Test the session cookie'));
    };
    await slack.fastForward({ days: 7 });
    const [open, ...others] = await weekly();
    expect(open).toMatch(/#\d+ Test the session cookie/);
    expect(others).toEqual([]);
    expect(await engineer.ask(`/incident #${number} action 1 done`)).toMatch(/Done/);
    // Whoever comes to the list later reads what is left now, wherever it was done.
    await slack.settle();
    expect(await weekly()).toEqual([]);
    const done = /All done: nothing is left to do after any incident/;
    await news.message(done).seen();
    await slack.fastForward({ days: 7 });
    await news.message(/Review of .*: what is still left stands in the newer one below/).seen();
    await news.message(done).seen();
    const said = (await news.messages()).length;
    await slack.fastForward({ days: 7 });
    expect((await news.messages()).length).toBe(said);
    expect(await liaison.ask(`/incident #${number} timeline`)).toMatch(/closed for good/);
  });
});

describe('003, a customer portal', () => {
  const world = testWorld({ policyPath: peopled('003-customer-portal.yaml') });

  test('a P2 is reviewed within three working days with its four parts and its four groups of action items; a P4 is not', async () => {
    const { slack } = world;
    const [oncall, engineer] = [slack.user('oncall'), slack.user('engineer')];
    const { room } = await declared(world, 'Orders are late p2', oncall);
    await over(oncall, room);
    await slack.settle();
    const review = room.message(/Postmortem of #\d+ Orders are late/);
    const words = await review.words();
    expect(words).toMatch(/Draft · required · due /);
    expect(words).toMatch(/Write …[\s\S]*Root cause/);
    const owed = /still to be held: 1[\s\S]*Orders are late · the postmortem, to be held by /;
    expect(await oncall.ask('/incident postmortem list')).toMatch(owed);
    // Three working days, counted by the calendar of the process.
    expect(await oncall.ask('/incident clock', room)).toMatch(/Postmortem held by /);
    await writes(engineer, room, 'cause', 'A lock was held; nobody looked at waiting queries');
    for (const [group, text] of [
      ['immediate', 'Kill the query that holds the lock'],
      ['preventive', 'Set a lock timeout on the orders pool'],
      ['monitoring', 'Alert on queries that wait for 30 s'],
      ['documentation', 'Write the runbook of waiting queries'],
    ] as const) {
      expect(await oncall.ask(`/incident action ${text} @enzo in 5 days ${group}`, room)).toMatch(
        /Noted as action item/,
      );
    }
    const items = await oncall.ask('/incident actions', room);
    expect(items).toMatch(/Immediate fixes applied/);
    for (const group of [
      'Preventive measures',
      'Improvements of monitoring',
      'Updates of documentation',
    ]) {
      expect(items).toContain(group);
    }
    await engineer.command('/incident postmortem export md', room);
    await slack.settle();
    const document = markdown(world);
    // Who was affected, where no section of its own says so.
    expect(document).toMatch(/## Summary[^#]*\| Impact on customers \| orders are late \|/);
    for (const part of ['Summary', 'Timeline', 'Root cause', 'Action items']) {
      expect(document).toContain(`## ${part}`);
    }
    expect(document).toMatch(/What was the direct cause\?[\s\S]*Why was it not prevented\?/);
    expect(document).toMatch(/A lock was held[\s\S]*Set a lock timeout on the orders pool/);
    await reviewed(world, review, [engineer, oncall]);
    expect(await oncall.ask('/incident clock', room)).not.toMatch(/Postmortem held by /);
    expect(await oncall.ask('/incident milestone', room)).toMatch(/Postmortem held/);
    expect(await oncall.ask('/incident postmortem list')).toMatch(/every postmortem was held/);

    const small = await declared(world, 'A label is wrong p4', oncall);
    await over(oncall, small.room);
    await slack.settle();
    await small.room.expectNoMessage(/Postmortem of #/);
  });
});

describe('002, Rekberkan', () => {
  const world = testWorld({ policyPath: peopled('002-rekberkan.yaml') });

  test('an S2 is reviewed within seven days in nine parts, with owners, deadlines and priorities; an S4 is not', async () => {
    const { slack } = world;
    const [commander, engineer] = [slack.user('commander'), slack.user('engineer')];
    const { room } = await declared(world, 'Escrow releases twice s2', commander);
    await commander.command('/incident take', room);
    await commander.command('/incident resolve the job is idempotent now', room);
    await slack.settle();
    const review = room.message(/Post-?mortem of #\d+ Escrow/i);
    expect(await review.words()).toMatch(/Draft · required · due /);
    const due = async () => /due (\S+ \S+)/.exec(await review.words())?.[1];
    expect(await due()).toBeDefined();
    for (const [section, text] of [
      ['cause', 'The job ran twice after a failover'],
      ['factors', 'No lock, and no alert'],
      ['well', 'The ledger showed it at once'],
      ['poorly', 'Nobody knew how to stop the job'],
      ['lessons', 'Jobs are idempotent, or they have a lock'],
    ] as const) {
      await writes(engineer, room, section, text);
    }
    await commander.command(
      '/incident action Make the release job idempotent @enzo in 3 days P0',
      room,
    );
    const items = await commander.ask('/incident actions', room);
    expect(items).toMatch(/Make the release job idempotent[\s\S]*P0[\s\S]*@enzo/);
    await engineer.command('/incident postmortem export md', room);
    await slack.settle();
    const document = markdown(world);
    const parts = [
      'Summary',
      'Timeline',
      'Root cause',
      'Contributing factors',
      'What went well',
      'What went poorly',
      'Action items',
      'Lessons learned',
    ];
    expect(document).toMatch(/^# Postmortem of \\#\d+: Escrow releases twice\n/);
    const at = parts.map((part) => document.indexOf(`## ${part}`));
    expect(
      at.every((place) => place >= 0),
      document,
    ).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    await reviewed(world, review, [engineer, commander]);

    const small = await declared(world, 'A typo in a mail s4', commander);
    await commander.command('/incident take', small.room);
    await commander.command('/incident resolve written anew', small.room);
    await slack.settle();
    await small.room.expectNoMessage(/Post-?mortem of #/i);
  });
});

describe('000, mana', () => {
  const world = testWorld({ policyPath: peopled('000-mana.yaml') });

  test('the cases are listed, and people choose which get a postmortem, by whom and where', async () => {
    const { slack } = world;
    const [oncall, engineer] = [slack.user('oncall'), slack.user('engineer')];
    const first = await ended(world, 'โอนเงินไม่เข้า');
    const second = await ended(world, 'จอค้าง');
    for (const { room } of [first, second]) await room.expectNoMessage(/การทบทวนหลังเหตุการณ์ #/);
    const cases = await oncall.ask('/incident postmortem list');
    expect(cases).toMatch(/ใน 2 เหตุการณ์นี้[\s\S]*โอนเงินไม่เข้า[\s\S]*จอค้าง/);
    await oncall.command(`/incident postmortem hold #${first.number}`);
    const form = await oncall.modal('ทำการทบทวน');
    await form.fill({ ใครเป็นผู้เขียน: [engineer], คุยกันที่ไหน: 'ห้องประชุมใหญ่ วันศุกร์' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const review = first.room.message(/การทบทวนหลังเหตุการณ์ #/);
    const words = await review.words();
    expect(words).toMatch(/@enzo/);
    expect(words).toContain('ห้องประชุมใหญ่ วันศุกร์');
    await oncall.command(`/incident postmortem none #${second.number} because เคยทบทวนแล้ว`);
    await slack.settle();
    // Both have their answer; the one that was chosen is still to be held.
    const left = await oncall.ask('/incident postmortem list');
    expect(left).toMatch(/^การทบทวนที่ยังต้องทำ: 1[\s\S]*โอนเงินไม่เข้า/);
    expect(left).not.toMatch(/จอค้าง/);
    await writes(engineer, first.room, 'response', 'รู้เร็วภายในห้านาที', 'th');
  });
});
