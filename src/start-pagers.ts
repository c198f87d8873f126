import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { pagerKey } from './config.ts';
import { NoPagerKey, type Pager } from './integrations/pager.ts';
import { createPagerDuty, isRoutingKey } from './integrations/pagerduty.ts';
import type { Policy } from './policy/schema.ts';

/** Outside pagers, by the policy's schedules and the environment's keys. */

/** The pager of a schedule of the policy in force; null where it has none. Throws `PagerFault`. */
export type PagerOf = (schedule: string) => Pager | null;

export interface PagersOptions {
  config: Pick<Config, 'pagerDutyUrl'>;
  activePolicy: () => Policy;
  /** Every key that is used is added, so that the log strikes it out. */
  secrets: string[];
  log: Logger;
  /** Reads an environment variable that the policy names; undefined where it is not set. */
  keyOf?: (name: string) => string | undefined;
}

/** Finds a schedule's pager when it is needed: another policy may be in force by then. */
export function openPagers(options: PagersOptions): PagerOf {
  const { config, activePolicy, secrets, log } = options;
  const key = (name: string) => {
    const value = (options.keyOf ?? keyIn)(name);
    if (value === undefined) throw new NoPagerKey(name, 'is not set');
    if (!isRoutingKey(value)) {
      throw new NoPagerKey(
        name,
        'is no integration key of the Events API v2 (32 letters and digits)',
      );
    }
    if (!secrets.includes(value)) secrets.push(value);
    return value;
  };
  return (schedule) => {
    const pager = activePolicy().on_call.find((each) => each.key === schedule)?.pager;
    if (!pager) return null;
    return createPagerDuty({ url: config.pagerDutyUrl, routingKey: key(pager.key_env), log });
  };
}

/** Says at start which schedules could not wake anybody by their pager. */
export function tellOfMissingKeys(pagerOf: PagerOf, { on_call }: Policy, log: Logger): void {
  for (const { key, pager } of on_call) {
    if (!pager) continue;
    try {
      pagerOf(key);
    } catch (error) {
      log.warn(
        { schedule: key, variable: pager.key_env, err: error },
        'the pager of a schedule has no key: it wakes people in Slack only',
      );
    }
  }
}

function keyIn(name: string): string | undefined {
  return pagerKey(name)?.reveal();
}
