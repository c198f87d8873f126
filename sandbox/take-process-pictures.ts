import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { loadPolicyFile } from '../src/policy/load.ts';
import { connectClient, type SlackClient } from './client.ts';
import { furnish } from './furnish.ts';
import { startLocalMuster } from './local-muster.ts';
import { createDatabase, dropDatabase, openServer } from './postgres.ts';
import { installStoryClock } from './story-clock.ts';

/**
 * Takes the pictures of a heavy process on a phone anew: the card and the tasks of an incident in
 * which much goes on. `npx tsx sandbox/take-process-pictures.ts [path of Chromium]` writes them
 * to docs/pictures/.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/pictures');
const policyPath = join(root, 'policies/002-rekberkan.yaml');
const executablePath = process.argv[2] ?? '/usr/bin/chromium';
/** Higher than a phone, so that nothing is hidden behind the edge. */
const viewport = { width: 390, height: 3200 };

const loaded = await loadPolicyFile(policyPath);
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const server = await openServer(undefined);
const databaseUrl = await createDatabase(server.url);
await installStoryClock(databaseUrl);
const local = await startLocalMuster({ databaseUrl, policyPath, settings: { rateLimits: false } });
furnish(local.sandbox.workspace, loaded.policy);
const slack = await connectClient(local.sandbox.url, { settled: local.settled });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const room = await playStory(slack);
  const phone = await browser.newContext({
    ...{ viewport, isMobile: true, hasTouch: true },
    deviceScaleFactor: 2,
  });
  await picture(phone, room, 'article.pinned', 'heavy-card-on-a-phone.png');
  await slack.user('commander').command('/incident tasks', room);
  await slack.settle();
  await picture(phone, room, 'article:has-text("Tasks of #1")', 'tasks-on-a-phone.png');
} finally {
  await browser.close();
  slack.close();
  await local.stop();
  await dropDatabase(server.url, databaseUrl);
  await server.stop();
}

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

/** What the commander sees of one message. */
async function picture(
  phone: BrowserContext,
  room: string,
  which: string,
  file: string,
): Promise<void> {
  const page = await phone.newPage();
  await page.goto(`${local.sandbox.url}/?user=commander&channel=${room}`);
  const message = page.locator(which).last();
  await message.waitFor();
  await page.waitForTimeout(1000);
  await message.screenshot({ path: join(folder, file) });
  await page.close();
}
