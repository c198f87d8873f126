import { shortMessage } from '../../views/blocks.ts';
import type { Message } from '../../views/context.ts';
import { join, literal, Mrkdwn, mention, when } from '../../views/mrkdwn.ts';
import { scheduleName } from '../../views/on-call/people.ts';
import { onCallRefusal } from '../../views/on-call/refusals.ts';
import { say } from '../../views/say.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { zoneOf } from '../course/times.ts';
import { carryOutOnCall, endOverride, onCallAnswer, openOverride, turnsAnswer } from './answers.ts';
import { findSchedule, readOverride } from './override-text.ts';
import type { onCallAliases } from './words.ts';

export const onCallCommands: Record<keyof typeof onCallAliases, CommandHandler> = {
  oncall: onCallCommand,
  override: (typed) => overrideCommand(typed, typed.asked.text),
};

/** `oncall` alone; `oncall override …`, `oncall end …`; else the schedule whose turns are asked. */
async function onCallCommand(typed: Typed): Promise<Message | null> {
  const { desk, text, asked } = typed;
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  switch (word.toLowerCase()) {
    case '':
    case 'now':
    case 'all':
      return onCallAnswer(desk);
    case 'override':
    case 'cover':
      return overrideCommand(typed, asked.text.replace(/^\S+\s*/, ''));
    case 'end':
    case 'stop':
      return endCommand(typed, rest);
    default: {
      const policy = desk.ports.activePolicy();
      const key = findSchedule(policy.on_call, text);
      const schedule = policy.on_call.find((each) => each.key === key);
      if (schedule) return turnsAnswer(desk, schedule);
      if (policy.on_call.length === 0) return onCallAnswer(desk);
      const allowed = policy.on_call.map((each) => each.key);
      return shortMessage(
        onCallRefusal(policy, { code: 'unknown_schedule', given: text, allowed }),
      );
    }
  }
}

/** `override @ann [primary] [from …] until …`; what is missing is asked in the form. */
async function overrideCommand(typed: Typed, text: string): Promise<Message | null> {
  const { desk, userId: by } = typed;
  const policy = desk.ports.activePolicy();
  const now = desk.ports.now();
  const zone = zoneOf(desk, by);
  const said = readOverride(text, { by, schedules: policy.on_call, now, zone });
  const { userId, fromAt, untilAt, unreadable } = said;
  if (unreadable !== null) {
    const given = literal(unreadable.slice(0, 60));
    return shortMessage(say(policy, 'oncall.unreadable', { given, zone }));
  }
  const only = policy.on_call.length === 1 ? policy.on_call[0]?.key : undefined;
  const schedule = said.schedule ?? only;
  if (schedule === undefined || userId === null || untilAt === null) {
    return openOverride(typed, {
      ...(schedule === undefined ? {} : { schedule }),
      ...(userId === null ? {} : { userId }),
      ...(fromAt === null ? {} : { fromAt }),
      ...(untilAt === null ? {} : { untilAt }),
    });
  }
  const command = { type: 'override_on_call', by, schedule, userId, fromAt, untilAt } as const;
  return carryOutOnCall(typed, command, schedule);
}

/** `end`, where there is only one; else by its number or its schedule. */
async function endCommand(typed: Typed, text: string): Promise<Message | null> {
  const { desk } = typed;
  const policy = desk.ports.activePolicy();
  const now = desk.ports.now();
  const { state } = await desk.ports.organisation.read();
  const overrides = state.overrides.filter(({ untilAt }) => untilAt > now);
  const wanted = text.replace(/^(?:override)?\s*#?/i, '').trim();
  const key = findSchedule(policy.on_call, wanted);
  const meant = overrides.filter(
    ({ id, schedule }) => wanted === '' || String(id) === wanted || schedule === key,
  );
  const [only] = meant;
  if (only && meant.length === 1) return endOverride(typed, only.id);
  if (overrides.length === 0) return shortMessage(say(policy, 'oncall.no_overrides'));
  const list = (meant.length > 0 ? meant : overrides).map(({ id, schedule, userId, untilAt }) =>
    say(policy, 'oncall.which_one', {
      id,
      name: scheduleName(policy, schedule),
      who: mention(userId),
      until: when(untilAt),
    }),
  );
  const command = new Mrkdwn('`/incident oncall end …`');
  return shortMessage(join([say(policy, 'oncall.which', { list: command }), ...list]));
}
