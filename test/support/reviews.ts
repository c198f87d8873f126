import { expect } from 'vitest';
import type { MessageHandle } from '../../sandbox/client/message.ts';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { namesOf, wordsOfMessage } from '../../sandbox/client/words.ts';
import { type Declared, declared } from './story.ts';
import type { World } from './world.ts';

/** What people do in every review. */

/** What Muster wrote to somebody directly that is like this. */
export async function toldDirectly(person: Person, like: RegExp): Promise<string[]> {
  const messages = await (await person.dm()).messages();
  // What comes with a file has its words in blocks alone.
  return messages
    .map((each) => wordsOfMessage(each, namesOf([])))
    .filter((words) => like.test(words));
}

type Place = Pick<Declared, 'room' | 'number'>;

const formOf = {
  en: { title: 'Postmortem', field: 'What is written here' },
  th: { title: 'การทบทวน', field: 'สิ่งที่เขียนตรงนี้' },
} as const;

/** Writes a section of the postmortem by its form. */
export async function writes(
  who: Person,
  room: Room,
  section: string,
  text: string,
  language: keyof typeof formOf = 'en',
): Promise<void> {
  const { title, field } = formOf[language];
  await who.command(`/incident postmortem write ${section}`, room);
  const form = await who.modal(title);
  await form.fill({ [field]: text });
  expect(await form.submit()).toMatchObject({ accepted: true });
}

/** Bytes of the files of that name, the oldest first. */
export const decoded = (world: World, name: string) => {
  const files = [...world.local.sandbox.core.workspace.files.values()];
  return files.filter((file) => file.name === name && file.complete).map(({ content }) => content);
};

/** Goes on to a part of the meeting, by way of what is talked about before it. */
export async function onTo({ slack }: World, room: Room, part: RegExp): Promise<void> {
  for (let steps = 0; steps < 6; steps += 1) {
    if ((await room.messages()).some(({ text }) => part.test(text))) return;
    await slack.user('dba').command('/incident agenda next', room);
    await slack.settle();
  }
}

/** First aid is finished, and all that a small team's process asks for before it is resolved. */
export async function resolved({ slack }: World, { room, number }: Place): Promise<void> {
  const [dba, liaison] = [slack.user('dba'), slack.user('liaison')];
  await dba.command('/incident milestone started 25 minutes ago', room);
  await dba.command('/incident field where_bug in the session cookie', room);
  for (const item of [
    'joining.call',
    'joining.everyone_in',
    'announce.stakeholders',
    'investigation.when_started',
    'postmortem.arrange',
    'postmortem.invite',
  ]) {
    await dba.command(`/incident tasks done ${item}`, room);
  }
  for (const [item, label, answer] of [
    ['investigation.problem', 'The problem', 'sessions are not accepted'],
    ['investigation.first_aid', 'First aid', 'rolled back'],
    ['investigation.how_many', 'How many people are affected?', '400'],
  ] as const) {
    await dba.command(`/incident tasks done ${item}`, room);
    const form = await dba.modal(`Done in #${number}`);
    await form.fill({ [label]: answer });
    expect(await form.submit()).toMatchObject({ accepted: true });
  }
  await dba.command('/incident status first aid finished because logins work', room);
  await slack.settle();
  await liaison.command('/incident resolve the release was rolled back', room);
  await room.message(/Resolved by @lin/).seen();
}

/** All is finished: it is closed. */
export async function closed({ slack }: World, { room, number }: Place): Promise<void> {
  const [dba, liaison] = [slack.user('dba'), slack.user('liaison')];
  for (const item of ['announce', 'label_off', 'label_on', 'call']) {
    await liaison.command(`/incident tasks done finishing.${item}`, room);
  }
  await room
    .message(/Declared by @\w+, /)
    .button('Attach')
    .click(dba);
  const files = await dba.modal(`Files of #${number}`);
  await files.fill({ Files: [await dba.ownFile('login.mp4', 'moving pictures')] });
  expect(await files.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  await liaison.command('/incident close all is finished', room);
  await room.message(/Closed by @lin/).seen();
  await slack.settle();
}

/** The document as it was last exported as Markdown. */
export function markdown({ local }: World): string {
  const files = [...local.sandbox.core.workspace.files.values()];
  const found = files.findLast(({ name, complete }) => complete && name.endsWith('-postmortem.md'));
  return new TextDecoder().decode(found?.content ?? new Uint8Array());
}

/** From draft to published: the author sends it, another one reviews and has read it. */
export async function reviewed(
  { slack }: World,
  review: MessageHandle,
  [author, other]: readonly [Person, Person],
): Promise<void> {
  await review.button('Send to review').click(author);
  await slack.settle();
  await review.button('Reviewed').click(other);
  await slack.settle();
  await review.button('I have read it').click(other);
  await slack.settle();
  await review.button('Publish').click(author);
  await slack.settle();
  expect(await review.words()).toMatch(/Published[\s\S]*Read by 1/);
}

/** A customer portal's process up to its end. */
export async function over(who: Person, room: Room): Promise<void> {
  await who.command('/incident take lead', room);
  await who.command('/incident field impact orders are late', room);
  for (const item of ['fix', 'verify', 'monitor']) {
    await who.command(`/incident tasks done resolve.${item}`, room);
  }
  await who.command('/incident resolve it works', room);
  await room.message(/Resolved by @omar/).seen();
}

/** A case of the protocol, from its alert to its fix. */
export async function ended(world: World, what: string): Promise<Declared> {
  const { slack } = world;
  const [oncall, engineer] = [slack.user('oncall'), slack.user('engineer')];
  const one = await declared(world, what, oncall);
  await one.room
    .message(/แจ้งโดย @\w+ เมื่อ /)
    .button('answer_criterion:real:yes')
    .click(oncall);
  await oncall.command('/incident take it_operator', one.room);
  await oncall.command('/incident kind by_protocol because ใช้ผิด', one.room);
  await slack.settle();
  for (const item of ['access', 'system_trouble', 'usage_trouble', 'ask_it', 'bug']) {
    await oncall.command(`/incident tasks done by_protocol.${item}`, one.room);
  }
  await engineer.command('/incident resolve แก้แล้ว', one.room);
  await one.room.message(/แก้เสร็จแล้ว โดย @enzo/).seen();
  return one;
}
