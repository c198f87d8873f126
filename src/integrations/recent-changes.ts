import { spawn } from 'node:child_process';

/** What a command of the operator printed. */
export interface Printed {
  output: string;
  errors: string;
  /** Null where it ended by itself with 0; its exit code, a signal, or `timeout`. */
  failed: string | null;
}

export interface ChangesCommand {
  /** As the policy has it, for /bin/sh; `{hours}` stands for a number. */
  command: string;
  hours: number;
  timeoutSeconds: number;
  /** All that the command sees of our environment. */
  environment: Readonly<Record<string, string>>;
}

/** Of each stream so many characters are kept: more than a message of Slack holds. */
const mostKept = 20_000;

/**
 * Runs the command that shows recent changes. It was written by who runs Muster, and sees none of its
 * secrets: only the environment it is given. When its time is over, it ends with all that it started.
 * Never rejects.
 */
export function recentChanges(asked: ChangesCommand): Promise<Printed> {
  const { command, hours, timeoutSeconds, environment } = asked;
  const whole = command.replaceAll('{hours}', String(Math.trunc(hours)));
  return new Promise((resolve) => {
    const printed: Printed = { output: '', errors: '', failed: null };
    const child = spawn('/bin/sh', ['-c', whole], {
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const timer = setTimeout(() => {
      printed.failed = 'timeout';
      endAll(child.pid);
    }, timeoutSeconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed.output = (printed.output + text).slice(0, mostKept);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed.errors = (printed.errors + text).slice(0, mostKept);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ ...printed, failed: error.message });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ ...printed, failed: printed.failed ?? endOf(code, signal) });
    });
  });
}

function endOf(code: number | null, signal: string | null): string | null {
  if (signal) return signal;
  return code === 0 ? null : `exit code ${code}`;
}

/** The shell and whatever it started: together they are a group of their own. */
function endAll(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself a moment ago.
  }
}
