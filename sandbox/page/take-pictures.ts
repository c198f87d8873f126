import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { connectClient, type SlackClient } from '../client.ts';
import { startLocalMuster } from '../local-muster.ts';
import { createDatabase, dropDatabase, openServer } from '../postgres.ts';
import { installStoryClock } from '../story-clock.ts';

/**
 * Takes the pictures of the README anew: `npx tsx sandbox/page/take-pictures.ts [path of Chromium]`.
 * They are written to docs/pictures/.
 */
const folder = join(import.meta.dirname, '../../docs/pictures');
const executablePath = process.argv[2] ?? '/usr/bin/chromium';
const dayMs = 86_400_000;

const server = await openServer(undefined);
const databaseUrl = await createDatabase(server.url);
await installStoryClock(databaseUrl);
const local = await startLocalMuster({ databaseUrl });
const slack = await connectClient(local.sandbox.url, { settled: local.settled });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  await mkdir(folder, { recursive: true });
  await slack.fastForward({ minutes: minutesUntilAfternoon(Date.now()) });
  const form = await fillForm(browser);
  await form.screenshot({ path: join(folder, 'declare-on-a-phone.png') });
  const room = await playStory(form, slack);
  await pictureOfRoom(browser, room);
} finally {
  await browser.close();
  slack.close();
  await local.stop();
  await dropDatabase(server.url, databaseUrl);
  await server.stop();
}

/** Until shortly after two o'clock in the afternoon, UTC: a time at which people work. */
function minutesUntilAfternoon(now: number): number {
  const afternoon = 14.1 * 3_600_000;
  return Math.ceil(((((afternoon - (now % dayMs)) % dayMs) + dayMs) % dayMs) / 60_000);
}

/** The form that declares an incident, filled on a phone. */
async function fillForm(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  await page.goto(`${local.sandbox.url}/?user=reporter&channel=general`);
  const box = page.getByRole('textbox', { name: /^Message to/ });
  await box.fill('/incident');
  await box.press('Enter');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox').first().fill('Checkout fails for cards from Europe');
  await form.getByRole('combobox').first().click();
  await form.getByRole('option', { name: /SEV1/ }).click();
  await form.getByRole('textbox').nth(1).fill('Payments answer 502 since the deploy at 14:05.');
  return page;
}

/** Declares, and lets people work in the room. Returns the room's id. */
async function playStory(form: Page, slack: SlackClient): Promise<string> {
  await form.locator('.dialog-foot .button-primary').click();
  await form.getByRole('dialog').waitFor({ state: 'detached' });
  const room = await slack.channel(/^inc-1-/);
  await slack.settle();
  const says = async (user: string, text: string): Promise<string> => {
    await local.sandbox.act({ type: 'join_channel', user, channel: room.id });
    const said = await local.sandbox.act({ type: 'post_message', user, channel: room.id, text });
    return said.ts ?? '';
  };
  await local.sandbox.act({ type: 'join_channel', user: 'commander', channel: room.id });
  await slack.user('commander').command('/incident take', room);
  await slack.settle();
  await slack.fastForward({ minutes: 2 });
  const found = await says(
    'engineer',
    'It is `payments-eu`: the new certificate is not trusted there',
  );
  const act = { user: 'commander', channel: room.id, ts: found } as const;
  await local.sandbox.act({ type: 'add_reaction', name: 'pushpin', ...act });
  await local.sandbox.act({ type: 'add_reaction', name: '+1', ...act, user: 'dba' });
  await slack.fastForward({ minutes: 1 });
  await says('oncall', 'Rolling back to yesterday’s build, ten minutes :hourglass_flowing_sand:');
  await slack.settle();
  return room.id;
}

/** The war room as the one who declared sees it. */
async function pictureOfRoom(browser: Browser, room: string): Promise<void> {
  const viewport = { width: 1320, height: 1024 };
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1.25 });
  const page = await context.newPage();
  await page.goto(`${local.sandbox.url}/?user=reporter&channel=${room}`);
  await page.getByRole('article').last().waitFor();
  // What was new is read by now.
  await page.waitForTimeout(1500);
  await page.reload();
  await page.getByRole('article').last().waitFor();
  await page.waitForTimeout(500);
  await page.locator('article.pinned').evaluate((card) => card.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, 'war-room.png') });
}
