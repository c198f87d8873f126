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
  crashPoint(`send.${whatIs(effect)}.${moment}`);
}

function whatIs(effect: ClaimedRow['effect']): string {
  if (effect.type === 'announce') return `announce_${effect.to.place}`;
  return effect.type === 'record_file' && 'emails' in effect.to ? 'record_mail' : effect.type;
}
