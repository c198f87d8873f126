import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Sandbox } from '../../../sandbox/start.ts';

const known = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where a Chromium is; undefined: tests of the page are skipped, and say so. */
export const browserPath = known.find((path) => path !== undefined && existsSync(path));

if (browserPath === undefined)
  process.stderr.write(
    'Tests of the page are skipped: no Chromium found. Install one, or say where in CHROMIUM.\n',
  );

/** Starts a headless Chromium that calls nobody. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(browserPath === undefined ? {} : { executablePath: browserPath }),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

export interface Look {
  user?: string;
  channel?: string;
  phone?: boolean;
}

/** A window on the local Slack; what goes wrong inside it is gathered in `faults`. */
export async function openPage(
  browser: Browser,
  slack: Sandbox,
  look: Look = {},
): Promise<{ page: Page; faults: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext(
    look.phone
      ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
      : { viewport: { width: 1280, height: 800 } },
  );
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (said) => {
    if (said.type() === 'error') faults.push(said.text());
  });
  const query = new URLSearchParams({
    user: look.user ?? 'reporter',
    channel: look.channel ?? 'general',
  });
  await page.goto(`${slack.url}/?${query}`);
  await page.getByRole('banner').waitFor();
  return { page, faults, close: () => context.close() };
}

/** Writes into the composer of the open channel and sends it. */
export async function say(page: Page, words: string): Promise<void> {
  const box = page.getByRole('textbox', { name: /^Message to/ });
  await box.fill(words);
  await box.press('Enter');
}
