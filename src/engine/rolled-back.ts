import { Unavailable } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import type { Engine, Result } from './engine.ts';

/** How a command ended: carried out, carried out before, or refused. */
type Ended = { ok: true; repeated: boolean } | { ok: false };

/** Ends a transaction that leaves nothing behind, not even the gesture's key. */
export class RolledBack<Outcome extends Ended> extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super('nothing was decided');
    this.outcome = outcome;
  }
}

/**
 * Runs the transaction in which a command of this type is decided, and counts how it ended. Throws
 * what it throws, but for `RolledBack`, whose outcome is the answer.
 */
export async function carriedOut<Outcome extends Ended>(
  engine: Engine,
  type: Parameters<NonNullable<Engine['onDecided']>>[0],
  transaction: () => Promise<Outcome>,
): Promise<Outcome> {
  const tell = (result: Result) => engine.onDecided?.(type, result);
  try {
    const outcome = await transaction();
    crashPoint('decided.after_commit');
    engine.kick();
    tell('accepted');
    return outcome;
  } catch (error) {
    if (!(error instanceof RolledBack)) {
      tell(error instanceof Unavailable ? 'unavailable' : 'failed');
      throw error;
    }
    tell(error.outcome.ok ? 'repeated' : 'refused');
    return error.outcome;
  }
}
