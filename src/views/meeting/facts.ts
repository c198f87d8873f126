import { questionsOf } from '../../incident/meeting/survey.ts';
import type { MeetingFact } from '../../incident/meeting/types.ts';
import { actions, button, context, message, section, shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { rulesBlocks } from './rules.ts';
import { named } from './survey.ts';

export const meetingFacts: FactViews<MeetingFact> = {
  meeting_rules: (view) => {
    const head = say(view.policy, 'fact.meeting_rules');
    return message(head, [section(head), ...rulesBlocks(view, false)]);
  },
  meeting_time_up: ({ policy }) => shortMessage(say(policy, 'fact.meeting_time_up')),
  meeting_survey: ({ incident, policy }) => {
    const head = say(policy, 'fact.meeting_survey', {
      number: incident.number,
      title: oneLine(incident.title),
      count: questionsOf(policy).length,
    });
    const isAnonymous = incident.state.meeting?.survey?.isAnonymous ?? true;
    const answer = button('answer_survey', sayPlain(policy, 'button.answer_survey'), {
      incident: incident.id,
    });
    return message(head, [section(head), actions([answer]), context(named(policy, isAnonymous))]);
  },
};
