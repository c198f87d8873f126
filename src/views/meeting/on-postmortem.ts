import type { Button, KnownBlock } from '@slack/types';
import { type ClosingItem, closingOf, isHeld } from '../../incident/meeting/closing.ts';
import { meetingOf, runOf } from '../../incident/meeting/record.ts';
import { holderOf, meetingRoles } from '../../incident/meeting/roles.ts';
import { lastedMinutes, mayMeet } from '../../incident/meeting/run.ts';
import { whether } from '../../incident/postmortem/whether.ts';
import { actions, button, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { join, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { meetingRoleName } from './names.ts';
import { surveyBlocks } from './survey.ts';
import { unsafeButtons } from './unsafe.ts';
import { whoLines } from './who.ts';

/** Its part of the message about the postmortem: who does what, the button that starts it, what is left to do after it. */
export function meetingOnPostmortem(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  if (whether(incident, policy) !== 'held' || !mayMeet.includes(incident.phase)) return [];
  const { run } = meetingOf(incident);
  const inPrivate = actions(unsafeButtons(view));
  if (isHeld(incident) && !runOf(incident)) {
    return [
      ...held(view),
      ...closing(view),
      ...surveyBlocks(view),
      ...(inPrivate ? [inPrivate] : []),
    ];
  }
  // Before a time is booked, one way to begin at once is enough, and who does what is for later.
  const isNear = incident.state.booking.booked !== null || run !== null;
  const isShared = isNear || Object.keys(meetingOf(incident).roles).length > 0;
  const start = startButtons(view).slice(0, isNear ? undefined : 1);
  const buttons = actions([...(isShared ? roleButtons(view) : []), ...start]);
  return [
    ...(isShared ? [section(join([say(policy, 'meeting.who'), ...whoLines(view)]))] : []),
    ...(run ? [section(say(policy, 'meeting.on', { at: when(run.endsAt) }))] : []),
    ...(buttons ? [buttons] : []),
    ...surveyBlocks(view),
    ...(inPrivate ? [inPrivate] : []),
  ];
}

/** A button for each role that nobody has. */
export function roleButtons({ incident, policy }: ViewContext): Button[] {
  const roles = meetingRoles(policy);
  const open = roles.filter(({ key }) => !holderOf(incident, key));
  const take = open.map(({ key }) => {
    const label = sayPlain(policy, 'button.take_meeting_role', {
      role: meetingRoleName(policy, key),
    });
    return button('take_meeting_role', label, { incident: incident.id, arg: key }, { suffix: key });
  });
  if (open.length === roles.length) return take;
  const give = sayPlain(policy, 'button.give_up_meeting_role');
  return [...take, button('give_up_meeting_role', give, { incident: incident.id })];
}

/** The buttons that start it, once it may be held. */
export function startButtons({ incident, policy }: ViewContext): Button[] {
  if (runOf(incident) || !mayMeet.includes(incident.phase)) return [];
  // Before a time is booked, booking one comes first.
  const isNext = incident.state.booking.booked !== null;
  const start = (label: string, yes: boolean) =>
    button(
      'start_meeting',
      label,
      { incident: incident.id, yes },
      { suffix: yes ? 'timed' : 'by_hand', ...(yes && isNext ? { style: 'primary' } : {}) },
    );
  return [
    start(sayPlain(policy, 'button.start_meeting'), true),
    start(sayPlain(policy, 'button.start_by_hand'), false),
  ];
}

function held({ incident, policy }: ViewContext): KnownBlock[] {
  const { run } = meetingOf(incident);
  if (!run?.endedAt) return [];
  return [
    section(
      say(policy, 'meeting.held', {
        at: when(run.startedAt),
        duration: duration(policy, lastedMinutes(run)),
      }),
    ),
  ];
}

/** What is open comes first; a tick can be taken off again. */
function closing({ incident, policy }: ViewContext): KnownBlock[] {
  const items = closingOf(incident, policy);
  if (items.length === 0) return [];
  const open = items.filter(({ isDone }) => !isDone);
  const done = items.filter(({ isDone }) => isDone);
  const head =
    open.length > 0
      ? say(policy, 'meeting.closing', { open: open.length })
      : say(policy, 'meeting.closing_done');
  const line = ({ item, key, text, isDone }: ClosingItem) => {
    const label = isDone ? 'button.untick_closing' : 'button.tick_closing';
    const value = { incident: incident.id, arg: key, yes: !isDone };
    const accessory = button('tick_closing', sayPlain(policy, label), value, {
      suffix: String(item),
    });
    const sentence = isDone ? 'meeting.closing_ticked' : 'meeting.closing_open';
    return section(say(policy, sentence, { text: oneLine(text) }), { accessory });
  };
  return [section(head), ...[...open, ...done].map(line)];
}
