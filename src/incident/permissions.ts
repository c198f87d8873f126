import type { Policy } from '../policy/schema.ts';
import { type Refused, refuse, type Scene } from './decision.ts';
import { isAmong } from './people.ts';
import { whether } from './postmortem/whether.ts';
import type { Command, PersonCommand, UserId } from './types.ts';

/** Whether the policy lets a person do something; the rules ask it before anything else. */

/** Words of `/incident` by the command or the button that does the same, where it is called otherwise. */
const spelt: Readonly<Record<string, string>> = {
  take_role: 'take',
  assign_role: 'assign',
  give_up_role: 'giveup',
  offer_handover: 'handover',
  accept_handover: 'accept',
  decline_handover: 'decline',
  change_severity: 'severity',
  change_status: 'status',
  change_title: 'title',
  post_update: 'update',
  snooze_update: 'snooze',
  skip_update: 'skip',
  still_here: 'here',
  own_update: 'onit',
  add_note: 'note',
  retry_step: 'retry',
  repair: 'doctor',
  ask_timeline_file: 'timeline',
  change_stage: 'stage',
  change_public_state: 'public',
  show_public_as: 'public',
  set_milestone: 'milestone',
  ask_approval: 'approve',
  start_call: 'call',
  join_call: 'call',
  end_call: 'call',
  change_kind: 'kind',
  set_modules: 'module',
  set_fields: 'field',
  answer_criterion: 'isincident',
  confirm_incident: 'isincident',
  decline_incident: 'notincident',
  task: 'tasks',
  add_task: 'tasks',
  assign_task: 'tasks',
  note_task: 'tasks',
  skip_task: 'tasks',
  start_list: 'tasks',
  tick_task: 'tasks',
  untick_task: 'tasks',
  excuse_measure: 'measures',
  undo_measure: 'measures',
  add_action_item: 'action',
  edit_action_item: 'action',
  move_action_item: 'action',
  finish_action_item: 'action',
  drop_action_item: 'action',
  reopen_action_item: 'action',
  link_action_item: 'action',
  link_policy: 'action',
  item_from_line: 'action',
  action_items: 'actions',
  attach_files: 'attach',
  make_private: 'private',
  same_as: 'same',
  adopt_room: 'adopt',
  keep_message: 'tell',
  approve_message: 'tell',
  send_message: 'tell',
  message_sent: 'tell',
  drop_message: 'tell',
  ask_feedback: 'tell',
  open_message: 'tell',
  write_message: 'tell',
  stop_escalation: 'escalate',
  acknowledge_page: 'ack',
  cannot_come: 'cant',
  pause_clock: 'pause',
  resume_clock: 'resume',
  open_obligation: 'obligations',
  meet_obligation: 'obligations',
  excuse_obligation: 'obligations',
  take_meeting_role: 'agenda',
  give_up_meeting_role: 'agenda',
  start_meeting: 'agenda',
  next_part: 'agenda',
  extend_part: 'agenda',
  pause_meeting: 'agenda',
  resume_meeting: 'agenda',
  end_meeting: 'agenda',
  tick_closing: 'agenda',
  collect_lines: 'agenda',
  remind_of_rules: 'rules',
  answer_survey: 'feedback',
  on_call: 'oncall',
  on_call_turns: 'oncall',
  hold_postmortem: 'postmortem',
  skip_postmortem: 'postmortem',
  take_postmortem: 'postmortem',
  assign_postmortem: 'postmortem',
  edit_section: 'postmortem',
  add_to_section: 'postmortem',
  import_postmortem: 'postmortem',
  set_postmortem_status: 'postmortem',
  read_postmortem: 'postmortem',
  postmortem_cases: 'postmortem',
  ask_document: 'postmortem',
  send_record: 'postmortem',
  export_postmortem: 'postmortem',
  override_on_call: 'override',
  end_override: 'override',
  propose_slots: 'meeting',
  vote_slot: 'meeting',
  book_meeting: 'meeting',
  cancel_meeting: 'meeting',
};

/** The word of `/incident` that does what this command or button does. */
export function wordOf(action: string): string {
  return Object.hasOwn(spelt, action) ? (spelt[action] ?? action) : action;
}

/** What Slack reports of people, who did not ask Muster for anything. */
const reported: readonly Command['type'][] = [
  'edit_message',
  'delete_message',
  'unpin_message',
  'leave_room',
];

/** Refused because who acts is not among those whom the policy lets do it; null where they are. */
export function notAllowed({ incident, policy }: Scene, command: Command): Refused | null {
  if (!('by' in command) || command.by === null || reported.includes(command.type)) return null;
  const { by, as } = command;
  for (const who of listsFor(policy, incident, command)) {
    if (!isAmong(who, by, as, incident, policy)) return refuse({ code: 'not_allowed', who });
  }
  return null;
}

/** The lists that a person must be among, each of them. */
function listsFor(policy: Policy, incident: Scene['incident'], command: PersonCommand): string[][] {
  // An update may change the status, too.
  const moves =
    command.type === 'post_update' && (command.status ?? incident.status) !== incident.status;
  const alsoSkips = command.type === 'add_action_item' && command.task !== undefined;
  const isMeeting = command.type === 'propose_slots' || command.type === 'book_meeting';
  const alsoHolds = isMeeting && whether(incident, policy) !== 'held';
  const said = [
    wordOf(command.type),
    ...(moves ? ['status'] : []),
    // What an action item takes the place of is skipped.
    ...(alsoSkips ? ['tasks'] : []),
    // Whoever arranges the meeting decides that there is a postmortem.
    ...(alsoHolds ? ['postmortem'] : []),
  ];
  return said.flatMap((word) => listsOfWord(policy, word));
}

/** The lists of who may use this word of `/incident`, or what does the same; those for anyone are left out. */
export function listsOfWord({ permissions }: Policy, word: string): string[][] {
  const { words, change_severity, close } = permissions;
  const lists = [
    ...(Object.hasOwn(words, word) ? [words[word] ?? []] : []),
    ...(word === 'severity' || word === 'kind' ? [change_severity] : []),
    ...(word === 'close' ? [close] : []),
  ];
  return lists.filter((who) => !who.includes('anyone'));
}

/** Refused because who would declare may not. There is no incident yet whose roles could count. */
export function mayNotDeclare(
  policy: Policy,
  { by, as }: { by: UserId; as?: string[] },
): Refused | null {
  const { declare, words } = policy.permissions;
  const lists = [declare, ...(Object.hasOwn(words, 'declare') ? [words['declare'] ?? []] : [])];
  const who = lists.find((list) => !isAmong(list, by, as, null, policy));
  return who ? refuse({ code: 'not_allowed', who }) : null;
}
