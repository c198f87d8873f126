import { describe, expect, it } from 'vitest';
import { browserPath, say } from './browser.ts';
import { onStage } from './stage.ts';

describe.skipIf(browserPath === undefined)('what is said on the page', () => {
  const { look, slack } = onStage();

  it('tells a newcomer to type the command, shows its hint, and its answer to them alone', async () => {
    const page = await look();
    await page.getByText('Type /incident in the box below').waitFor();
    const box = page.getByRole('textbox', { name: 'Message to general' });
    await box.fill('/inc');
    await page.getByRole('option', { name: /\/incident .*declare \| update/ }).waitFor();
    await box.press('Tab');
    expect(await box.inputValue()).toBe('/incident ');
    await box.pressSequentially('hello');
    await box.press('Enter');
    const answer = page.getByRole('article', { name: /You said hello/ });
    await answer.getByText('Only visible to you').waitFor();
    expect(await answer.getByText('APP').count()).toBe(1);
  });

  it('shows the sentence that Slack shows when the app is not there', async () => {
    slack().connect('http://127.0.0.1:9/nobody');
    const page = await look();
    await say(page, '/incident help');
    await page.getByText('/incident failed with the error "dispatch_failed"').waitFor();
    await say(page, '/nothing');
    await page.getByText('/nothing is not a valid command').waitFor();
  });

  it('writes times in the zone of whoever looks, and markup as text', async () => {
    const page = await look();
    await say(page, '/incident card');
    const card = page.getByRole('article', { name: /Card/ });
    await card.getByText(/Nov 22, 2025 1:00 PM/).waitFor();
    expect(await card.getByText('<b>').count()).toBe(1);
    await say(page, '<img src=x onerror="document.title=1"> *bold* :wave:');
    const typed = page.getByRole('article', { name: /onerror/ });
    await typed.getByRole('img', { name: 'wave' }).waitFor();
    expect(await typed.locator('img[src]').count()).toBe(0);
    expect(await typed.locator('strong', { hasText: 'bold' }).count()).toBe(1);
    await page.goto(`${slack().url}/?user=oncall&channel=general`);
    await page
      .getByRole('article', { name: /Card/ })
      .getByText(/Nov 22, 2025 11:00 PM/)
      .waitFor();
  });

  it('draws markdown, tables and containers that fold', async () => {
    const page = await look();
    await say(page, '/incident blocks');
    const message = page.getByRole('article', { name: /Blocks/ });
    await message.getByRole('heading', { name: 'A head' }).waitFor();
    await message.getByRole('cell', { name: 'Sasha' }).waitFor();
    await message.getByText('deployed').waitFor();
    await message.getByRole('button', { name: 'Timeline' }).click();
    await message.getByText('deployed').waitFor({ state: 'detached' });
  });

  it('marks what is new for somebody else, and unmarks it once they looked', async () => {
    const page = await look({ channel: 'incidents' });
    await say(page, 'Has @cleo seen this? See #support');
    await page.getByRole('article', { name: /seen this/ }).waitFor();
    const other = await look({ user: 'commander' });
    const line = other.getByRole('button', { name: 'incidents, 1 for you' });
    await line.click();
    await other.getByText('New', { exact: true }).waitFor();
    await other.getByRole('button', { name: 'incidents', exact: true }).waitFor();
    await other.getByRole('link', { name: '#support' }).click();
    await other.getByRole('button', { name: 'Join channel' }).click();
    await other.getByRole('textbox', { name: 'Message to support' }).waitFor();
  });

  it('tells somebody who was brought into a channel, and takes them there', async () => {
    const page = await look();
    const made = await slack().act({
      type: 'create_channel',
      user: 'commander',
      name: 'inc-1-api',
    });
    const channel = made.channel ?? '';
    await slack().act({ type: 'invite', user: 'commander', channel, users: ['reporter'] });
    await page.getByText('You are now in #inc-1-api.').waitFor();
    await page.getByRole('button', { name: 'Go there' }).click();
    await page.getByRole('heading', { name: '# inc-1-api' }).first().waitFor();
    expect(new URL(page.url()).searchParams.get('channel')).toBe(channel);
  });

  it('reacts, pins, replies in a thread, edits and deletes', async () => {
    const page = await look();
    await say(page, 'The disk is full');
    const message = page.getByRole('article', { name: /disk is/ }).first();
    await message.hover();
    await message.getByRole('button', { name: 'React with eyes' }).click();
    await message.getByRole('button', { name: 'eyes, 1' }).click();
    await message.getByRole('button', { name: 'eyes, 1' }).waitFor({ state: 'detached' });
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Pin to channel' }).click();
    await message.getByText('Pinned by Rita Reporter').waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'Reply in thread' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('textbox', { name: 'Reply in thread' }).fill('Cleaning up');
    await page.keyboard.press('Enter');
    await thread.getByRole('article', { name: /Cleaning up/ }).waitFor();
    await thread.getByRole('button', { name: 'Close thread' }).click();
    await message.getByText('1 reply').waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit message' }).click();
    await page.getByRole('textbox', { name: 'Edit message' }).fill('The disk is empty');
    await page.keyboard.press('Enter');
    await message.getByText('(edited)').waitFor();
    await page.getByRole('button', { name: /1 pinned/ }).click();
    await page.getByRole('dialog').getByText('The disk is empty').waitFor();
  });
});
