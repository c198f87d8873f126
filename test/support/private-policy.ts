import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The policy with one of everything, for the people and channels of the local Slack. */
const swapped: Readonly<Record<string, string>> = {
  '"@on-call"': '"@sre"',
  '"@backend"': '"@sre"',
  '"#backend"': '"#ops"',
  '"#operations"': '"#ops"',
  'security@example.com': 'cleo@example.com',
  'head@example.com': 'cleo@example.com',
  'ada@example.com': 'omar@example.com',
  'grace@example.com': 'sasha@example.com',
  'linus@example.com': 'omar@example.com',
  U0AB12CD: 'U0ONCALL',
  U0EF34GH: 'U0SCRIBE',
  '"@on-call-now"': '"@support"',
  '/var/lib/muster/evidence': join(tmpdir(), 'muster-evidence'),
  // Whoever is refused for another reason would not be asked whether there is such an incident.
  '  command: ["team:backend", "team:security"]\n': '',
  '  close: ["role:commander"]\n': '',
  '  words: { cancel: ["role:commander"] }\n': '',
  '    may_hold: ["team:backend", "team:security"]\n': '',
  'every: month, kinds': 'every: week, kinds',
  // A line is enough to declare, and everything has a channel.
  '  ask: declare\n': '  ask: room\n',
  '    ask: [declare]\n': '    ask: [resolve]\n',
  '    place: thread\n': '',
};

/** A file with it. */
export function privatePolicy(): string {
  let yaml = readFileSync(join(import.meta.dirname, '../../policies/example.yaml'), 'utf8');
  for (const [before, after] of Object.entries(swapped)) {
    if (!yaml.includes(before)) throw new Error(`the example has no ${before}`);
    yaml = yaml.replaceAll(before, after);
  }
  const path = join(mkdtempSync(join(tmpdir(), 'muster-policy-')), 'policy.yaml');
  writeFileSync(path, yaml);
  return path;
}
