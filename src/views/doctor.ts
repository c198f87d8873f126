import type { Finding, LookedOver, Wrong } from '../incident/findings.ts';
import { mendsOf } from '../incident/findings.ts';
import type { Mend } from '../incident/repair.ts';
import type { Policy } from '../policy/schema.ts';
import { advice } from './advice.ts';
import { actions, button, context, lines, message, shortMessage } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { duration } from './duration.ts';
import { code } from './failed-steps.ts';
import { channel, type Mrkdwn, mentions, oneLine, when } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/** More people than this are counted. */
const mostPeople = 10;

/**
 * What a look at everything of an incident in Slack showed: one line when all is well; else what is
 * wrong, each with what Repair does, and then what is fine. To the person who asked only.
 */
export function doctorMessage(view: ViewContext, { findings, armed }: LookedOver): Message {
  const { incident, policy } = view;
  const { number, id } = incident;
  const wrong = findings.flatMap((each) => (each.is === 'wrong' ? [each] : []));
  const unseen = findings.flatMap((each) => (each.is === 'unseen' ? [each] : []));
  const fine = findings.filter(({ is }) => is === 'fine');
  const head =
    wrong.length > 0
      ? say(policy, 'doctor.ill', { number, wrong: wrong.length, count: findings.length })
      : say(policy, unseen.length > 0 ? 'doctor.well_but' : 'doctor.well', {
          number,
          count: fine.length,
        });
  const list = fine.map(({ check }) => sayPlain(policy, `check.${check}`)).join(', ');
  const mends = mendsOf(findings);
  const again = button('doctor', sayPlain(policy, 'button.look_again'), { incident: id });
  return message(head, [
    ...lines([
      head,
      ...wrong.map((each) => wrongLine(policy, each)),
      ...unseen.map(({ check, error }) =>
        say(policy, 'doctor.unseen', {
          what: say(policy, `check.${check}`),
          error: code(error),
        }),
      ),
    ]),
    wrong.length > 0 && list !== '' ? context(say(policy, 'doctor.fine', { list })) : null,
    armed
      ? context(say(policy, 'doctor.armed', { count: armed.count, at: when(armed.nextAt) }))
      : null,
    actions([
      ...(mends.length > 0
        ? [
            button(
              'repair',
              sayPlain(policy, 'button.repair'),
              { incident: id, arg: mends.join(',') },
              { style: 'primary' },
            ),
          ]
        : []),
      ...(wrong.length + unseen.length > 0 ? [again] : []),
    ]),
  ]);
}

/** What stands there while it is being repaired. */
export function repairingMessage({ incident, policy }: ViewContext, what: Mend[]): Message {
  const { number } = incident;
  return shortMessage(say(policy, 'doctor.repairing', { number, what: mendNames(policy, what) }));
}

/** `topic, pin, card`. */
export function mendNames(policy: Policy, what: readonly Mend[]): string {
  return what.map((mend) => sayPlain(policy, `check.${mend}`)).join(', ');
}

function wrongLine(policy: Policy, { check, wrong }: Extract<Finding, { is: 'wrong' }>): Mrkdwn {
  return say(policy, 'doctor.wrong', {
    what: say(policy, `check.${check}`),
    why: whyText(policy, wrong),
  });
}

function whyText(policy: Policy, wrong: Wrong): Mrkdwn {
  switch (wrong.is) {
    case 'no_token':
      return say(policy, 'wrong.no_token', { error: code(wrong.error) });
    case 'scopes':
      return say(policy, 'wrong.scopes', { list: wrong.scopes.join(', ') });
    case 'renamed':
      return say(policy, 'wrong.renamed', {
        name: oneLine(wrong.name),
        wanted: oneLine(wrong.wanted),
      });
    case 'told_gone':
      return say(policy, 'wrong.told_gone', { channel: channel(wrong.channelId) });
    case 'people_out': {
      const rest = wrong.people.length - mostPeople;
      const named = mentions(wrong.people.slice(0, mostPeople));
      const people = rest > 0 ? say(policy, 'doctor.people_more', { people: named, rest }) : named;
      return say(policy, 'wrong.people_out', { people });
    }
    case 'given_up':
    case 'waiting':
      return say(policy, `wrong.${wrong.is}`, {
        count: wrong.count,
        error: code(wrong.error),
        advice: advice(policy, wrong.error),
      });
    case 'blocked':
      return say(policy, 'wrong.blocked', { at: when(wrong.until) });
    case 'parked':
      return say(policy, 'wrong.parked', { count: wrong.count });
    case 'clock_late':
      return say(policy, 'wrong.clock_late', { duration: duration(policy, wrong.minutes) });
    default:
      return say(policy, `wrong.${wrong.is}`);
  }
}
