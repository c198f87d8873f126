import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Asks the registry whether an advisory is known for a package that runs in production. A finding
// fails; where nobody answers, or the registry keeps no advisories, that is said and nothing fails:
// a build without network must still be possible.

const worst = ['high', 'critical'] as const;

interface Verdict {
  told: string[];
  isBad: boolean;
}

/** What the JSON of `npm audit` comes to. */
export function verdictOn(output: string): Verdict {
  const report = parsed(output);
  const counts = report?.metadata?.vulnerabilities;
  if (!report?.vulnerabilities || !counts) {
    const why = report?.message ?? report?.error?.summary ?? 'no answer';
    return { told: [`Dependencies were NOT audited: ${why}`], isBad: false };
  }
  const bad = Object.entries(report.vulnerabilities).filter(([, { severity }]) =>
    worst.some((each) => each === severity),
  );
  const sum = Object.entries(counts).map(([severity, count]) => `${count} ${severity}`);
  return {
    told: [
      ...bad.map(([name, { severity, range }]) => `${name} ${range ?? ''}: ${severity}`),
      `Dependencies were audited: ${sum.join(', ')}.`,
    ],
    isBad: bad.length > 0,
  };
}

interface Report {
  message?: string;
  error?: { summary?: string };
  vulnerabilities?: Record<string, { severity: string; range?: string }>;
  metadata?: { vulnerabilities?: Record<string, number> };
}

function parsed(output: string): Report | undefined {
  try {
    const report: unknown = JSON.parse(output);
    return typeof report === 'object' && report !== null ? report : undefined;
  } catch {
    return undefined;
  }
}

function audit(): Verdict {
  const { stdout } = spawnSync(
    'npm',
    ['audit', '--omit=dev', '--json', '--fetch-retries=1', '--fetch-timeout=20000'],
    { cwd: resolve(import.meta.dirname, '..'), encoding: 'utf8', timeout: 90_000 },
  );
  return verdictOn(stdout ?? '');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { told, isBad } = audit();
  for (const line of told) process.stdout.write(`${line}\n`);
  process.exitCode = isBad ? 1 : 0;
}
