import { join } from 'node:path';
import type { Person } from './client/person.ts';
import type { Room } from './client/room.ts';
import type { SlackClient } from './client.ts';
import { inStudio } from './picture-studio.ts';

/**
 * Takes the pictures of a postmortem anew, on a phone: times to vote on while a small team still
 * works, and a part of the meeting. `npx tsx sandbox/take-postmortem-pictures.ts [path of Chromium]`
 * writes them to docs/pictures/.
 */
const policyPath = join(import.meta.dirname, '../policies/001-small-team.yaml');
const looks = { height: 1600, scale: 1.5 };

await inStudio(async (studio) => {
  const { slack } = studio;
  await slack.user('dba').ask('/incident declare Nobody can log in');
  await slack.settle();
  const room = await slack.channel(/^inc-1-/);
  await arranged(slack, room);
  const about = 'article:has-text("Postmortem of")';
  const times = { file: 'postmortem-times-on-a-phone.png', which: about, ...looks };
  await studio.take('engineer', room.id, times);
  await met(slack, room);
  const second = 'article:has-text("2 of 5")';
  const part = { file: 'postmortem-meeting-on-a-phone.png', which: second, ...looks };
  await studio.take('engineer', room.id, part);
}, policyPath);

/** While they work on it, two say when they can. */
async function arranged(slack: SlackClient, room: Room): Promise<void> {
  const [dba, engineer, liaison] = people(slack);
  await dba.command('/incident isincident yes', room);
  await liaison.command('/incident take communicator', room);
  await slack.settle();
  const about = room.message(/Postmortem of #1/);
  await about.button('I can').click(engineer);
  await about.button('I can').click(dba);
  await about.button('I write it').click(engineer);
  await slack.settle();
}

/** First aid is finished; they meet, and write below the second part. */
async function met(slack: SlackClient, room: Room): Promise<void> {
  const [dba, engineer, liaison] = people(slack);
  await dba.command('/incident status first aid finished because logins work', room);
  await dba.command('/incident agenda take facilitator', room);
  await engineer.command('/incident agenda take writer', room);
  await dba.command('/incident agenda start', room);
  await slack.settle();
  await slack.fastForward({ minutes: 19 });
  const part = room.message(/2 of 5/);
  await part.answer(liaison, 'We told customers at once');
  await part.answer(dba, '- The rollback took a minute\n- Nobody panicked');
  await slack.settle();
  await engineer.command('/incident agenda collect', room);
  await slack.settle();
}

function people(slack: SlackClient): [dba: Person, engineer: Person, liaison: Person] {
  return [slack.user('dba'), slack.user('engineer'), slack.user('liaison')];
}
