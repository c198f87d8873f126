import type { EscalationCommand } from '../../incident/escalation/types.ts';
import type { DoneViews } from '../done.ts';
import { roomLink } from '../room-link.ts';
import { say } from '../say.ts';
import { levelName, levelNames, peopleText } from './names.ts';

export const escalationDone: DoneViews<EscalationCommand> = {
  escalate: (view) => {
    const { incident, policy } = view;
    const names = incident.state.pages
      .filter(({ at }) => at.getTime() === incident.updatedAt.getTime())
      .map((page) => levelName(view, page))
      .filter((name) => name !== null);
    return say(policy, 'done.escalate', { number: incident.number, levels: levelNames(names) });
  },
  stop_escalation: ({ incident, policy }) =>
    say(policy, 'done.stop_escalation', { number: incident.number }),
  page: ({ incident, policy }, { who }) =>
    say(policy, 'done.page', { number: incident.number, who: peopleText(policy, who) }),
  acknowledge_page: (view) =>
    say(view.policy, 'done.acknowledge_page', {
      number: view.incident.number,
      room: roomLink(view),
    }),
  cannot_come: ({ policy }) => say(policy, 'done.cannot_come'),
};
