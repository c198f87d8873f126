import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorld } from '../../support/world.ts';
import { browserPath, openBrowser, openPage, say } from './browser.ts';

describe.skipIf(browserPath === undefined)('an incident on the page', () => {
  const world = testWorld();
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('is declared, taken, told about, remembered when late, and resolved', async () => {
    const reporter = await openPage(browser, world.local.sandbox);
    const { page } = reporter;
    await say(page, '/incident');
    const form = page.getByRole('dialog', { name: 'Declare an incident' });
    await form.getByRole('textbox', { name: 'What is wrong?' }).fill('Checkout fails');
    await form.getByRole('combobox', { name: 'Severity' }).click();
    await form.getByRole('option', { name: /SEV1/ }).click();
    await form.getByRole('button', { name: 'Declare' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Go there' }).click();
    await page.getByRole('heading', { name: '# inc-1-checkout-fails' }).first().waitFor();
    await page.getByText('Pinned by Muster').first().waitFor();

    const commander = await openPage(browser, world.local.sandbox, {
      user: 'commander',
      channel: new URL(page.url()).searchParams.get('channel') ?? '',
    });
    const room = commander.page;
    await room.getByRole('button', { name: 'Join channel' }).click();
    await room.getByRole('button', { name: /^Take/ }).first().click();
    await page
      .getByText(/Cleo Commander.* is Incident commander/)
      .first()
      .waitFor();

    await room.getByRole('button', { name: 'Post update' }).first().click();
    const update = room.getByRole('dialog');
    await update.getByRole('textbox').first().fill('Cards from one bank are refused');
    await update.locator('.dialog-foot .button-primary').click();
    await update.waitFor({ state: 'detached' });
    await page.getByText('Cards from one bank are refused').first().waitFor();

    await world.slack.settle();
    await world.slack.fastForward({ minutes: 90 });
    await page.getByRole('button', { name: 'Snooze' }).first().waitFor();

    await room.getByRole('button', { name: 'Resolve' }).first().click();
    await update.getByRole('textbox').first().fill('The bank is back');
    await update.locator('.dialog-foot .button-primary').click();
    await update.waitFor({ state: 'detached' });
    await page
      .getByText(/Resolved/)
      .first()
      .waitFor();
    await world.slack.settle();
    expect([...reporter.faults, ...commander.faults]).toEqual([]);
    await Promise.all([reporter.close(), commander.close()]);
  });
});
