import { expect, test } from 'vitest';
import type { Form } from '../../sandbox/client/form.ts';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: peopled('000-mana.yaml') });
const card = /แจ้งโดย @\w+ เมื่อ /;

/** All that people were shown, line by line. */
const seen = new Set<string>();

function shownTo(words: string): string {
  for (const line of words.split('\n')) seen.add(line);
  return words;
}

async function ask(who: Person, text: string, room: Room): Promise<string> {
  return shownTo(await who.ask(`/incident ${text}`, room));
}

async function formOf(who: Person): Promise<Form> {
  const form = await who.modal();
  const { submit, close } = form.view as { submit?: unknown; close?: unknown };
  shownTo(`${form.title}\n${form.words()}\n${form.labels().join('\n')}`);
  for (const each of [submit, close]) shownTo(String((each as { text?: string } | null)?.text));
  return form;
}

/** Words that stand in a Thai text as they are: names, commands, addresses, and the document's own. */
const asTheyAre = new RegExp(
  [
    '/incident[a-z #0-9]*|@\\w+|#[\\w-]+|https?:\\S*|:[a-z_]+:|\\bUTC\\b|PDF|Slack|Muster|20 minutes ago',
    'IT operator|Customer service|customer service|CTO|CEO|BOD|Compliance|Azure AD|\\bIT\\b|FM-04-01 Rev. 0',
    'board issue|alert|dashboard|log|hotfix|Hotfix|patch|release|service|optimize|fraud|changes',
    'mana back office|mana|[Pp]erformance monitor|first_aid|sev1',
  ].join('|'),
  'g',
);

function leftInEnglish(): string[] {
  return [...seen].filter((line) => /[a-z]{2,}/i.test(line.replace(asTheyAre, '')));
}

