import type { KnownBlock } from '@slack/types';
import { commanderRole } from '../incident/lookup.ts';
import type { Policy } from '../policy/schema.ts';
import { message, section } from './blocks.ts';
import type { Message } from './context.ts';
import { join } from './mrkdwn.ts';
import { roleName } from './names.ts';
import { typedBack } from './notice.ts';
import { whoText } from './people.ts';
import { say, sayPlain } from './say.ts';

/** What to do at once where a declaration could not be recorded: the war room is made by hand. */

/** As much as is known of what somebody wanted to declare. */
export interface ByHand {
  title: string;
  severity: string | null;
  kind: string | null;
  isPrivate: boolean;
}

/** Longer names are tedious to type. */
const longestSlug = 40;

/**
 * A name for the channel in the policy's own pattern, without a number, which nobody has yet. That
 * of a private one tells nothing of the title.
 */
export function nameByHand({ room }: Policy, { title, isPrivate }: ByHand): string {
  const template = isPrivate ? room.private_name : room.name;
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug);
  const filled = template
    .replaceAll('{number}', 'new')
    .replaceAll('{random}', '')
    .replaceAll('{slug}', isPrivate ? '' : slug);
  return filled.replaceAll(/-{2,}/g, '-').replaceAll(/^[-_]+|[-_]+$/g, '') || 'inc-new';
}

/** Four short lines, as blocks. All of it comes from memory. */
export function byHandBlocks(policy: Policy, wanted: ByHand): KnownBlock[] {
  const name = nameByHand(policy, wanted);
  const role = roleName(policy, commanderRole(policy));
  const refs = peopleNeeded(policy, wanted);
  const lines = [
    say(policy, 'by_hand.lead'),
    say(policy, wanted.isPrivate ? 'by_hand.channel_private' : 'by_hand.channel', { name }),
    refs.length > 0
      ? say(policy, 'by_hand.invite', { people: whoText(policy, refs), role })
      : say(policy, 'by_hand.invite_nobody', { role }),
    say(policy, 'by_hand.say'),
    say(policy, 'by_hand.adopt'),
  ];
  return [section(join(lines, '\n'))];
}

/** Whom Muster would have invited, as the policy names them; of a private one only its kind's people. */
function peopleNeeded(policy: Policy, { severity, kind, isPrivate }: ByHand): string[] {
  const { invite, severities, kinds, default_severity: usual } = policy;
  const bySeverity = severities.find(({ key }) => key === (severity ?? usual))?.invite ?? [];
  const byKind = kinds.find(({ key }) => key === kind);
  if (isPrivate) return byKind?.forces.private ? byKind.invite : [];
  const invited = [...invite.always, ...bySeverity, ...(byKind?.invite ?? [])];
  return invited.length > 0 ? invited : policy.on_call.map(({ key }) => `on_call:${key}`);
}

/** Said when a declaration was not recorded, or may not have been: what was typed, and what to do now. */
export function undeclaredMessage(
  policy: Policy,
  wanted: ByHand,
  { typed, isUnsure }: { typed: string; isUnsure: boolean },
): Message {
  const text = say(policy, isUnsure ? 'notice.unsure' : 'notice.unavailable');
  const back = typed.trim() === '' ? [] : typedBack(policy, typed);
  return message(text, [section(text), ...byHandBlocks(policy, wanted), ...back]);
}

/** The same in a form, whose errors are plain text. */
export function undeclaredFormText(policy: Policy, wanted: ByHand): string {
  const name = nameByHand(policy, wanted);
  return `${sayPlain(policy, 'notice.unavailable_form')} ${sayPlain(policy, 'by_hand.form', { name })}`;
}
