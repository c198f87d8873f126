import { describe, expect, it } from 'vitest';
import { browserPath, say } from './browser.ts';
import { onStage } from './stage.ts';

describe.skipIf(browserPath === undefined)('forms and buttons on the page', () => {
  const { look, sent, slack } = onStage();

  it('keeps what was typed in a form that comes back with an error, then sends it', async () => {
    const page = await look();
    await say(page, '/incident form');
    const form = page.getByRole('dialog', { name: 'Declare' });
    const title = form.getByRole('textbox', { name: 'Title' });
    await title.fill('API');
    await form.getByRole('button', { name: 'Send it' }).click();
    await form.getByRole('alert').getByText('At least five letters.').waitFor();
    expect(await title.inputValue()).toBe('API');
    await title.fill('API is down');
    await title.press('Enter');
    await form.waitFor({ state: 'detached' });
    await page.getByRole('article', { name: /Declared: API is down/ }).waitFor();
  });

  it('goes from step to step and back, with what was typed', async () => {
    const page = await look();
    await say(page, '/incident steps');
    const first = page.getByRole('dialog', { name: 'First step' });
    await first.getByRole('textbox', { name: 'Words' }).fill('kept');
    await first.getByRole('button', { name: 'Go on' }).click();
    const second = page.getByRole('dialog', { name: 'Declare' });
    await expect
      .poll(() =>
        second.getByRole('textbox', { name: 'Title' }).evaluate('document.activeElement.ariaLabel'),
      )
      .toBe('Title');
    await second.getByRole('button', { name: 'Back' }).click();
    expect(await first.getByRole('textbox', { name: 'Words' }).inputValue()).toBe('kept');
  });

  it('closes a form by Esc, keeps the focus inside it until then', async () => {
    const page = await look();
    await say(page, '/incident form');
    const form = page.getByRole('dialog', { name: 'Declare' });
    await form.waitFor();
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab');
      expect(await form.locator(':focus').count()).toBe(await page.locator('body :focus').count());
    }
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(slack().workspace.modals.get('U0REPORTER') ?? []).toEqual([]);
  });

  it('sends what every kind of input holds', async () => {
    const page = await look();
    await say(page, '/incident every');
    const form = page.getByRole('dialog', { name: 'Everything' });
    await form.getByRole('textbox', { name: 'Words' }).fill('two\nlines');
    const choose = async (name: string, typed: string, label: string): Promise<void> => {
      const menu = form.getByRole('combobox', { name, exact: true });
      await menu.click();
      await menu.fill(typed);
      await form.getByRole('option', { name: label }).click();
    };
    await choose('Severity', 'hi', 'HIGH');
    await choose('Service', 'pay', 'PAYMENTS');
    await choose('People', 'cleo', 'Cleo Commander');
    await choose('People', 'omar', 'Omar Oncall');
    await page.keyboard.press('Escape');
    await choose('Room', 'inci', 'incidents');
    await form.getByRole('checkbox', { name: 'DRILL' }).check();
    await form.getByRole('radio', { name: 'OUTAGE' }).check();
    await form.getByLabel('Day').fill('2026-11-22');
    await form.getByLabel('Hour').fill('14:05');
    await form.getByLabel('Moment').fill('2026-11-22T14:05');
    await form.getByRole('textbox', { name: 'Count' }).fill('7');
    await form.getByLabel('File').setInputFiles({
      name: 'trace.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('line one'),
    });
    await form.getByText('trace.txt').waitFor();
    await form.getByRole('button', { name: 'Send it' }).click();
    await form.waitFor({ state: 'detached' });
    expect(sent()[0]).toMatchObject({
      words: { words: { value: 'two\nlines' } },
      severity: { severity: { selected_option: { value: 'high' } } },
      service: { service: { selected_option: { value: 'payments' } } },
      people: { people: { selected_users: ['U0COMMANDER', 'U0ONCALL'] } },
      marks: { marks: { selected_options: [{ value: 'drill' }] } },
      kind: { kind: { selected_option: { value: 'outage' } } },
      day: { day: { selected_date: '2026-11-22' } },
      hour: { hour: { selected_time: '14:05' } },
      // Five past two in Berlin, which is an hour ahead in winter.
      moment: { moment: { selected_date_time: Date.UTC(2026, 10, 22, 13, 5) / 1000 } },
      count: { count: { value: '7' } },
      file: { file: { files: [{ name: 'trace.txt' }] } },
    });
  });

  it('presses buttons as the person one is, after a question where the app asks one', async () => {
    const page = await look();
    await say(page, '/incident card');
    const card = page.getByRole('article', { name: /Card/ });
    await card.getByRole('button', { name: 'Resolve' }).click();
    const question = page.getByRole('dialog', { name: 'Resolve it?' });
    await question.getByRole('button', { name: 'Not yet' }).click();
    await question.waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'More options' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^You are Rita Reporter/ }).click();
    await page.getByRole('menuitem', { name: /Cleo Commander/ }).click();
    await page.getByRole('button', { name: /^You are Cleo Commander/ }).waitFor();
    await card.getByRole('button', { name: 'Take' }).click();
    await page.getByText('U0COMMANDER pressed take').waitFor();
  });

  it('offers the shortcuts of the app, globally and on a message', async () => {
    const page = await look();
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Declare an incident/ }).click();
    const form = page.getByRole('dialog', { name: 'Declare' });
    await form.getByRole('button', { name: 'Never mind' }).click();
    await form.waitFor({ state: 'detached' });
    await say(page, 'Logins are slow');
    const message = page.getByRole('article', { name: /Logins are slow/ });
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /Declare from this message/ }).click();
    await form.waitFor();
    expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Logins are slow');
  });
});
