import { expect, test } from 'vitest';
import { policyDifference } from '../../src/policy/difference.ts';
import { parsePolicy } from '../../src/policy/load.ts';

const base = `version: 2
name: Shop
severities:
  - { key: sev1, name: SEV1, meaning: all of it, update_every_minutes: 30 }
  - { key: sev2, name: SEV2, meaning: some of it, update_every_minutes: 60 }
default_severity: sev2
statuses:
  - { key: open, name: Open, phase: active }
roles:
  - { key: lead, name: Lead }
`;

function policy(text: string) {
  const parsed = parsePolicy(text, 'shop.yaml');
  if (!parsed.ok) throw new Error(parsed.faults.join('\n'));
  return parsed.policy;
}

const changed = (...pairs: [string, string][]) =>
  policyDifference(
    policy(base),
    policy(pairs.reduce((text, [from, to]) => text.replace(from, to), base)),
  );

test('one line for each value that is another one, by the keys of what it is in', () => {
  expect(changed(['update_every_minutes: 30', 'update_every_minutes: 15'])).toEqual([
    'severities.sev1.update_every_minutes: 30 → 15',
  ]);
  expect(changed([', update_every_minutes: 60', ''])).toEqual([
    'severities.sev2.update_every_minutes: 60 → –',
  ]);
});

test('what comes and what goes is named and not told', () => {
  const scribe = '  - { key: scribe, name: Scribe }\n';
  const line = '  - { key: lead, name: Lead }\n';
  expect(changed([line, line + scribe])).toEqual(['+ roles.scribe']);
  expect(policyDifference(policy(base + scribe), policy(base))).toEqual(['- roles.scribe']);
});

test('another order of things with keys is one line, and nothing is none', () => {
  const [one, other] = [/ {2}- \{ key: sev1.*\n/, / {2}- \{ key: sev2.*\n/].map(
    (line) => line.exec(base)?.[0] ?? '',
  );
  expect(changed([`${one}${other}`, `${other}${one}`])).toEqual(['severities: another order']);
  expect(changed(['name: Shop', 'name: Other shop'])).toEqual([]);
});

test('a stored policy, whose keys come back in another order, differs in nothing', () => {
  const backwards = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(backwards);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, backwards(each)]),
    );
  };
  const one = policy(base);
  expect(policyDifference(one, backwards(one) as typeof one)).toEqual([]);
});

test('messages come last, and what is long is cut', () => {
  const said = changed(
    ['name: Lead', `name: ${'L'.repeat(60)}`],
    ['version: 2', `version: 2\nmessages:\n  button.title: New title`],
  );
  expect(said).toEqual([
    `roles.lead.name: Lead → ${'L'.repeat(47)}…`,
    'messages.button.title: – → New title',
  ]);
});
