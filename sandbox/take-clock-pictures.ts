import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { connectClient, type SlackClient } from './client.ts';
import { startLocalMuster } from './local-muster.ts';
import { createDatabase, dropDatabase, openServer } from './postgres.ts';
import { installStoryClock } from './story-clock.ts';

/**
 * Takes the pictures of what the clock does anew, on a phone: a page, what `/incident clock` and
 * `/incident oncall` show, the form of an override, how a drill went.
 * `npx tsx sandbox/take-clock-pictures.ts [path of Chromium]` writes them to docs/pictures/.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/pictures');
const executablePath = process.argv[2] ?? '/usr/bin/chromium';
/** Higher than a phone, so that nothing is hidden behind the edge. */
const viewport = { width: 390, height: 1400 };
/** A form fills the phone. */
const formHeight = 640;

/** What the default policy has of its own is enough for the rest. */
const additions: [of: string, to: string][] = [
  [
    'commander_within_minutes: 5\n',
    'commander_within_minutes: 5\n    respond_within_minutes: 5\n    resolve_within_minutes: 240\n',
  ],
  [
    'messages: {}',
    `escalation:
  - key: technical
    name: Technical
    when: { severity: [sev1] }
    while: unacknowledged
    levels:
      - { name: On call, on_call: primary, after_minutes: 0 }
      - { name: Head of engineering, to: [U0MANAGER], after_minutes: 15 }
on_call:
  - key: primary
    name: Primary
    covers: 24/7
    backup: secondary
    zone: UTC
    layers: [{ key: weeks, people: [U0ONCALL, U0ENGINEER], from: 2026-01-05 }]
  - key: secondary
    name: Secondary
    zone: UTC
    layers: [{ key: weeks, people: [U0DBA, U0ONCALL], from: 2026-01-05 }]
clocks:
  - key: assembled
    name: Team assembled
    when: { severity: [sev1] }
    within_minutes: 15
    until: { milestone: team_assembled }
presence: { ask_after_minutes: 60, answer_within_minutes: 10, deputy: deputy }
drills:
  - key: restore
    name: Restore from backup
    type: fire_drill
    simulates: { severity: sev2, title: The orders database is gone }
    lasts_minutes: 60
    injects:
      - { key: unreadable, after_minutes: 10, text: The newest backup cannot be read, by: Backup }
messages: {}`,
  ],
];

const work = mkdtempSync(join(tmpdir(), 'muster-pictures-'));
const policyPath = join(work, 'policy.yaml');
writeFileSync(policyPath, policyText());
const server = await openServer(undefined);
const databaseUrl = await createDatabase(server.url);
await installStoryClock(databaseUrl);
const local = await startLocalMuster({ databaseUrl, policyPath, settings: { rateLimits: false } });
const slack = await connectClient(local.sandbox.url, { settled: local.settled });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const phone = await browser.newContext({
    ...{ viewport, isMobile: true, hasTouch: true },
    deviceScaleFactor: 2,
  });
  await slack.fastForward({ minutes: minutesUntilThree() });
  await pictureOfPage(phone, slack);
  await picturesOfRoom(phone, slack);
  await pictureOfDrill(phone, slack);
} finally {
  await browser.close();
  slack.close();
  await local.stop();
  await dropDatabase(server.url, databaseUrl);
  await server.stop();
  rmSync(work, { recursive: true });
}

function policyText(): string {
  const text = readFileSync(join(root, 'policies/default.yaml'), 'utf8');
  return additions.reduce((found, [of, to]) => {
    if (!found.includes(of)) throw new Error(`the default policy has no ${of}`);
    return found.replace(of, to);
  }, text);
}

/** Until three at night where the commander lives. */
function minutesUntilThree(): number {
  const day = 24 * 60;
  const three = 8 * 60;
  const now = Math.floor(Date.now() / 60_000) % day;
  return (three - now + day) % day;
}

/** Somebody is woken, and nobody has come yet. */
async function pictureOfPage(phone: BrowserContext, slack: SlackClient): Promise<void> {
  await slack.user('reporter').ask('/incident declare Checkout answers 502 for everybody sev1');
  await slack.settle();
  const paged = await whoIsPaged(slack);
  await picture(phone, paged, { file: 'page-on-a-phone.png', which: 'article' });
}

/** Whose turn it is hangs on the week in which the pictures are taken. */
async function whoIsPaged(slack: SlackClient): Promise<{ user: string; channel: string }> {
  for (const user of ['oncall', 'engineer']) {
    const { id, messages } = await slack
      .user(user)
      .dm()
      .then(async (room) => ({
        id: room.id,
        messages: await room.messages(),
      }));
    if (messages.some(({ text }) => text.includes('You are paged'))) return { user, channel: id };
  }
  throw new Error('nobody was paged');
}

/** The commander looks at what comes next, and who is on call. */
async function picturesOfRoom(phone: BrowserContext, slack: SlackClient): Promise<void> {
  const room = await slack.channel(/^inc-1-/);
  const commander = slack.user('commander');
  await commander.join(room);
  await slack.fastForward({ minutes: 6 });
  await commander.command('/incident take', room);
  await slack.settle();
  await slack.fastForward({ minutes: 3 });
  await commander.command('/incident pause resolve because the vendor looks into it', room);
  await commander.command('/incident clock', room);
  await slack.settle();
  const place = { user: 'commander', channel: room.id };
  const clock = 'article:has-text("Clock of")';
  await picture(phone, place, { file: 'clock-on-a-phone.png', which: clock });
  await commander.command('/incident override @dita primary for 8h', room);
  await commander.command('/incident oncall', room);
  await slack.settle();
  const list = 'article:has-text("On call now")';
  await picture(phone, place, { file: 'on-call-on-a-phone.png', which: list });
  await commander.command('/incident override', room);
  await commander.modal('Override on call');
  await picture(phone, place, { file: 'override-on-a-phone.png', which: 'dialog' });
  await (await commander.modal('Override on call')).close();
}

/** A fire drill from its declaration to its end. */
async function pictureOfDrill(phone: BrowserContext, slack: SlackClient): Promise<void> {
  const [commander, engineer] = [slack.user('commander'), slack.user('engineer')];
  await commander.ask('/incident drill restore');
  await slack.settle();
  const room = await slack.channel(/^inc-2-/);
  await engineer.join(room);
  await slack.fastForward({ minutes: 3 });
  await engineer.command('/incident take', room);
  await engineer.command('/incident page @cleo which backup do we take?', room);
  await slack.fastForward({ minutes: 22 });
  await engineer.command('/incident update The backup of yesterday is being read.', room);
  await slack.fastForward({ minutes: 20 });
  await engineer.command('/incident resolve Everything was restored', room);
  await slack.settle();
  const place = { user: 'engineer', channel: room.id };
  const card = 'article:has-text("How the drill")';
  await picture(phone, place, { file: 'scorecard-on-a-phone.png', which: card });
}

/** What somebody sees in one place: the last of what is meant. */
async function picture(
  phone: BrowserContext,
  place: { user: string; channel: string },
  { file, which }: { file: string; which: string },
): Promise<void> {
  const page: Page = await phone.newPage();
  await page.goto(`${local.sandbox.url}/?user=${place.user}&channel=${place.channel}`);
  if (which === 'dialog') await page.setViewportSize({ ...viewport, height: formHeight });
  const shown = page.locator(which).last();
  await shown.waitFor();
  await page.waitForTimeout(1000);
  await shown.screenshot({ path: join(folder, file) });
  await page.close();
}
