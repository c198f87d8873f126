import { describe, expect, test } from 'vitest';
import { readField } from '../../../src/incident/kinds/read-field.ts';
import type { FieldValue } from '../../../src/incident/kinds/types.ts';
import { kindsPolicy } from '../../support/kinds-policy.ts';
import { noon } from '../story.ts';

function read(key: string, given: FieldValue | null, policy = kindsPolicy) {
  const field = policy.fields.find((each) => each.key === key);
  if (!field) throw new Error(`no field ${key}`);
  return readField(policy, field, given, { now: noon, zone: 'UTC' });
}

describe('what is given for a field', () => {
  test.each<[string, FieldValue, FieldValue]>([
    ['note', '  two\nlines ', 'two lines'],
    ['story', 'two\nlines', 'two\nlines'],
    ['hurt', '1,200 Users', 1200],
    ['hurt', 12, 12],
    ['loss', '$50k', 50_000],
    ['loss', '1,500.50 usd', 1500.5],
    ['public', 'Yes', true],
    ['public', 'tidak', false],
    ['public', false, false],
    ['found_by', 'a USER', 'user'],
    ['signs', 'slow, wrong, slow', ['slow', 'wrong']],
    ['signs', ['wrong'], ['wrong']],
    ['parts', 'Ledger, www', ['ledger', 'site']],
    ['witnesses', '<@U0ADA|ada>, <@U0BEN>', ['U0ADA', 'U0BEN']],
    ['witnesses', ['U0ADA'], ['U0ADA']],
    ['ticket', 'https://tracker.example/T-1?a=b', 'https://tracker.example/T-1?a=b'],
    ['since', '11:30', '2026-03-02T11:30:00.000Z'],
  ])('of %s as %j is kept as %j, and reading it again changes nothing', (key, given, value) => {
    expect(read(key, given)).toEqual({ value });
    expect(read(key, value)).toEqual({ value });
  });

  test.each<[string, FieldValue, string]>([
    ['note', 'x'.repeat(301), 'too_long'],
    ['story', 'x'.repeat(1501), 'too_long'],
    ['hurt', 'many', 'number'],
    ['hurt', '12 apples', 'unit'],
    ['hurt', '1.500', 'ambiguous_number'],
    ['loss', '20 EUR', 'currency'],
    ['loss', 'a lot', 'currency'],
    ['public', 'perhaps', 'yes_no'],
    ['found_by', 'nobody', 'choice'],
    ['signs', 'slow, odd', 'choice'],
    ['parts', 'attic', 'modules'],
    ['witnesses', 'Ada and Ben', 'people'],
    ['witnesses', Array.from({ length: 31 }, (_, index) => `U0${index}X`), 'too_many'],
    ['ticket', 'javascript:alert(1)', 'link'],
    ['ticket', 'https://a b', 'link'],
    ['since', 'lately', 'time'],
    ['video', 'F123', 'files'],
  ])('of %s as %j is refused: %3$s', (key, given, fault) => {
    expect(read(key, given)).toEqual({ fault });
  });

  test.each([null, '', '  \u200b', [] as string[]])('%j takes the value away', (given) => {
    expect(read('note', given)).toEqual({ value: null });
    expect(read('loss', given)).toEqual({ value: null });
  });
});
