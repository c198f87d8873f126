import type { KindsCommand } from '../../incident/kinds/types.ts';
import type { DoneViews } from '../done.ts';
import { kindName, moduleNames, statusNow } from '../names.ts';
import { say } from '../say.ts';
import { questionOf } from './because.ts';
import { answerWord } from './timeline.ts';

export const kindsDone: DoneViews<KindsCommand> = {
  change_kind: ({ policy, incident }) =>
    say(policy, 'done.change_kind', {
      number: incident.number,
      kind: kindName(policy, incident.state.kind),
    }),
  set_modules: ({ policy, incident }) => {
    const { number, state } = incident;
    if (state.modules.length === 0) return say(policy, 'done.set_modules_none', { number });
    const modules = moduleNames(policy, state.modules);
    return say(policy, 'done.set_modules', { number, modules });
  },
  answer_criterion: ({ policy }, { criterion, yes }) =>
    say(policy, 'done.answer_criterion', {
      question: questionOf(policy, criterion),
      answer: answerWord(policy, yes),
    }),
  confirm_incident: ({ policy, incident: { number } }) =>
    say(policy, 'done.confirm_incident', { number }),
  decline_incident: ({ policy, incident }) =>
    say(policy, 'done.decline_incident', {
      number: incident.number,
      status: statusNow(policy, incident),
    }),
  set_fields: ({ policy, incident: { number } }) => say(policy, 'done.set_fields', { number }),
};
