import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/** "ทันที", "หลังแก้ไขแล้ว", and the reports of the month and the year, with the clock moved. */

const zone = 'Asia/Bangkok';
const world = testWorld({ policyPath: peopled('000-mana.yaml') });
const card = /แจ้งโดย @\w+ เมื่อ /;

async function now(): Promise<DateTime> {
  const { now: ms } = await world.slack.link.state();
  return DateTime.fromMillis(ms, { zone });
}

async function goTo(at: DateTime): Promise<void> {
  await world.slack.fastForward({ minutes: at.diff(await now()).as('minutes') });
  await world.slack.settle();
}

/** What asks for what is owed, oldest first. */
async function owed(room: Room): Promise<string[]> {
  const texts = (await room.messages()).map(({ text }) => text);
  return texts.filter((text) => text.startsWith(':scales:'));
}

async function confirmed(what: string): Promise<{ room: Room; number: number }> {
  const oncall = world.slack.user('oncall');
  const { room, number } = await declared(world, what);
  await room.message(card).button('answer_criterion:real:yes').click(oncall);
  await oncall.command('/incident take it_operator', room);
  return { room, number };
}

async function tells(by: Person, who: string, room: Room): Promise<void> {
  await by.command(`/incident tell ${who}`, room);
  const form = await by.modal(new RegExp(who));
  await form.fill({ แล้วอย่างไรต่อ: 'ฉันส่งแล้ว', 'หลักฐาน หรือเหตุผลที่ไม่ส่ง': 'หนังสือ 7' });
  expect(await form.submit()).toMatchObject({ accepted: true });
}

test('000-30, 000-31, 000-34: who is to hear of it at once, and after the fix, is asked for until they did', async () => {
  const { slack } = world;
  const [oncall, engineer] = [slack.user('oncall'), slack.user('engineer')];
  const { room } = await confirmed('โอนเงินซ้ำ');
  await oncall.command('/incident kind by_protocol because แก้ใน back office', room);
  await oncall.command('/incident field affected_parties customers, banks', room);
  await slack.settle();
  const shown = await room.message(card).words();
  for (const who of ['ลูกค้า', 'ธนาคาร']) expect(shown).toContain(`แจ้ง${who}ทันที ต้องทำทันที`);

  // Both in one message, with who sees to it; the bank is told, and is not asked about any more.
  await slack.fastForward({ minutes: 14 });
  expect(await owed(room)).toEqual([]);
  await slack.fastForward({ minutes: 2 });
  const [first, ...others] = await owed(room);
  expect(others).toEqual([]);
  for (const who of ['ลูกค้า', 'ธนาคาร']) {
    expect(first).toContain(`แจ้ง${who}ทันที* ยังไม่ได้ทำ: ต้องทำทันที`);
  }
  expect(first).toContain(`<@${oncall.id}>`);
  await tells(oncall, 'ธนาคาร', room);
  await slack.fastForward({ hours: 25 });
  const [, second, ...more] = await owed(room);
  expect(more).toEqual([]);
  expect(second).toContain('แจ้งลูกค้าทันที');
  expect(second).not.toContain('แจ้งธนาคาร');

  // After the fix both hear of it; for customers that is the first word, and ends both.
  for (const item of ['access', 'system_trouble', 'usage_trouble', 'ask_it', 'bug']) {
    await oncall.command(`/incident tasks done by_protocol.${item}`, room);
  }
  await engineer.command('/incident resolve แก้แล้ว', room);
  await room.message(/แก้เสร็จแล้ว โดย @enzo/).seen();
  await slack.fastForward({ minutes: 16 });
  const third = (await owed(room)).at(-1);
  for (const who of ['ลูกค้า', 'ธนาคาร']) expect(third).toContain(`แจ้ง${who}หลังแก้เสร็จ`);
  await tells(oncall, 'ลูกค้า', room);
  const list = await oncall.ask('/incident obligations', room);
  expect(list).toMatch(/แจ้งธนาคารหลังแก้เสร็จ/);

  // Closed with one of them left: who has to see to it is asked directly, the next day too.
  for (const item of ['response', 'recovery', 'prevent']) {
    await oncall.command(`/incident tasks done evaluate.${item}`, room);
  }
  await oncall.command('/incident close จบแล้ว', room);
  await room.message(/ปิดแล้ว โดย @omar/).seen();
  await slack.fastForward({ hours: 25 });
  const dm = await oncall.dm();
  const direct = (await dm.messages()).filter(({ text }) => text.startsWith(':scales:'));
  expect(direct.length).toBeGreaterThan(0);
  expect(direct.at(-1)?.text).toContain('แจ้งธนาคารหลังแก้เสร็จ');
  expect(direct.at(-1)?.text).not.toContain('ลูกค้า');
  await tells(oncall, 'ธนาคาร', room);
  const before = (await dm.messages()).length;
  await slack.fastForward({ days: 3 });
  expect((await dm.messages()).length).toBe(before);
});

