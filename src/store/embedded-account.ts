import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Another user to run PostgreSQL as; `undefined` means: as ourselves. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/**
 * PostgreSQL refuses to run as root. For root this picks a user that is known to the system
 * (`initdb` looks its own name up): `postgres`, else `nobody`, else the first that is not root.
 */
export async function accountForPostgres(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'))
    .map((part) => ({ name: part[0], uid: Number(part[2]), gid: Number(part[3]) }))
    .filter(({ uid, gid }) => Number.isInteger(uid) && uid > 0 && Number.isInteger(gid) && gid > 0);
  const chosen =
    accounts.find(({ name }) => name === 'postgres') ??
    accounts.find(({ name }) => name === 'nobody') ??
    accounts[0];
  if (!chosen) {
    throw new Error(
      'PostgreSQL does not run as root and this machine knows no other user: set DATABASE_URL, or run as another user.',
    );
  }
  return { uid: chosen.uid, gid: chosen.gid };
}

/** What any child gets: nothing of our environment, which holds secrets, and messages in English. */
export function childOptions(account: Account, directory: string) {
  return {
    // Root's own working directory may be one that the other user cannot enter.
    cwd: directory,
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/run/current-system/sw/bin',
      LC_ALL: 'C',
      TZ: 'UTC',
    },
    ...(account ?? {}),
  };
}

/** Runs a program to its end as `account`. Rejects with what it printed when it fails. */
export function runAs(
  account: Account,
  directory: string,
  command: readonly [string, ...string[]],
  input = '',
): Promise<string> {
  const [program, ...parameters] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, childOptions(account, directory));
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => reject(new Error(`${program}: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} failed (${code}): ${output.trim()}`));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
