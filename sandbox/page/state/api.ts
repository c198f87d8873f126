import type { Act, ActResult, MemberView } from '../../protocol.ts';
import type { ClockState, ControlError, FaultState, JournalState } from '../../protocol-operate.ts';
import type { Settings } from '../../server/settings.ts';

/** What is open, as the control API asks for it. */
export interface Open {
  user: string;
  channel?: string;
  thread?: string;
}

/** Reads what a member sees. Throws an Error with the server's sentence when it cannot. */
export function readView(open: Open): Promise<MemberView> {
  return read(`view?${new URLSearchParams({ ...open })}`);
}

/** Does what a person does. Never throws: a broken connection is a failed act. */
export async function postAct(act: Act): Promise<ActResult> {
  try {
    return await write<ActResult>('act', act);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The local Slack does not answer.';
    return { ok: false, error: 'connection', message };
  }
}

/** Moves the story on by milliseconds. */
export function advanceClock(ms: number): Promise<ClockState> {
  return write('clock', { advance_ms: ms });
}

export function readJournal(limit: number): Promise<JournalState> {
  return read(`journal?limit=${limit}`);
}

export function readSettings(): Promise<Settings> {
  return read('settings');
}

export function changeSettings(change: Partial<Settings>): Promise<Settings> {
  return write('settings', change);
}

export function readFaults(): Promise<FaultState> {
  return read('faults');
}

export function setFaults(change: unknown): Promise<FaultState> {
  return write('faults', change);
}

function read<T>(path: string): Promise<T> {
  return answered(fetch(`/_control/${path}`));
}

function write<T>(path: string, body: unknown): Promise<T> {
  return answered(
    fetch(`/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

async function answered<T>(request: Promise<Response>): Promise<T> {
  const response = await request;
  const body = (await response.json()) as T | ControlError;
  if (!response.ok) throw new Error((body as ControlError).message);
  return body as T;
}
