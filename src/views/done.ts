import type { TopicCommand } from '../incident/topics.ts';
import type { PersonCommand } from '../incident/types.ts';
import { actionItemsDone } from './action-items/done.ts';
import { shortMessage } from './blocks.ts';
import { bookingDone } from './booking/done.ts';
import { clocksDone } from './clocks/done.ts';
import type { Message, ViewContext } from './context.ts';
import { courseDone } from './course/done.ts';
import { drillsDone } from './drills/done.ts';
import { escalationDone } from './escalation/done.ts';
import { kindsDone } from './kinds/done.ts';
import { linksDone } from './links/done.ts';
import { meetingDone } from './meeting/done.ts';
import { type Mrkdwn, mention, oneLine, when } from './mrkdwn.ts';
import { roleName, severityName, statusNow } from './names.ts';
import { postmortemDone } from './postmortem/done.ts';
import { presenceDone } from './presence/done.ts';
import { roomLink } from './room-link.ts';
import { say } from './say.ts';
import { tasksDone } from './tasks/done.ts';
import { tellingDone } from './telling/done.ts';

/** What is said to who asked, once it is done. `incident` is as it is afterwards. */
export function doneMessage(view: ViewContext, command: PersonCommand): Message {
  return shortMessage(doneText(view, command));
}

function doneText({ incident, policy, places, now }: ViewContext, command: PersonCommand): Mrkdwn {
  const { number } = incident;
  switch (command.type) {
    case 'take_role':
    case 'give_up_role':
    case 'accept_handover':
    case 'decline_handover':
      return say(policy, `done.${command.type}`, { role: roleName(policy, command.role), number });
    case 'assign_role':
      return say(policy, 'done.assign_role', {
        who: mention(command.userId),
        role: roleName(policy, command.role),
        number,
      });
    case 'offer_handover':
      return say(policy, 'done.offer_handover', {
        who: mention(command.to),
        role: roleName(policy, command.role),
        number,
      });
    case 'change_severity':
      return say(policy, 'done.change_severity', {
        number,
        severity: severityName(policy, incident.severity),
      });
    case 'change_status':
      return say(policy, 'done.change_status', { number, status: statusNow(policy, incident) });
    case 'change_title':
      return say(policy, 'done.change_title', { number, title: oneLine(incident.title) });
    case 'snooze_update':
      return say(policy, 'done.snooze_update', {
        number,
        at: when(incident.state.updates.nextDueAt ?? incident.updatedAt),
      });
    case 'retry_step':
      return say(policy, 'done.retry_step');
    case 'repair':
      return say(policy, 'done.repair', { number });
    case 'join_room':
      if (incident.state.place === 'record') return say(policy, 'done.recorded');
      if (!places.roomId) return say(policy, 'done.room_coming');
      return say(policy, 'done.join_room', { room: roomLink({ policy, incident, places }) });
    case 'edit_message':
    case 'delete_message':
    case 'unpin_message':
    case 'leave_room':
      return say(policy, 'done.add_note', { number });
    case 'post_update':
    case 'own_update':
    case 'add_note':
    case 'resolve':
    case 'close':
    case 'reopen':
    case 'cancel':
    case 'ask_timeline_file':
      return say(policy, `done.${command.type}`, { number });
    default:
      return topicDone({ incident, policy, places, now }, command);
  }
}

/** What is said when each of these commands was carried out. */
export type DoneViews<C extends PersonCommand> = {
  [T in C['type']]: (view: ViewContext, command: Extract<C, { type: T }>) => Mrkdwn;
};

const topics = {
  ...kindsDone,
  ...tasksDone,
  ...courseDone,
  ...tellingDone,
  ...linksDone,
  ...clocksDone,
  ...presenceDone,
  ...escalationDone,
  ...drillsDone,
  ...postmortemDone,
  ...bookingDone,
  ...meetingDone,
  ...actionItemsDone,
};

function topicDone(view: ViewContext, command: TopicCommand): Mrkdwn {
  const tell = topics[command.type] as (view: ViewContext, command: TopicCommand) => Mrkdwn;
  return tell(view, command);
}