test('ลูกค้าถูกหักเงินซ้ำ: money makes it critical, everybody concerned is told at once and after the fix, all in Thai', async () => {
  const { slack } = world;
  const [reporter, oncall, engineer, liaison] = [
    slack.user('reporter'),
    slack.user('oncall'),
    slack.user('engineer'),
    slack.user('liaison'),
  ];
  // Declared as a minor bug of a module through which money goes: so it is a critical one.
  await reporter.command('/incident');
  const declare = await formOf(reporter);
  await declare.fill({
    มีอะไรผิดปกติ: 'ลูกค้าถูกหักเงินซ้ำ',
    ประเภท: 'บั๊กเล็กน้อย',
    กระทบส่วนใด: ['money'],
    ใครหรือหน่วยงานใดอาจได้รับผลกระทบ: ['customers', 'banks', 'police', 'sec'],
    รู้เรื่องจากทางใด: 'ผู้ใช้แจ้ง',
  });
  expect(await declare.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const room = await slack.channel(/^inc-1/);
  const shown = room.message(card);
  expect(await room.people()).toEqual(expect.arrayContaining(['reporter', 'oncall']));
  expect(await shown.words()).toMatch(/กำลังยืนยัน[\s\S]*ประเภท: :rotating_light: บั๊กร้ายแรง/);
  expect(await shown.words()).toContain('ยืนยันว่าเกิดขึ้นจริง: 0 จาก 4');

  // Confirmed with evidence; those who may hold a part take it, others may not.
  for (const item of ['alert', 'log', 'dashboard', 'reproduce']) {
    expect(await ask(oncall, `tasks done confirm.${item}`, room)).toMatch(/^เสร็จ: /);
  }
  await shown.button('answer_criterion:real:yes').click(oncall);
  await room.message(/เป็นเหตุการณ์จริง โดย @omar/).seen();
  expect(await ask(liaison, 'take it_team', room)).toMatch(/^ที่นี่ ทีม IT เป็นของ/);
  await ask(oncall, 'take it_operator', room);
  await ask(engineer, 'take it', room);
  await ask(liaison, 'take cs', room);
  expect(await ask(engineer, 'kind minor_bug because ไม่ร้ายแรง', room)).toContain(
    'เมื่อกระทบ ส่วนที่เกี่ยวกับเงิน จะเป็น บั๊กร้ายแรง เสมอ',
  );
  expect(await ask(engineer, 'severity sev1', room)).toContain('กระบวนการนี้ไม่มีความรุนแรง');

  await slack.settle();
  expect(await shown.words()).toContain('ห้าม: แตะต้องเงิน\nทำได้มากที่สุด: ');
  expect(await shown.words()).not.toContain('ถัดไป: ปิดระบบ');

  // First aid, in its order; what must not be done is refused with the most that may be.
  expect(await ask(engineer, 'tasks done first_aid.money', room)).toContain(
    'ห้ามทำ: แตะต้องเงิน ทำได้มากที่สุด: ปิดบัญชีและดึง mana คืน',
  );
  await ask(engineer, 'tasks done first_aid.suspend', room);
  expect(await ask(engineer, 'tasks done critical_bug.hotfix', room)).toContain(
    'ต้องทำตามลำดับ ก่อนอื่น: ปิด service ที่เกี่ยวข้อง',
  );
  await ask(engineer, 'tasks done critical_bug.shut_down', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/มีผลอยู่: ระงับบัญชี[\s\S]*มีผลอยู่: ปิด service/);

  // At once: the bank, the police and the regulator by letter, with proof; customers too.
  for (const who of ['ลูกค้า', 'ธนาคาร', 'ตำรวจ', 'sec']) {
    await oncall.command(`/incident tell ${who}`, room);
    const letter = await formOf(oncall);
    expect(letter.value('ข้อความ')).toMatch(/เกิดเหตุ ลูกค้าถูกหักเงินซ้ำ ตั้งแต่ [\s\S]*ขณะนี้: แก้ไขเบื้องต้น/);
    await letter.fill({ แล้วอย่างไรต่อ: 'ฉันส่งแล้ว', 'หลักฐาน หรือเหตุผลที่ไม่ส่ง': 'หนังสือเลขที่ 7' });
    expect(await letter.submit()).toMatchObject({ accepted: true });
  }
  expect(await ask(oncall, 'tell', room)).toMatch(/ธนาคาร\n@omar แจ้งเมื่อ [^\n]*: หนังสือเลขที่ 7/);
  await oncall.command('/incident update', room);
  const update = await formOf(oncall);
  await update.fill({ เรารู้อะไรแล้ว: 'หักซ้ำ 12 ราย' });
  expect(await update.submit()).toMatchObject({ accepted: true });

  // The issue on the board, the hotfix, the service open again; then it may be called fixed.
  await ask(engineer, 'tasks done critical_bug.issue', room);
  const issue = await formOf(engineer);
  await issue.fill({ 'ลิงก์ของ board issue': 'board' });
  const { errors } = await issue.submit();
  expect(shownTo(Object.values(errors).join())).toContain('ที่อยู่ที่ขึ้นต้นด้วย https://');
  await issue.fill({ 'ลิงก์ของ board issue': 'https://board.example.com/7' });
  expect(await issue.submit()).toMatchObject({ accepted: true });
  await ask(engineer, 'tasks done critical_bug.hotfix', room);
  expect(await ask(engineer, 'resolve แก้ด้วย hotfix', room)).toMatch(
    /ยังไม่ผ่าน[\s\S]*เปิด service กลับ/,
  );
  await ask(engineer, 'tasks done critical_bug.reopen', room);
  await ask(engineer, 'status watching because ใช้ได้แล้ว', room);
  await ask(engineer, 'resolve แก้ด้วย hotfix', room);
  await room.message(/แก้เสร็จแล้ว โดย @enzo/).seen();

  // After the fix each of them is told again.
  for (const who of ['ลูกค้า', 'ธนาคาร', 'ตำรวจ', 'sec']) {
    await oncall.command(`/incident tell ${who}`, room);
    const letter = await formOf(oncall);
    expect(letter.value('ข้อความ')).toMatch(/แก้ไขเสร็จแล้วเมื่อ [\s\S]*แก้ด้วย hotfix/);
    await letter.fill({ แล้วอย่างไรต่อ: 'ฉันส่งแล้ว' });
    expect(await letter.submit()).toMatchObject({ accepted: true });
  }

  // Evaluated, lifted, and with its action items; not closed before.
  expect(await ask(oncall, 'close จบแล้ว', room)).toContain('ยังมีผลอยู่: ระงับบัญชี');
  await ask(engineer, 'tasks done lift.account', room);
  expect(await ask(oncall, 'close จบแล้ว', room)).toContain('ยังไม่มีงานที่ต้องทำต่อชนิดนี้: Hotfix ทันที');
  await ask(oncall, 'action hotfix แก้ยอดที่ค้าง @enzo', room);
  expect(await ask(oncall, 'close จบแล้ว', room)).toMatch(
    /ยังไม่ผ่าน ประเมินแล้ว ไม่มีอะไรค้าง:[\s\S]*เราตอบสนองได้ดีเพียงใด/,
  );
  for (const item of ['response', 'recovery', 'prevent']) {
    await ask(oncall, `tasks done evaluate.${item}`, room);
  }
  await everythingElse(oncall, room);
  expect(await ask(oncall, 'close จบแล้ว', room)).toBe('#1 ปิดแล้ว');
  await slack.settle();

  // Nobody met a word of English that is not the document's own.
  const places = [room, await slack.channel('incidents'), await reporter.dm(), await oncall.dm()];
  for (const place of [...places, await engineer.dm(), await liaison.dm()]) {
    for (const message of await place.messages()) {
      if (!message.subtype) shownTo(wordsOfMessage(message, slack.names));
    }
  }
  shownTo((await oncall.home()).words());
  expect(leftInEnglish()).toEqual([]);
});

/** Looks at what commands show and at the forms that they open. */
async function everythingElse(who: Person, room: Room): Promise<void> {
  const shows = ['tasks', 'tasks first_aid.suspend', 'measures', 'obligations', 'contact', 'panel'];
  const lists = ['milestone', 'timeline', 'runbook', 'actions', 'follow', 'list', 'mine', 'stage'];
  const others = [
    ...['help roles'],
    'tickets',
    'statuspage',
    'changes',
    'find ซ้ำ',
    'unfollow',
    'แปลก',
    'show #99',
  ];
  for (const words of [...shows, ...lists, ...others]) await ask(who, words, room);
  const forms = [
    'kind',
    'module',
    'field',
    'note',
    'handover',
    'title',
    'merge',
    'relate',
    'attach',
  ];
  for (const words of [...forms, 'private', 'past', 'assign', 'tasks add', 'action']) {
    await who.command(`/incident ${words}`, room);
    await (await formOf(who)).close(true);
  }
}

test('what a team cannot explain stays open until it has decided what it is', async () => {
  const { slack } = world;
  const [oncall, dba] = [slack.user('oncall'), slack.user('dba')];
  const { room } = await declared(world, 'ยอดไม่ตรง', oncall);
  const shown = room.message(card);
  await shown.button('answer_criterion:real:yes').click(oncall);
  await slack.settle();
  expect(await shown.words()).toContain('ยังไม่ทราบสาเหตุ: ต้องตัดสินว่าเป็นประเภทใด');
  expect(await dba.ask('/incident resolve หายเอง', room)).toContain(
    'ยังเป็น ยังไม่ทราบสาเหตุ อยู่ ตัดสินก่อนว่าเป็นประเภทใด',
  );
  await dba.command('/incident tasks done unknown.talk', room);
  await dba.command('/incident kind by_system because เครื่องเต็ม', room);
  await room.message(/ประเภท ยังไม่ทราบสาเหตุ → ระบบแก้ได้ โดย @dita: เครื่องเต็ม/).seen();
  const tasks = await dba.ask('/incident tasks', room);
  expect(tasks).toMatch(/ยังไม่ทราบสาเหตุ · ไม่ต้องทำแล้ว\n:white_check_mark: ทีม IT คุยกัน/);
  expect(tasks).toMatch(/ขยาย \(scale\)[^\n]*เฉพาะเมื่อทรัพยากรไม่พอ/);
});
