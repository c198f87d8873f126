import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlackClient } from './client.ts';
import { inStudio, type Studio } from './picture-studio.ts';

/**
 * Takes the pictures of what the clock does anew, on a phone: a page, what `/incident clock` and
 * `/incident oncall` show, the form of an override, how a drill went.
 * `npx tsx sandbox/take-clock-pictures.ts [path of Chromium]` writes them to docs/pictures/.
 */
const root = join(import.meta.dirname, '..');
const height = 1400;
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
try {
  await inStudio(async (studio) => {
    await studio.slack.fastForward({ minutes: minutesUntilThree() });
    await pictureOfPage(studio);
    await picturesOfRoom(studio);
    await pictureOfDrill(studio);
  }, policyPath);
} finally {
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
async function pictureOfPage(studio: Studio): Promise<void> {
  const { slack } = studio;
  await slack.user('reporter').ask('/incident declare Checkout answers 502 for everybody sev1');
  await slack.settle();
  const { user, channel } = await whoIsPaged(slack);
  await studio.take(user, channel, { file: 'page-on-a-phone.png', which: 'article', height });
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
async function picturesOfRoom(studio: Studio): Promise<void> {
  const { slack } = studio;
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
  const clock = 'article:has-text("Clock of")';
  await studio.take('commander', room.id, { file: 'clock-on-a-phone.png', which: clock, height });
  await commander.command('/incident override @dita primary for 8h', room);
  await commander.command('/incident oncall', room);
  await slack.settle();
  const list = 'article:has-text("On call now")';
  await studio.take('commander', room.id, { file: 'on-call-on-a-phone.png', which: list, height });
  await commander.command('/incident override', room);
  await commander.modal('Override on call');
  const form = { file: 'override-on-a-phone.png', which: 'dialog', height: formHeight };
  await studio.take('commander', room.id, form);
  await (await commander.modal('Override on call')).close();
}

/** A fire drill from its declaration to its end. */
async function pictureOfDrill(studio: Studio): Promise<void> {
  const { slack } = studio;
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
  const card = 'article:has-text("How the drill")';
  await studio.take('engineer', room.id, { file: 'scorecard-on-a-phone.png', which: card, height });
}