/** Reports that the CTO got, as they read. */
async function reports(): Promise<string[]> {
  const { slack } = world;
  const messages = await (await slack.user('manager').dm()).messages();
  const shown = messages.map((each) => wordsOfMessage(each, slack.names));
  return shown.filter((words) => words.includes(':bar_chart:'));
}

/** A case of the system that costs, or does not. */
async function ofTheSystem(what: string, costs: 'ใช่' | 'ไม่ใช่'): Promise<void> {
  const { slack } = world;
  const oncall = slack.user('oncall');
  const { room } = await confirmed(what);
  await oncall.command('/incident kind by_system because ทรัพยากรไม่พอ', room);
  await oncall.command(`/incident field cost_or_optimise ${costs}`, room);
  await slack.settle();
}

test('000-37: the CTO gets the cases that cost once a month and once a year, at nine in Bangkok, in Thai', async () => {
  const { slack, local } = world;
  world.expectTrouble();
  // Into December, so that the month and the year end together.
  const today = await now();
  const years = today.month === 12 && today.day > 9 ? 1 : 0;
  const first = today.startOf('year').plus({ years, months: 11 });
  await goTo(first.plus({ days: 9 }));
  const past = (await reports()).length;
  await ofTheSystem('เว็บช้า', 'ใช่');
  await ofTheSystem('ดิสก์เกือบเต็ม', 'ไม่ใช่');
  await confirmed('ปุ่มเพี้ยน');
  await slack.user('oncall').ask('/incident declare เรื่องลับ --private');
  await slack.settle();

  // By the wall in Bangkok, two hours into the day in UTC; not a minute before, and once, whatever restarts.
  const nine = first.plus({ months: 1, hours: 9 });
  expect(nine.toUTC().hour).toBe(2);
  await goTo(nine.minus({ minutes: 1 }));
  expect((await reports()).length).toBe(past);
  await local.stopMuster();
  await goTo(nine.plus({ minutes: 3 }));
  await local.startMuster();
  await slack.settle();
  await goTo(nine.plus({ days: 1 }));
  const told = (await reports()).slice(past);
  expect(told).toHaveLength(2);
  const [monthly, yearly] = ['รายเดือน', 'รายปี'].map((name) =>
    told.find((words) => words.includes(`รายงาน${name}ถึง CTO`)),
  );
  expect(monthly).toContain(`: ${first.toFormat('yyyy-12-01')} ถึง ${first.toFormat('yyyy-12-31')}`);
  expect(yearly).toContain(`: ${first.toFormat('yyyy-01-01')} ถึง ${first.toFormat('yyyy-12-31')}`);
  for (const words of [monthly, yearly]) {
    expect(words).toMatch(/จำนวนเหตุ: 1 ยังไม่จบ 1\nตามประเภท ระบบแก้ได้ 1\n/);
    expect(words).toContain('ผู้รวบรวม: IT operator');
    const own = words?.replace(/:\w+:|CTO|IT operator|optimize|MTT[A-Z]/g, '');
    expect(own).not.toMatch(/[a-z]{2,}/i);
  }

  // A month later the month alone, of which there is nothing to say.
  await goTo(nine.plus({ months: 1, minutes: 1 }));
  const [next, ...others] = (await reports()).slice(past + 2);
  expect(others).toEqual([]);
  expect(next).toMatch(/รายงานรายเดือนถึง CTO: \d+-01-01 ถึง \d+-01-31\n[^\n]*\nไม่มีเหตุ/);
});
