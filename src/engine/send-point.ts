import { crashPoint } from '../store/crash-point.ts';
import type { ClaimedRow } from './claim.ts';

/** The steps of one send, in their order. */
export type SendMoment =
  | 'after_claim'
  | 'before_call'
  | 'after_call'
  | 'before_settle'
  | 'after_settle';

/** A crash point of sending this row, such as `send.sync_room.after_claim`, `send.announce_dm.before_call`. */
export function sendPoint({ effect }: Pick<ClaimedRow, 'effect'>, moment: SendMoment): void {
  const what = effect.type === 'announce' ? `announce_${effect.to.place}` : effect.type;
  crashPoint(`send.${what}.${moment}`);
}
