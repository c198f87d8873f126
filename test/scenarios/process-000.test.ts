import { expect, test } from 'vitest';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: peopled('000-mana.yaml') });
const card = /แจ้งโดย @\w+ เมื่อ /;

test('โอนเงินไม่เข้า: an unknown case turns out to be a critical bug and is closed', async () => {
  const { slack } = world;
  const [oncall, engineer, liaison] = [
    slack.user('oncall'),
    slack.user('engineer'),
    slack.user('liaison'),
  ];
  const { room, number } = await declared(world, 'โอน mana แล้วไม่เข้า', liaison);
  const shown = room.message(card);
  await oncall.command('/incident take it_operator', room);
  for (const item of ['alert', 'log', 'dashboard', 'reproduce']) {
    await oncall.command(`/incident tasks done confirm.${item}`, room);
  }
  await shown.button('answer_criterion:real:yes').click(oncall);
  await slack.settle();

  // Unknown until the IT team has decided; it cannot end before.
  await engineer.command('/incident take it_team', room);
  await engineer.command('/incident tasks done unknown.talk', room);
  expect(await engineer.ask('/incident resolve แก้แล้ว', room)).toContain('ยังไม่ทราบสาเหตุ');
  await engineer.command('/incident kind minor_bug because พบบั๊ก', room);
  await engineer.command('/incident module money', room);
  await slack.settle();
  expect(await shown.words()).toContain('บั๊กร้ายแรง');
  const tasks = await engineer.ask('/incident tasks', room);
  expect(tasks).toMatch(/แตะต้องเงิน/);
  expect(tasks).toMatch(/ปิดบัญชีและดึง mana คืน/);

  // Critical: shut down, issue, hotfix, open again.
  await engineer.command('/incident tasks done critical_bug.shut_down', room);
  await slack.settle();
  expect(await shown.words()).toContain('ปิด service');
  await engineer.command('/incident tasks done critical_bug.issue', room);
  const issue = await engineer.modal(`เสร็จใน #${number}`);
  await issue.fill({ 'ลิงก์ของ board issue': 'https://board.example.com/7' });
  expect(await issue.submit()).toMatchObject({ accepted: true });
  await engineer.command('/incident tasks done critical_bug.hotfix', room);

  // Whoever may be affected is told at once, and again after the fix.
  await oncall.command('/incident field affected_parties customers, banks', room);
  await slack.settle();
  for (const who of ['ลูกค้า', 'ธนาคาร']) {
    await oncall.command(`/incident tell ${who}`, room);
    const form = await oncall.modal(new RegExp(who));
    expect(form.value('ข้อความ')).toMatch(/โอน mana แล้วไม่เข้า/);
    await form.fill({ แล้วอย่างไรต่อ: 'ฉันส่งแล้ว' });
    expect(await form.submit()).toMatchObject({ accepted: true });
  }
  expect(await engineer.ask('/incident resolve แก้ด้วย hotfix', room)).toContain('เปิด service กลับ');
  await engineer.command('/incident tasks done critical_bug.reopen', room);
  await engineer.command('/incident status watching because ใช้ได้แล้ว', room);
  await engineer.command('/incident resolve แก้ด้วย hotfix', room);
  await room.message(/แก้เสร็จแล้ว โดย @enzo/).seen();
  await slack.settle();
  await oncall.command('/incident tell ลูกค้า', room);
  const after = await oncall.modal(/ลูกค้า/);
  expect(after.value('ข้อความ')).toMatch(/แก้ไขเสร็จแล้วเมื่อ/);
  await after.close();

  // Evaluated, with the action item that a critical bug asks for; then it is closed.
  for (const item of ['response', 'recovery', 'prevent']) {
    await oncall.command(`/incident tasks done evaluate.${item}`, room);
  }
  await oncall.command('/incident action hotfix แก้ยอดที่ค้าง @enzo', room);
  await oncall.command('/incident close จบแล้ว', room);
  await room.message(/ปิดแล้ว โดย @omar/).seen();
});

test('what did not really happen is declined', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  const { room } = await declared(world, 'แจ้งผิด');
  await room.message(card).button('answer_criterion:real:no').click(oncall);
  await room.message(/ไม่ใช่เหตุการณ์ โดย @omar/).seen();
});

test('a case of the system goes to the operator, to the CTO for its cost, and to customer service', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  const { room } = await declared(world, 'หน้าเว็บช้ามาก');
  await room.message(card).button('answer_criterion:real:yes').click(oncall);
  await oncall.command('/incident kind by_system because ทรัพยากรไม่พอ', room);
  await slack.settle();
  await (await oncall.dm()).message(/หน้าเว็บช้ามาก/).seen();
  const cto = await slack.user('manager').dm();
  expect(JSON.stringify(await cto.messages())).not.toContain('หน้าเว็บช้ามาก');
  await oncall.command('/incident field cost_or_optimise ใช่', room);
  await oncall.command('/incident field urgency emergency', room);
  await slack.settle();
  await cto.message(/หน้าเว็บช้ามาก เกี่ยวกับค่าใช้จ่าย/).seen();
  await (await slack.user('liaison').dm()).message(/หน้าเว็บช้ามาก \(ฉุกเฉิน\)/).seen();
});

test('a case of the protocol that turns out to be a bug keeps its work and gets the list of its class', async () => {
  const { slack } = world;
  const [liaison, dba] = [slack.user('liaison'), slack.user('dba')];
  const { room, number } = await declared(world, 'ผู้ใช้แจ้งยอดผิด', liaison);
  await room.message(card).button('answer_criterion:real:yes').click(liaison);
  await liaison.command('/incident kind by_protocol because แก้ใน back office', room);
  await slack.settle();
  expect(await room.message(card).words()).toContain('ผู้ใช้');
  expect(await liaison.ask('/incident tasks', room)).toContain('ตาม FM-04-01 Rev. 0');
  await liaison.command('/incident tasks done by_protocol.access', room);
  await liaison.command('/incident tasks done by_protocol.bug', room);
  await liaison.command('/incident kind minor_bug because เป็นบั๊กจริง', room);
  await slack.settle();
  expect(await liaison.ask('/incident timeline', room)).toContain('FM-04-01');
  for (const item of ['data', 'release']) {
    await dba.command(`/incident tasks done minor_bug.${item}`, room);
  }
  expect(await dba.ask('/incident resolve แก้ข้อมูลแล้ว', room)).toContain('เปิด board issue');
  await dba.command('/incident tasks done minor_bug.issue', room);
  const issue = await dba.modal(`เสร็จใน #${number}`);
  await issue.fill({ 'ลิงก์ของ board issue': 'https://board.example.com/8' });
  expect(await issue.submit()).toMatchObject({ accepted: true });
  await dba.command('/incident resolve แก้ข้อมูลแล้ว', room);
  await room.message(/แก้เสร็จแล้ว โดย @dita/).seen();
  await slack.settle();
  expect(await room.message(card).words()).toContain('แก้ใน release ถัดไป');
});
