import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { loadPolicyFile } from '../src/policy/load.ts';
import { connectClient, type SlackClient } from './client.ts';
import { furnish } from './furnish.ts';
import { type LocalMuster, startLocalMuster } from './local-muster.ts';
import { createDatabase, dropDatabase, openServer } from './postgres.ts';
import { installStoryClock } from './story-clock.ts';

/** Where pictures are taken: a workspace with Muster in it, and a browser that looks at its page. */

/** Where the pictures of the documentation are kept. */
export const pictures = join(import.meta.dirname, '../docs/pictures');

/** What is taken of a page. */
export interface Shot {
  /** Name of the file in `pictures`. */
  file: string;
  /** Selector; of several the last is taken. */
  which: string;
  /** Of the phone, in CSS pixels: higher than a real one, so that nothing is hidden behind the edge. */
  height: number;
  /** Pixels of the picture for one of CSS; 2 unless given. */
  scale?: number;
}

/** A studio in use. */
export class Studio {
  readonly #browser: Browser;
  readonly local: LocalMuster;
  readonly slack: SlackClient;

  constructor(browser: Browser, local: LocalMuster, slack: SlackClient) {
    this.#browser = browser;
    this.local = local;
    this.slack = slack;
  }

  /** A channel as somebody sees it on a phone. */
  openOnPhone(user: string, channel: string, height: number, scale = 2): Promise<Page> {
    const viewport = { width: 390, height };
    const phone = { viewport, isMobile: true, hasTouch: true, deviceScaleFactor: scale };
    return this.open(user, channel, phone);
  }

  /** A channel as somebody sees it. Closing its context closes the page. */
  async open(user: string, channel: string, looks: BrowserContextOptions): Promise<Page> {
    const context = await this.#browser.newContext(looks);
    const page = await context.newPage();
    await page.goto(`${this.local.sandbox.url}/?user=${user}&channel=${channel}`);
    return page;
  }

  /** Takes what somebody sees of a channel on a phone. */
  async take(user: string, channel: string, shot: Shot): Promise<void> {
    const page = await this.openOnPhone(user, channel, shot.height, shot.scale);
    const shown = page.locator(shot.which).last();
    await shown.waitFor();
    // Fonts, and what moves into its place.
    await page.waitForTimeout(1500);
    await shown.screenshot({ path: join(pictures, shot.file) });
    await page.context().close();
  }
}

/**
 * Opens a studio under a policy (the default one unless given), with the groups and channels that it
 * names, works in it and puts it away. The first argument of the script may be the path of Chromium.
 * Throws with the faults of the policy.
 */
export async function inStudio(
  work: (studio: Studio) => Promise<void>,
  policyPath?: string,
): Promise<void> {
  const loaded = policyPath === undefined ? null : await loadPolicyFile(policyPath);
  if (loaded && !loaded.ok) throw new Error(loaded.faults.join('\n'));
  await mkdir(pictures, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.argv[2] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const server = await openServer(undefined);
  const databaseUrl = await createDatabase(server.url);
  await installStoryClock(databaseUrl);
  const local = await startLocalMuster({
    databaseUrl,
    settings: { rateLimits: false },
    ...(policyPath === undefined ? {} : { policyPath }),
  });
  if (loaded) furnish(local.sandbox.workspace, loaded.policy);
  const slack = await connectClient(local.sandbox.url, { settled: local.settled });
  try {
    await work(new Studio(browser, local, slack));
  } finally {
    await browser.close();
    slack.close();
    await local.stop();
    await dropDatabase(server.url, databaseUrl);
    await server.stop();
  }
}
