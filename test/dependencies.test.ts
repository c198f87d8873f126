import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verdictOn } from '../.ci/audit.ts';

/** As `npm audit --json` answers. */
const report = (severity: string) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: { undici: { name: 'undici', severity, range: '<7.30.3' } },
    metadata: { vulnerabilities: { info: 0, low: 0, moderate: 0, high: 1, critical: 0, total: 1 } },
  });

describe('the audit of dependencies in CI', () => {
  it.each(['high', 'critical'])('fails on an advisory that is %s, and names the package', (how) => {
    const { told, isBad } = verdictOn(report(how));
    expect(isBad).toBe(true);
    expect(told[0]).toBe(`undici <7.30.3: ${how}`);
  });

  it('passes what is less, and says how much there is', () => {
    expect(verdictOn(report('moderate'))).toEqual({
      told: ['Dependencies were audited: 0 info, 0 low, 0 moderate, 1 high, 0 critical, 1 total.'],
      isBad: false,
    });
  });

  it.each([
    ['{"message":"405 Method Not Allowed","statusCode":405}', '405 Method Not Allowed'],
    ['{"error":{"code":"ENOAUDIT","summary":"offline"}}', 'offline'],
    ['', 'no answer'],
    ['<html>', 'no answer'],
  ])('does not fail where nobody could be asked (%s), and says so', (output, why) => {
    expect(verdictOn(output)).toEqual({
      told: [`Dependencies were NOT audited: ${why}`],
      isBad: false,
    });
  });

  it('is part of what CI runs', () => {
    const script = readFileSync(join(import.meta.dirname, '../.ci/run'), 'utf8');
    expect(script).toMatch(/^npx tsx \.ci\/audit\.ts$/m);
  });
});
