import type { KnownBlock } from '@slack/types';
import { turnAt, turnsAt, turnsFrom } from '../../organisation/on-call.ts';
import type { OrganisationState, Override, Turn } from '../../organisation/types.ts';
import type { OnCall } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, context, lines, message, section, shortMessage } from '../blocks.ts';
import type { Message } from '../context.ts';
import { join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { contactLine } from '../telling/contact-line.ts';
import { dotted } from '../telling/names.ts';
import { onCallWho, type PeopleBehind, scheduleName, untilText } from './people.ts';

/** Who is on call, as somebody asks for it. */
export interface OnCallView {
  policy: Policy;
  state: Pick<OrganisationState, 'overrides'>;
  people: PeopleBehind;
  /** Story time. */
  now: Date;
}

/** Overrides that are listed; more are counted. */
const mostOverrides = 12;

/** Who is on call now by each schedule, who is next, how they are reached, and every override. */
export function onCallMessage(view: OnCallView): Message {
  const { policy, state, now } = view;
  if (policy.on_call.length === 0) return shortMessage(say(policy, 'oncall.none'));
  const overrides = state.overrides.filter(({ untilAt }) => untilAt > now);
  const shown = overrides.slice(0, mostOverrides);
  const left = overrides.length - shown.length;
  const title = say(policy, 'oncall.title');
  return message(join([title, ...policy.on_call.map((each) => onCallLine(view, each))]), [
    section(title),
    ...policy.on_call.map((schedule) => scheduleBlock(view, schedule)),
    ...shown.map((each) => overrideBlock(view, each)),
    ...(left > 0 ? [context(say(policy, 'oncall.more_overrides', { count: left }))] : []),
    actions([button('override_on_call', sayPlain(policy, 'button.override'), {})]),
  ]);
}

function scheduleBlock(view: OnCallView, schedule: OnCall): KnownBlock {
  const { policy } = view;
  const { key, covers, contact, backup } = schedule;
  const reached = policy.directory.contacts.find((each) => each.key === contact);
  const details = dotted([
    covers ? oneLine(covers) : null,
    reached ? say(policy, 'oncall.reached', { contact: contactLine(policy, reached) }) : null,
    backup ? say(policy, 'oncall.backup', { backup: scheduleName(policy, backup) }) : null,
  ]);
  const line = onCallLine(view, schedule);
  return section(details.text === '' ? line : join([line, details]), {
    accessory: button(
      'on_call_turns',
      sayPlain(policy, 'button.on_call_turns'),
      { arg: key },
      { suffix: key, aloud: `${sayPlain(policy, 'button.on_call_turns')}: ${schedule.name}` },
    ),
  });
}

/** One schedule on a line: who has the turn, until when, and who then. */
export function onCallLine({ policy, state, people, now }: OnCallView, schedule: OnCall): Mrkdwn {
  const turn = turnAt(state, schedule, policy, now);
  const next = turn.untilAt ? turnAt(state, schedule, policy, turn.untilAt) : null;
  return say(policy, 'oncall.line', {
    name: scheduleName(policy, schedule.key),
    who: onCallWho(policy, turn.people, people),
    until: untilText(policy, turn.untilAt),
    next: next ? say(policy, 'oncall.then', { who: onCallWho(policy, next.people, people) }) : '',
  });
}

function overrideBlock({ policy }: OnCallView, override: Override): KnownBlock {
  const { id, schedule, userId, fromAt, untilAt, by } = override;
  const text = say(policy, 'oncall.coming', {
    name: scheduleName(policy, schedule),
    who: mention(userId),
    from: when(fromAt),
    until: when(untilAt),
    by: mention(by),
  });
  return section(text, { accessory: endButton(policy, override, String(id)) });
}

/** Gives the turn back to who the schedule says. */
export function endButton(policy: Policy, { id }: Override, suffix = '') {
  const label = sayPlain(policy, 'button.end_override');
  return button('end_override', label, { arg: String(id) }, suffix ? { suffix } : {});
}

const weekMs = 7 * 86_400_000;

/** The next turns of one schedule: those of a week, or four where they are longer. */
export function turnsMessage(view: OnCallView, schedule: OnCall): Message {
  const { policy } = view;
  const title = say(policy, 'oncall.turns_title', { name: oneLine(schedule.name) });
  const turns = nextTurns(view, schedule);
  return message(title, [
    section(title),
    ...lines(turns.map((turn, index) => turnLine(view, turn, index === 0))),
    actions([
      button('override_on_call', sayPlain(policy, 'button.override'), { arg: schedule.key }),
      button('on_call', sayPlain(policy, 'button.on_call'), {}),
    ]),
  ]);
}

/** Those that begin within a week; at least four, where there are so many. */
export function nextTurns({ policy, state, now: at }: OnCallView, schedule: OnCall): Turn[] {
  const week = { at, to: new Date(at.getTime() + weekMs), most: 30 };
  const turns = turnsFrom(state, schedule, policy, week);
  if (turns.length >= 4) return turns;
  const year = { at, to: new Date(at.getTime() + 53 * weekMs), most: 4 };
  return turnsFrom(state, schedule, policy, year);
}

function turnLine({ policy, people }: OnCallView, turn: Turn, isNow: boolean): Mrkdwn {
  const who = onCallWho(policy, turn.people, people);
  const until = untilText(policy, turn.untilAt);
  const line =
    isNow || !turn.fromAt
      ? say(policy, 'oncall.turn_now', { who, until })
      : say(policy, 'oncall.turn', { from: when(turn.fromAt), who, until });
  return turn.override ? say(policy, 'oncall.turn_override', { turn: line }) : line;
}

/** References of everybody whom these views name, to find out who they are first. */
export function refsNamed({ policy, state, now }: Omit<OnCallView, 'people'>): string[] {
  const turns = turnsAt(state, policy, now);
  return [
    ...new Set([
      ...turns.flatMap(({ people }) => people),
      ...policy.on_call.flatMap(({ people, layers }) => [
        ...people,
        ...layers.flatMap((layer) => layer.people),
      ]),
    ]),
  ];
}
