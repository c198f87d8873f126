import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs `muster …` as people do, with this environment alone, until it ends. What runs on after 20 s
 * is killed and ends with a code that is not a number.
 */
export function runMuster(parameters: string[], env: Record<string, string>): Promise<Ended> {
  const command = [join(import.meta.dirname, '../../bin/muster.js'), ...parameters];
  const options = { env: { PATH: process.env['PATH'] ?? '', ...env }, timeout: 120_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? Number.NaN) : 0, stdout, stderr });
    });
  });
}
