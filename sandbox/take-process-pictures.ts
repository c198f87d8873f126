import { join } from 'node:path';
import type { SlackClient } from './client.ts';
import { inStudio } from './picture-studio.ts';

/**
 * Takes the pictures of a heavy process on a phone anew: the card and the tasks of an incident in
 * which much goes on. `npx tsx sandbox/take-process-pictures.ts [path of Chromium]` writes them
 * to docs/pictures/.
 */
const policyPath = join(import.meta.dirname, '../policies/002-rekberkan.yaml');
const height = 3200;

await inStudio(async (studio) => {
  const { slack } = studio;
  const room = await playStory(slack);
  const card = { file: 'heavy-card-on-a-phone.png', which: 'article.pinned', height };
  await studio.take('commander', room, card);
  await slack.user('commander').command('/incident tasks', room);
  await slack.settle();
  const tasks = 'article:has-text("Tasks of #1")';
  await studio.take('commander', room, { file: 'tasks-on-a-phone.png', which: tasks, height });
}, policyPath);

/** The audit chain was tampered with: a runbook runs, money stands still, two notices are owed. */
async function playStory(slack: SlackClient): Promise<string> {
  const deeds: [who: string, what: string][] = [
    ['commander', 'take'],
    ['dba', 'kind security because the hashes do not match'],
    ['oncall', 'tasks done detection.acknowledge'],
    ['commander', 'status investigating because we contain it'],
    ['engineer', 'take technical_lead'],
    ['liaison', 'take communications_lead'],
    ['dba', 'take security_lead'],
    ['engineer', 'tasks done audit_tamper.freeze'],
    ['dba', 'field breach yes'],
    ['dba', 'field fraud yes'],
    ['commander', 'tasks done initial_response.assemble'],
    ['commander', 'update Operations with money stand still. We look who had access.'],
  ];
  await slack.user('reporter').ask('/incident declare Audit log of tenant 7 was changed s1');
  await slack.settle();
  const room = await slack.channel(/^inc-1-/);
  const engineer = slack.user('engineer');
  await slack.user('commander').join(room);
  await engineer.command('/incident runbook start audit_tamper', room);
  await (await engineer.modal('Start in #1')).submit();
  for (const [who, what] of deeds) {
    await slack.user(who).command(`/incident ${what}`, room);
    await slack.settle();
  }
  return room.id;
}
