import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Sandbox } from '../../../sandbox/start.ts';
import { type Joined, overHttp } from '../bolt.ts';
import { type Look, openBrowser, openPage } from './browser.ts';
import { type Sent, tinyApp } from './tiny-app.ts';

export interface Stage {
  /** The local Slack of the running test. */
  slack: () => Sandbox;
  /** What forms sent in the running test. */
  sent: () => Sent[];
  /** Opens a window on the page; whatever fails inside it fails the test. */
  look: (at?: Look) => Promise<Page>;
}

/** A browser for all tests of a suite, and for each a local Slack with the tiny app. */
export function onStage(): Stage {
  let browser: Browser;
  let joined: Joined;
  let sent: Sent[];
  let windows: Awaited<ReturnType<typeof openPage>>[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    sent = [];
    joined = await overHttp(tinyApp(sent));
  });
  afterEach(async () => {
    const faults = windows.flatMap((each) => each.faults);
    await Promise.all(windows.map((each) => each.close()));
    windows = [];
    await joined.close();
    expect(faults).toEqual([]);
  });
  return {
    slack: () => joined.slack,
    sent: () => sent,
    look: async (at = {}) => {
      const opened = await openPage(browser, joined.slack, at);
      windows.push(opened);
      return opened.page;
    },
  };
}
