import type { KnownBlock } from '@slack/types';
import { dueOf, lengthOf } from '../../incident/booking/propose.ts';
import type { Booked, Slot } from '../../incident/booking/types.ts';
import { milestoneAt } from '../../incident/course/milestones.ts';
import { isHeldAsBooked, runOf } from '../../incident/meeting/record.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, context, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { literal, type Mrkdwn, mention, onDay, oneLine, utc, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { lengthText, somePeople, whereText } from './words.ts';

/** Its part of the message about the postmortem: when the meeting is, or when it could be. */
export function bookingOnPostmortem(view: ViewContext): KnownBlock[] {
  const { incident, now } = view;
  if (incident.isDrill) return [];
  const { booked, slots, asked } = incident.state.booking;
  if (booked) return bookedBlocks(view, booked);
  if (runOf(incident) || milestoneAt(incident, 'postmortem_held')) return [];
  if (asked) return lookingBlocks(view);
  const open = slots.filter(({ fromAt }) => fromAt > now);
  return open.length > 0 ? slotBlocks(view, open) : unbookedBlocks(view);
}

function bookedBlocks(view: ViewContext, booked: Booked): KnownBlock[] {
  const { incident, policy, now } = view;
  // What began is neither moved nor cancelled; the meeting's own part says how it goes.
  if (isHeldAsBooked(incident)) return [];
  const { fromAt, toAt, by, where } = booked;
  const told = {
    from: onDay(fromAt),
    length: lengthText(policy, booked),
    where: whereText(policy, where),
  };
  if (toAt <= now) return [section(say(policy, 'booking.over', told))];
  const value = { incident: incident.id };
  const row = actions([
    button('book_meeting', sayPlain(policy, 'button.move_meeting'), value),
    button('cancel_meeting', sayPlain(policy, 'button.cancel_meeting'), value),
  ]);
  return [
    section(say(policy, 'booking.booked', { ...told, who: mention(by) })),
    context(...invitations(policy, booked)),
    ...(row ? [row] : []),
  ];
}

/** Who was told, and what is left for people to do about it. */
function invitations(policy: Policy, { invited, unmailed }: Booked): Mrkdwn[] {
  const calendar = policy.postmortem?.calendar;
  const reasons = [...new Set(unmailed.map(({ why }) => why))];
  return [
    invited.length === 0
      ? say(policy, 'booking.inviting')
      : say(policy, 'booking.invited', { who: somePeople(policy, invited) }),
    ...reasons.map((why) => {
      const who = unmailed.filter((each) => each.why === why).map(({ userId }) => userId);
      return say(policy, 'booking.unmailed', {
        who: somePeople(policy, who),
        why:
          why === ''
            ? say(policy, 'booking.unmailed_no_address')
            : say(policy, 'booking.unmailed_refused', { code: literal(why) }),
      });
    }),
    ...(calendar ? [say(policy, 'booking.calendar', { calendar: oneLine(calendar) })] : []),
  ];
}

/** Whoever knows when need not wait. */
function lookingBlocks({ incident, policy }: ViewContext): KnownBlock[] {
  const value = { incident: incident.id };
  const row = actions([button('book_meeting', sayPlain(policy, 'button.book_meeting'), value)]);
  return [section(say(policy, 'booking.looking')), ...(row ? [row] : [])];
}

function slotBlocks(view: ViewContext, slots: Slot[]): KnownBlock[] {
  const { policy } = view;
  const [first] = slots;
  const length = first ? lengthText(policy, first) : '';
  const row = otherWays(view, 'button.propose_again');
  const always = alwaysOut(slots);
  return [
    section(say(policy, 'booking.when', { length, due: dueText(view) })),
    ...(always ? [context(say(policy, 'booking.all_out', { who: outText(policy, always) }))] : []),
    ...slots.flatMap((slot) => slotLine(view, slot, always !== null)),
    ...(row ? [row] : []),
  ];
}

/** Where no time suits the same people, they are named once; null: it differs, or all can. */
function alwaysOut(slots: Slot[]): Slot | null {
  const [first, ...others] = slots;
  if (!first || others.length === 0 || first.outCount === 0) return null;
  const names = (slot: Slot) => `${slot.outCount} ${[...slot.out].sort().join()}`;
  return others.every((each) => names(each) === names(first)) ? first : null;
}

function outText(policy: Policy, { out, outCount }: Slot): Mrkdwn {
  return somePeople(policy, out, outCount);
}

function slotLine(view: ViewContext, slot: Slot, isOutKnown: boolean): KnownBlock[] {
  const { incident, policy } = view;
  const { id, fromAt, toAt, votes, outCount } = slot;
  const due = dueOf(incident, policy);
  const value = { incident: incident.id, arg: `${id}` };
  const aloud = { from: utc(fromAt) };
  const accessory = button('vote_slot', sayPlain(policy, 'button.vote_slot'), value, {
    suffix: `${id}`,
    aloud: sayPlain(policy, 'aloud.vote_slot', aloud),
  });
  const book = button('book_meeting', sayPlain(policy, 'button.book_slot'), value, {
    suffix: `${id}`,
    aloud: sayPlain(policy, 'aloud.book_slot', aloud),
  });
  // Nobody books what nobody can; ten buttons fill a phone.
  const row = actions(votes.length > 0 ? [book] : []);
  const text = say(policy, 'booking.slot', {
    from: onDay(fromAt),
    can:
      votes.length > 0
        ? say(policy, 'booking.can', { count: votes.length, who: somePeople(policy, votes) })
        : '',
    out:
      outCount > 0 && !isOutKnown ? say(policy, 'booking.out', { who: outText(policy, slot) }) : '',
    late: due && toAt > due ? say(policy, 'booking.slot_late') : '',
  });
  return [section(text, { accessory }), ...(row ? [row] : [])];
}

function unbookedBlocks(view: ViewContext): KnownBlock[] {
  const { policy, incident } = view;
  const { inVain } = incident.state.booking;
  const length = duration(policy, lengthOf(policy));
  const row = otherWays(view, 'button.propose_slots');
  return [
    section(say(policy, 'booking.unbooked', { length, due: dueText(view) })),
    ...(inVain === null
      ? []
      : [context(say(policy, 'booking.in_vain', { length: duration(policy, inVain) }))]),
    ...(row ? [row] : []),
  ];
}

function otherWays(
  { incident, policy }: ViewContext,
  propose: 'button.propose_slots' | 'button.propose_again',
) {
  const value = { incident: incident.id };
  return actions([
    button('propose_slots', sayPlain(policy, propose), value),
    button('book_meeting', sayPlain(policy, 'button.book_meeting'), value),
  ]);
}

function dueText({ incident, policy }: ViewContext): Mrkdwn | '' {
  const due = dueOf(incident, policy);
  return due ? say(policy, 'booking.due', { due: when(due) }) : '';
}
