import { audienceOf } from '../../incident/telling/audiences.ts';
import { owedBy, owedName } from '../../incident/telling/obligations.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, Mrkdwn, oneLine } from '../mrkdwn.ts';

/** What the policy calls audiences and obligations; an unknown key is shown as it is. */

export function audienceName(policy: Policy, key: string): string {
  return audienceOf(policy, key)?.name ?? key;
}

export function obligationName(policy: Policy, key: string): string {
  const owed = owedBy(policy, key);
  return owed ? owedName(owed) : key;
}

/** A telephone number as it was written, so that it can be tapped. */
export function phoneLink(number: string): Mrkdwn {
  const digits = number.replace(/(?!^\+)[^\d]/g, '');
  const shown = oneLine(number).text;
  return new Mrkdwn(digits.length < 3 ? shown : `<tel:${digits}|${shown.replaceAll('|', '/')}>`);
}

/** Several pieces on a line, those that are there. */
export function dotted(pieces: readonly (Mrkdwn | null | undefined)[]): Mrkdwn {
  return join(
    pieces.filter((piece): piece is Mrkdwn => !!piece && piece.text !== ''),
    ' · ',
  );
}
