import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { loadPolicyFile } from '../src/policy/load.ts';
import type { Room } from './client/room.ts';
import { connectClient } from './client.ts';
import { furnish } from './furnish.ts';
import { startLocalMuster } from './local-muster.ts';
import { createDatabase, dropDatabase, openServer } from './postgres.ts';
import { installStoryClock } from './story-clock.ts';

/**
 * Takes the pictures of a postmortem anew, on a phone: times to vote on while a small team still
 * works, and a part of the meeting. `npx tsx sandbox/take-postmortem-pictures.ts [path of Chromium]`
 * writes them to docs/pictures/.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/pictures');
const policyPath = join(root, 'policies/001-small-team.yaml');

const server = await openServer(undefined);
const databaseUrl = await createDatabase(server.url);
await installStoryClock(databaseUrl);
const local = await startLocalMuster({ databaseUrl, policyPath, settings: { rateLimits: false } });
const loaded = await loadPolicyFile(policyPath);
if (loaded.ok) furnish(local.sandbox.workspace, loaded.policy);
const slack = await connectClient(local.sandbox.url, { settled: local.settled });
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const [dba, engineer, liaison] = [slack.user('dba'), slack.user('engineer'), slack.user('liaison')];
try {
  await dba.ask('/incident declare Nobody can log in');
  await slack.settle();
  const room = await slack.channel(/^inc-1-/);
  await arranged(room);
  await picture(room, 'Postmortem of', 'postmortem-times-on-a-phone.png');
  await met(room);
  await picture(room, '2 of 5', 'postmortem-meeting-on-a-phone.png');
} finally {
  await browser.close();
  slack.close();
  await local.stop();
  await dropDatabase(server.url, databaseUrl);
  await server.stop();
}

/** While they work on it, two say when they can. */
async function arranged(room: Room): Promise<void> {
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
async function met(room: Room): Promise<void> {
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

/** The last message that holds these words, as the writer sees it. */
async function picture(room: Room, words: string, file: string): Promise<void> {
  const phone = await browser.newContext({
    ...{ viewport: { width: 390, height: 1600 }, isMobile: true, hasTouch: true },
    deviceScaleFactor: 1.5,
  });
  const page = await phone.newPage();
  await page.goto(`${local.sandbox.url}/?user=${engineer.id}&channel=${room.id}`);
  const shown = page.locator(`article:has-text("${words}")`).last();
  await shown.waitFor();
  await page.waitForTimeout(1500);
  await shown.screenshot({ path: join(folder, file) });
  await phone.close();
}
