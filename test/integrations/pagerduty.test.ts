import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert, PagerFault } from '../../src/integrations/pager.ts';
import { createPagerDuty } from '../../src/integrations/pagerduty.ts';
import { openLog } from '../../src/log.ts';
import { OnCall } from '../../src/policy/language/on-call.ts';
import { openPagers, tellOfMissingKeys } from '../../src/start-pagers.ts';
import { testPolicy } from '../support/engine.ts';
import { PagerDuty } from '../support/pagerduty.ts';

const key = 'e93facc04764012d7bfb002500d5d1a6';
const pagerDuty = new PagerDuty([key]);
let url: string;
let lines: string[] = [];
const secrets: string[] = [];
const log = openLog({ level: 'info', secrets, destination: { write: (line) => lines.push(line) } });

beforeAll(async () => {
  url = await pagerDuty.open();
});
afterAll(() => pagerDuty.close());

const alert: Alert = {
  summary: `#1 SEV1 ${'x'.repeat(2000)}`,
  severity: 'critical',
  source: 'muster/T0TEST',
  details: { incident: '#1' },
  links: [{ href: 'https://slack.com/app_redirect?channel=C1', text: 'Slack' }],
};
const pager = (routingKey = key, timeoutMs = 20_000) =>
  createPagerDuty({ url, routingKey, timeoutMs, log });
const faultOf = (work: Promise<void>) =>
  work.then(
    () => null,
    ({ code, isPassing, waitMs, message }: PagerFault) => ({ code, isPassing, waitMs, message }),
  );

describe('PagerDuty', () => {
  it('is triggered, acknowledged and resolved under one key', async () => {
    await pager().trigger('muster-T0TEST-1-1', alert);
    expect(pagerDuty.events.at(-1)).toMatchObject({
      payload: { severity: 'critical', source: 'muster/T0TEST' },
      client_url: 'https://slack.com/app_redirect?channel=C1',
    });
    await pager().acknowledge('muster-T0TEST-1-1');
    expect([...pagerDuty.alerts.values()]).toEqual(['acknowledged']);
    await pager().resolve('muster-T0TEST-1-1');
    expect([...pagerDuty.alerts.values()]).toEqual(['resolved']);
    expect(pagerDuty.rings).toBe(1);
  });

  it.each([
    [
      { status: 429, retryAfter: 7 },
      { code: 'pager_busy', isPassing: true, waitMs: 7000 },
    ],
    [{ status: 429 }, { code: 'pager_busy', isPassing: true, waitMs: null }],
    [
      { status: 429, retryAfter: 9999 },
      { code: 'pager_busy', isPassing: true, waitMs: 60_000 },
    ],
    [{ status: 503 }, { code: 'pager_silent', isPassing: true }],
    [{ lost: 'before' }, { code: 'pager_silent', isPassing: true }],
    [{ silent: true }, { code: 'pager_silent', isPassing: true }],
    [
      { status: 403, body: '<html>' },
      { code: 'pager_refused', isPassing: false },
    ],
  ] as const)('that answers %j is told apart', async (fault, expected) => {
    pagerDuty.fail(fault);
    const waitsMs = 'silent' in fault ? 200 : undefined;
    expect(await faultOf(pager(key, waitsMs).resolve('k'))).toMatchObject(expected);
  });

  it('says what is wrong with an event, and no line of the log has the key', async () => {
    const fault = await faultOf(pager('short').trigger('k', alert));
    expect(fault).toMatchObject({ code: 'pager_refused', isPassing: false });
    expect(fault?.message).toContain("Length of 'routing_key' is incorrect");
    expect(lines.join()).toContain('"outcome":"pager_refused"');
    expect(lines.join()).not.toContain(key);
  });
});

describe('pagers of a policy', () => {
  const onCall = ['FULL_KEY', 'NO_KEY', 'SLACK_BOT_TOKEN', 'SHORT_KEY'].map((key_env) =>
    OnCall.parse({
      key: key_env.toLowerCase(),
      name: key_env,
      pager: { provider: 'pagerduty', key_env },
    }),
  );
  const policy = { ...testPolicy, on_call: [...onCall, OnCall.parse({ key: 'none', name: 'No' })] };

  it('find their key in the environment, and the start says which have none', () => {
    process.env['FULL_KEY'] = key;
    process.env['SHORT_KEY'] = 'hunter2hunter2';
    process.env['SLACK_BOT_TOKEN'] = 'x'.repeat(32);
    lines = [];
    const config = { pagerDutyUrl: url };
    const pagerOf = openPagers({ config, activePolicy: () => policy, secrets, log });
    expect(pagerOf('none')).toBeNull();
    tellOfMissingKeys(pagerOf, policy, log);
    const told = lines.map((line) => JSON.parse(line).variable);
    expect(told).toEqual(['NO_KEY', 'SLACK_BOT_TOKEN', 'SHORT_KEY']);
    expect(lines.join()).not.toContain('hunter2');
    log.info({ key }, 'what somebody logs by mistake');
    expect(lines.at(-1)).toContain('"key":"[secret]"');
  });
});
