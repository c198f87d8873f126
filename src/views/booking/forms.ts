import type { InputBlock, ModalView } from '@slack/types';
import { whereLimit } from '../../incident/booking/book.ts';
import { lengthOf, meetingLengths } from '../../incident/booking/propose.ts';
import { limits } from '../../incident/text.ts';
import type { Policy } from '../../policy/schema.ts';
import { option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { choiceField, form, input, textField } from '../inputs.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

/** Forms of the meeting. */

const usualLengths = [15, 30, 45, 60, 90, 120, 180, 240];

export function proposeModal({ incident, policy }: ViewContext): ModalView {
  return form(policy, {
    callback: 'propose_slots',
    title: sayPlain(policy, 'form.propose_slots'),
    submit: sayPlain(policy, 'form.propose_submit'),
    metadata: { incident: incident.id },
    blocks: [
      lengthField(policy, lengthOf(policy)),
      input(
        {
          name: 'from',
          label: sayPlain(policy, 'form.propose_from'),
          hint: sayPlain(policy, 'form.propose_from_hint'),
          optional: true,
        },
        { type: 'datetimepicker', action_id: 'value' },
      ),
    ],
  });
}

/** Books a time, or moves what is booked, with what is so now in it. */
export function bookModal({ incident, policy }: ViewContext, preset: Preset): ModalView {
  const { booked } = incident.state.booking;
  const minutes = booked
    ? (booked.toAt.getTime() - booked.fromAt.getTime()) / 60_000
    : lengthOf(policy);
  const where = preset.text ?? booked?.where ?? policy.call.link;
  const at = preset.at ?? booked?.fromAt;
  return form(policy, {
    callback: 'book_meeting',
    title: sayPlain(policy, booked ? 'form.move_meeting' : 'form.book_meeting'),
    submit: sayPlain(policy, 'form.book_submit'),
    metadata: { incident: incident.id, expect: { meeting: booked?.fromAt ?? null } },
    blocks: [
      section(say(policy, 'form.book_hint')),
      input(
        { name: 'at', label: sayPlain(policy, 'form.book_at') },
        {
          type: 'datetimepicker',
          action_id: 'value',
          ...(at ? { initial_date_time: Math.floor(at.getTime() / 1000) } : {}),
        },
      ),
      lengthField(policy, preset.minutes ?? minutes),
      textField(
        {
          name: 'where',
          label: sayPlain(policy, 'form.book_where'),
          hint: sayPlain(policy, 'form.book_where_hint'),
          optional: true,
        },
        { max: whereLimit, ...(where ? { initial: where } : {}) },
      ),
    ],
  });
}

export function cancelMeetingModal({ incident, policy }: ViewContext, preset: Preset): ModalView {
  return form(policy, {
    callback: 'cancel_meeting',
    title: sayPlain(policy, 'form.cancel_meeting'),
    submit: sayPlain(policy, 'form.cancel_meeting_submit'),
    metadata: {
      incident: incident.id,
      expect: { meeting: incident.state.booking.booked?.fromAt ?? null },
    },
    blocks: [
      textField(
        { name: 'reason', label: sayPlain(policy, 'form.cancel_meeting_reason') },
        {
          max: limits.reason,
          multiline: true,
          ...(preset.reason ? { initial: preset.reason } : {}),
        },
      ),
    ],
  });
}

/** The usual lengths, and the one that it has. */
function lengthField(policy: Policy, chosen: number): InputBlock {
  const all = [...new Set([...usualLengths, chosen])]
    .filter((minutes) => minutes >= meetingLengths.min && minutes <= meetingLengths.max)
    .sort((a, b) => a - b);
  return choiceField(
    { name: 'minutes', label: sayPlain(policy, 'form.meeting_minutes') },
    all.map((minutes) => option(duration(policy, minutes), `${minutes}`)),
    `${chosen}`,
  );
}
