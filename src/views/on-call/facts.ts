import type { IncidentView } from '../../incident/places.ts';
import type { OrganisationFact } from '../../organisation/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button, context, message, section, shortMessage } from '../blocks.ts';
import type { Message } from '../context.ts';
import { join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { roomLink } from '../room-link.ts';
import { say, sayPlain } from '../say.ts';
import { endButton } from './list.ts';
import { onCallWho, type PeopleBehind, scheduleName, untilText } from './people.ts';

/** What is told of who is on call. */
export type OnCallFact = Extract<
  OrganisationFact,
  { type: 'shift_changed' | 'shift_begins' | 'override_set' | 'override_ended' }
>;

/** What delivery knows when it sends one of them. */
export interface OnCallTold {
  policy: Policy;
  /** A channel, or a person directly. */
  to: 'channel' | 'person';
  people: PeopleBehind;
  /** Open incidents, for who hands over; private ones and drills are passed by. */
  open: IncidentView[];
}

/** Incidents that a hand-off names. */
const mostOpen = 5;

export function onCallFactMessage(told: OnCallTold, fact: OnCallFact): Message {
  switch (fact.type) {
    case 'shift_changed':
      return shiftChanged(told, fact);
    case 'shift_begins':
      return shiftBegins(told, fact);
    case 'override_set':
      return overrideSet(told, fact);
    case 'override_ended':
      return overrideEnded(told, fact);
  }
}

type Of<T extends OnCallFact['type']> = Extract<OnCallFact, { type: T }>;

function shiftChanged(told: OnCallTold, fact: Of<'shift_changed'>): Message {
  const { policy, people } = told;
  const values = {
    name: scheduleName(policy, fact.schedule),
    until: untilText(policy, fact.untilAt),
  };
  const before = onCallWho(policy, fact.before, people);
  const who = onCallWho(policy, fact.people, people);
  const open = openOf(told, fact.before);
  const text =
    fact.people.length === 0
      ? say(policy, 'fact.shift_nobody', { ...values, before })
      : fact.before.length === 0
        ? say(policy, 'fact.shift_changed_first', { ...values, who })
        : say(policy, 'fact.shift_changed', { ...values, who, before });
  return message(text, [
    section(text),
    ...(open ? [context(say(policy, 'fact.shift_open', { before, list: open }))] : []),
  ]);
}

/** The open incidents in which whoever had the turn holds a role; null where there are none. */
function openOf({ policy, people, open }: OnCallTold, before: string[]): Mrkdwn | null {
  const users = new Set(before.flatMap((ref) => [ref, ...(people.get(ref) ?? [])]));
  const theirs = open.filter(
    ({ incident: { isPrivate, isDrill, state } }) =>
      !isPrivate &&
      !isDrill &&
      Object.values(state.roles).some((holders) => holders.some(({ userId }) => users.has(userId))),
  );
  if (theirs.length === 0) return null;
  const named = theirs
    .slice(0, mostOpen)
    .map(({ incident, places }) =>
      join(
        [oneLine(`#${incident.number} ${incident.title}`), roomLink({ policy, incident, places })],
        ' ',
      ),
    );
  const left = theirs.length - named.length;
  return join([...named, ...(left > 0 ? [oneLine(`+${left}`)] : [])], ' · ');
}

function shiftBegins({ policy }: OnCallTold, { schedule, untilAt }: Of<'shift_begins'>): Message {
  const text = say(policy, 'fact.shift_begins', {
    name: scheduleName(policy, schedule),
    until: untilText(policy, untilAt),
  });
  const duties = dutiesText(policy, schedule);
  const all = duties ? join([text, duties]) : text;
  return shortMessage(all, [
    button('on_call', sayPlain(policy, 'button.on_call'), {}),
    button('override_on_call', sayPlain(policy, 'button.override'), { arg: schedule }),
  ]);
}

function dutiesText(policy: Policy, key: string): Mrkdwn | null {
  const duties = policy.on_call.find((each) => each.key === key)?.duties ?? [];
  if (duties.length === 0) return null;
  return join([
    say(policy, 'fact.shift_duties'),
    ...duties.map((duty) => say(policy, 'fact.shift_duty', { text: oneLine(duty) })),
  ]);
}

function overrideSet({ policy, to }: OnCallTold, { override }: Of<'override_set'>): Message {
  const { schedule, userId, by, fromAt, untilAt, at } = override;
  const name = scheduleName(policy, schedule);
  const times = { name, from: when(fromAt), until: when(untilAt) };
  if (to === 'person') {
    const text = say(policy, 'fact.override_set_you', { ...times, by: mention(by) });
    // At a later time the duties come when the turn begins.
    const duties = fromAt <= at ? dutiesText(policy, schedule) : null;
    return shortMessage(duties ? join([text, duties]) : text, [endButton(policy, override)]);
  }
  const who = mention(userId);
  const text =
    by === userId
      ? say(policy, 'fact.override_set_self', { ...times, who })
      : say(policy, 'fact.override_set', { ...times, who, by: mention(by) });
  return shortMessage(text, [endButton(policy, override)]);
}

function overrideEnded(
  { policy, to, people: behind }: OnCallTold,
  { override, by, people, untilAt }: Of<'override_ended'>,
): Message {
  const { schedule, userId, fromAt, untilAt: ended } = override;
  const values = {
    name: scheduleName(policy, schedule),
    by: mention(by),
    who: onCallWho(policy, people, behind),
    until: untilText(policy, untilAt),
  };
  if (to === 'person') {
    const times = { from: when(fromAt), ended: when(ended) };
    return shortMessage(say(policy, 'fact.override_ended_you', { ...values, ...times }));
  }
  return shortMessage(say(policy, 'fact.override_ended', { ...values, person: mention(userId) }));
}
