import { audienceOf } from '../../incident/telling/audiences.ts';
import { type Owed, owedBy, owedName } from '../../incident/telling/obligations.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, Mrkdwn, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';

/** What the policy calls audiences and obligations; an unknown key is shown as it is. */

export function audienceName(policy: Policy, key: string): string {
  return audienceOf(policy, key)?.name ?? key;
}

export function obligationName(policy: Policy, key: string): string {
  const owed = owedBy(policy, key);
  return owed ? owedName(owed) : key;
}

/** What is owed, and to whom where its name does not say so. */
export function owedLine(policy: Policy, owed: Owed): Mrkdwn {
  const obligation = owedName(owed);
  const to = owed.client?.name ?? owed.obligation.to;
  return obligation.includes(to)
    ? say(policy, 'owed.named', { obligation })
    : say(policy, 'owed.line', { obligation, to: oneLine(to) });
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
