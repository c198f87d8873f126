import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';

/** One of everything that lists, runbooks and measures can say. */
export const listsOfTasks = `
kinds:
  - { key: security, name: Security, meaning: Somebody is inside }
  - { key: outage, name: Outage, meaning: Something does not work }
default_kind: outage
fields:
  - { key: users_hit, name: Users affected, type: number }
  - key: cause
    name: Cause
    type: choice
    choices: [{ key: deploy, name: A deploy }, { key: network, name: The network }]
measures:
  - key: maintenance
    name: Maintenance mode
    effect: Customers see a page that says so
    undo: Switch it off in the console
  - { key: frozen, name: Frozen accounts, undo: Unfreeze them one by one }
checklists:
  - key: containment
    name: Containment
    when: { kind: [security] }
    role: commander
    items:
      - { key: money, text: Move money between accounts, forbidden: true, permitted: Freeze one account }
      - { key: rotate, text: Rotate credentials, caution: Sessions end at once, command: 'vault rotate {user_id}' }
      - { key: freeze, text: Freeze the account, two_people: true, puts_in_force: frozen }
      - { key: watch, text: Watch the logs, wait_minutes: 60 }
      - { key: tell, text: Tell legal, only_if: data was read }
      - { key: photo, text: Take a screenshot, optional: true }
  - key: verification
    name: Verification
    when: { kind: [outage] }
    strict: true
    items:
      - { key: count, text: Count the affected users, asks_field: users_hit }
      - key: checks
        text: Check that it works
        reaches: mitigated
        steps:
          - { key: login, text: Log in }
          - { key: pay, text: Pay something }
          - { key: mail, text: Send a mail, optional: true }
      - { key: open, text: Open the doors again, undoes: maintenance }
  - key: handover
    name: Hand-over
    manual: true
    items: [{ key: write, text: Write down what is open }]
runbooks:
  - key: takeover
    name: Account takeover
    trigger: A customer's account acts strangely
    symptoms: [Logins from abroad, Password was changed]
    words: [hacked, account stolen, akun dibajak, บัญชีถูกแฮก]
    suggested: { kind: [security, outage] }
    impact: [Money can be lost]
    parameters:
      - { key: user_id, name: Which user?, help: In the back office }
      - { key: region, name: Which region? }
    forces: { severity: sev1, kind: security }
    diagnosis: [{ key: last, text: Look at the last logins, command: 'audit logins {user_id}' }]
    escalation: [{ after_minutes: 30, if: it goes on, text: Wake the head of security }]
    steps:
      - { key: lock, text: Lock the account, command: 'accounts lock {user_id} --region {region}' }
      - { key: page, text: Show the maintenance page, puts_in_force: maintenance }
      - { key: go_on, text: Hand over, starts: handover }
  - key: redis
    name: Redis connection failures
    symptoms: [Sessions are lost, Cache misses go up]
    words: [redis, cache down, sessions lost]
    steps: [{ key: ping, text: Ping Redis, command: redis-cli ping }]
`;

/** The default policy with all of that. */
export const tasksYaml = `${readFileSync(join(import.meta.dirname, '../../policies/default.yaml'), 'utf8')}\n${listsOfTasks}`;

const read = parsePolicy(tasksYaml, 'tasks.yaml');
if (!read.ok) throw new Error(read.faults.join('\n'));
export const tasksPolicy: Policy = read.policy;

/** The same as a file. */
export function tasksPolicyFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'muster-policy-')), 'tasks.yaml');
  writeFileSync(path, tasksYaml);
  return path;
}
