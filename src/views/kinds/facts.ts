import type { Answer, KindsFact } from '../../incident/kinds/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import type { FactViews } from '../facts.ts';
import { join, Mrkdwn, mention, oneLine } from '../mrkdwn.ts';
import { kindName, severityEmoji, severityName } from '../names.ts';
import { roomLink } from '../room-link.ts';
import { say, sayPlain } from '../say.ts';
import { whole } from '../whole.ts';
import { becauseText, questionOf, reasonText } from './because.ts';
import { answerWord } from './timeline.ts';

export const kindsFacts: FactViews<KindsFact> = {
  kind_changed: (view, { from, to, reason, by }) => {
    const { policy } = view;
    const values = {
      to: kindName(policy, to),
      by: mention(by),
      reason: reasonText(policy, reason),
    };
    const text =
      from === null
        ? say(policy, 'fact.kind_first', values)
        : say(policy, 'fact.kind', { ...values, from: kindName(policy, from) });
    return shortMessage(text, [], whole(view));
  },
  severity_raised: ({ policy }, { from, to, because }) => {
    const values = {
      emoji: new Mrkdwn(severityEmoji(policy, to)),
      to: severityName(policy, to),
      because: becauseText(policy, because),
    };
    if (from === null) return shortMessage(say(policy, 'fact.severity_raised_first', values));
    const was = severityName(policy, from);
    return shortMessage(say(policy, 'fact.severity_raised', { ...values, from: was }));
  },
  incident_confirmed: (view, { by, reason, answers }) => {
    const { policy } = view;
    const values = { by: mention(by), reason: reasonText(policy, reason) };
    const said = say(policy, 'fact.incident_confirmed', values);
    return shortMessage(join([said, ...answerLines(view, answers)]), [], whole(view));
  },
  incident_declined: (view, { by, reason, answers }) => {
    const { incident, policy } = view;
    const said = say(policy, 'fact.incident_declined', {
      status: policy.ended.declined,
      by: mention(by),
      reason: reasonText(policy, reason),
    });
    const label = sayPlain(policy, 'button.reopen_declined');
    const reopen = button('reopen', label, { incident: incident.id });
    return shortMessage(join([said, ...answerLines(view, answers)]), [reopen], whole(view));
  },
  declaration_thanked: (view, { room }) => {
    const { incident, policy } = view;
    const { number } = incident;
    const values = { number, title: oneLine(incident.title) };
    const { thanks } = policy.declare;
    if (!room) {
      return shortMessage(say(policy, thanks ? 'fact.recorded_thanked' : 'fact.recorded', values));
    }
    const key = thanks ? 'fact.declaration_thanked' : 'fact.declaration_told';
    return shortMessage(say(policy, key, { ...values, room: roomLink(view) }));
  },
  declaration_declined: ({ incident, policy }) => {
    const text = say(policy, 'fact.declaration_declined', {
      number: incident.number,
      title: oneLine(incident.title),
      status: policy.ended.declined,
    });
    const label = sayPlain(policy, 'button.reopen_declined');
    return shortMessage(text, [button('reopen', label, { incident: incident.id })]);
  },
};

/** Who answered what. */
function answerLines({ policy }: ViewContext, answers: Answer[]): Mrkdwn[] {
  return answers.map(({ criterion, yes, by }) =>
    say(policy, 'fact.answer', {
      question: questionOf(policy, criterion),
      answer: answerWord(policy, yes),
      by: mention(by),
    }),
  );
}
