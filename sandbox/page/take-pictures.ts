import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inStudio, pictures, type Studio } from '../picture-studio.ts';

/**
 * Takes the pictures of the README anew: `npx tsx sandbox/page/take-pictures.ts [path of Chromium]`.
 * They are written to docs/pictures/.
 */
const dayMs = 86_400_000;

await inStudio(async (studio) => {
  await studio.slack.fastForward({ minutes: minutesUntilAfternoon(Date.now()) });
  const form = await fillForm(studio);
  await form.screenshot({ path: join(pictures, 'declare-on-a-phone.png') });
  const room = await playStory(form, studio);
  await pictureOfRoom(studio, room);
});

/** Until shortly after two o'clock in the afternoon, UTC: a time at which people work. */
function minutesUntilAfternoon(now: number): number {
  const afternoon = 14.1 * 3_600_000;
  return Math.ceil(((((afternoon - (now % dayMs)) % dayMs) + dayMs) % dayMs) / 60_000);
}

/** The form that declares an incident, filled on a phone. */
async function fillForm(studio: Studio): Promise<Page> {
  const page = await studio.openOnPhone('reporter', 'general', 844);
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
async function playStory(form: Page, { local, slack }: Studio): Promise<string> {
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
async function pictureOfRoom(studio: Studio, room: string): Promise<void> {
  const desk = { viewport: { width: 1320, height: 1024 }, deviceScaleFactor: 1.25 };
  const page = await studio.open('reporter', room, desk);
  await page.getByRole('article').last().waitFor();
  // What was new is read by now.
  await page.waitForTimeout(1500);
  await page.reload();
  await page.getByRole('article').last().waitFor();
  await page.waitForTimeout(500);
  await page.locator('article.pinned').evaluate((card) => card.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(pictures, 'war-room.png') });
}
