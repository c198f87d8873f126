import { loadPolicyFile } from '../policy/load.ts';
import { type Asked, readAsked } from './asked.ts';
import { printed } from './print.ts';
import { DeclarationRefused, simulate } from './simulate.ts';

/** What `muster policy simulate FILE …` prints. `wrong` are faults of the asking, `faulty` those of the file. */
export type SimulateAnswer = { output: string } | { wrong: string[] } | { faulty: string[] };

/** Reads the file, reads what was asked, and simulates it. Throws only for our own bugs. */
export async function simulateFile(
  path: string,
  { json, ...asked }: Asked & { json?: boolean },
): Promise<SimulateAnswer> {
  const loaded = await loadPolicyFile(path);
  if (!loaded.ok) return { faulty: loaded.faults };
  const read = readAsked(asked, loaded.policy);
  if (!read.ok) return { wrong: read.faults };
  try {
    const simulation = simulate(loaded, read.scenario);
    const output = json ? `${JSON.stringify(simulation, null, 2)}\n` : printed(simulation);
    return { output };
  } catch (error) {
    if (!(error instanceof DeclarationRefused)) throw error;
    return { wrong: [`the declaration was refused: ${error.message}`] };
  }
}
