import { describe, expect, it } from 'vitest';
import { browserPath, say } from './browser.ts';
import { onStage } from './stage.ts';

describe.skipIf(browserPath === undefined)('places and people on the page', () => {
  const { look, slack } = onStage();

  it('moves the clock, and shows it in the zone of the person', async () => {
    const page = await look();
    const before = slack().workspace.clock.now();
    await page.getByRole('button', { name: /^Clock/ }).click();
    await page.getByRole('button', { name: '+1 h' }).click();
    await page.getByText(/It is now .* for Rita Reporter/).waitFor();
    const hour = 3_600_000;
    expect(slack().workspace.clock.offset).toBe(hour);
    expect(slack().workspace.clock.now() - before).toBeGreaterThanOrEqual(hour);
    await page.getByRole('button', { name: /^Clock/ }).click();
    await page.getByRole('textbox', { name: 'Minutes' }).fill('90');
    await page.getByRole('button', { name: 'Move on' }).click();
    await expect.poll(() => slack().workspace.clock.offset).toBe(2.5 * hour);
  });

  it('lets people turn their notifications off, and shows others who has', async () => {
    const dba = await look({ user: 'dba' });
    await dba.getByRole('button', { name: /^You are Dita Database/ }).click();
    await dba.getByRole('menuitem', { name: 'Pause for 1 hour' }).click();
    const users = ['reporter', 'dba'];
    await slack().act({ type: 'open_direct', user: 'reporter', users });
    const page = await look();
    const line = page.getByRole('button', { name: /^Dita Database/ });
    await line.getByTitle(/^Notifications off until .* there$/).waitFor();
    await slack().act({ type: 'set_notifications', user: 'dba', pause: null });
    await expect.poll(() => line.getByTitle(/^Notifications off/).count()).toBe(0);
  });

  it('jumps by Ctrl+K, opens the Home tab, and goes back with the browser', async () => {
    const page = await look();
    await page.getByRole('button', { name: /Muster/ }).click();
    await page.getByRole('heading', { name: 'Open incidents' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Channel or person' }).fill('supp');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Message to support' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Open incidents' }).waitFor();
  });

  it('follows permalinks inside the page', async () => {
    const { ts } = await slack().act({
      type: 'post_message',
      user: 'liaison',
      channel: 'support',
      text: 'Customers call',
    });
    const { workspace } = slack();
    const link = `${workspace.url}/archives/${workspace.findChannel('support')?.id}/p${ts?.replace('.', '')}`;
    const page = await look();
    await say(page, `look ${link}`);
    await page.getByRole('link', { name: link }).click();
    await page.getByRole('article', { name: /Customers call/ }).waitFor();
    expect(page.context().pages().length).toBe(1);
  });

  it('shows the traffic with requests and answers', async () => {
    const page = await look();
    await say(page, '/incident hello');
    await page.getByRole('article', { name: /You said hello/ }).waitFor();
    await page.getByRole('button', { name: 'Traffic', exact: true }).click();
    const traffic = page.getByRole('complementary', { name: 'Traffic' });
    await traffic.getByRole('button', { name: 'Slack → app' }).click();
    await traffic.getByRole('button', { name: /\/incident/ }).click();
    await traffic.getByText('"text": "hello"').waitFor();
    await traffic.getByText('You said hello').waitFor();
  });

  it('shows a deactivated member what they could see, and lets them do nothing', async () => {
    const page = await look({ user: 'former' });
    await page.getByText('Faye Former is deactivated').waitFor();
    expect(await page.getByRole('textbox', { name: /^Message to/ }).count()).toBe(0);
    const guest = await look({ user: 'guest' });
    await guest.getByRole('heading', { name: '# partners' }).first().waitFor();
    expect(await guest.getByRole('button', { name: 'general' }).count()).toBe(0);
  });

  it('fits a phone: channels in a drawer, forms over the whole screen, nothing sideways', async () => {
    const page = await look({ phone: true });
    await page.getByRole('button', { name: 'Channels', exact: true }).tap();
    await page.getByRole('button', { name: 'incidents', exact: true }).tap();
    await page.getByRole('textbox', { name: 'Message to incidents' }).waitFor();
    await say(page, '/incident form');
    const form = page.getByRole('dialog', { name: 'Declare' });
    await form.waitFor();
    expect(await form.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    const send = await form.getByRole('button', { name: 'Send it' }).boundingBox();
    expect(send?.height).toBeGreaterThanOrEqual(44);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
