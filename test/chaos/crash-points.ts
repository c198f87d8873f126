import type { StoryName } from './stories.ts';

/** A place at which a process ends itself, and the story in which it is passed. */
export interface CrashPoint {
  /** As in `src`; `slack.call:chat.postMessage` is Slack's side: it took the call, and the caller was gone. */
  name: string;
  story: StoryName;
  /** The deed of the story passes it so often at least, and the seed chooses at which; 1 unless given. */
  passes?: number;
}

/** The steps of one send, as `src/engine/send-point.ts` names them. */
export const sendMoments = [
  'after_claim',
  'before_call',
  'after_call',
  'before_settle',
  'after_settle',
] as const;

/** What is sent, and the story in which it is; how many calls its deed makes at least, 1 unless given. */
const sent: readonly [string, StoryName, number?][] = [
  ['sync_room', 'declare'],
  ['sync_card', 'declare'],
  ['sync_news', 'declareByForm'],
  ['sync_pin', 'declare'],
  ['sync_topic', 'severity'],
  ['sync_purpose', 'declareByForm'],
  ['sync_bookmark', 'declare'],
  ['sync_invite', 'declare'],
  ['sync_home', 'resolve'],
  ['sync_archive', 'archive'],
  ['sync_withdrawn', 'private'],
  ['sync_old_room', 'private'],
  ['page', 'page'],
  ['page_over', 'pageOver'],
  ['timeline_file', 'timeline'],
  ['announce_room', 'update'],
  ['announce_dm', 'take'],
  ['announce_channel', 'declare'],
  ['announce_origin', 'fromMessage'],
  ['announce_whisper', 'joinLate'],
  ['tell_channel', 'override'],
  ['tell_person', 'override'],
  ['sync_user_group', 'turn'],
  ['sync_postmortem', 'review'],
  ['sync_canvas', 'author'],
  ['sync_meeting', 'meet', 2],
  ['meeting_mail', 'bookByMail'],
  ['meeting_file', 'book'],
  ['document_file', 'export'],
  ['record_file', 'send'],
  ['record_mail', 'sendByMail', 3],
  ['take_back', 'hide', 2],
  ['sync_review', 'leftToDo'],
  ['retire_review', 'nextReview'],
];

/** What finds out who is meant, or tells another incident: Slack is not called on the way. */
const silent: readonly [string, StoryName][] = [
  ['announce_people', 'declare'],
  ['tell_people', 'archive'],
  ['tell_tied', 'part'],
  ['find_times', 'propose'],
  ['tell_meeting', 'book'],
  ['tell_owners', 'nextReview'],
];

const isCall = (moment: string) => moment.endsWith('_call');

function sends(): CrashPoint[] {
  return [
    ...sent.flatMap(([what, story, calls = 1]) =>
      sendMoments.map((moment) => ({
        name: `send.${what}.${moment}`,
        story,
        passes: isCall(moment) ? calls : 1,
      })),
    ),
    ...silent.flatMap(([what, story]) =>
      sendMoments
        .filter((moment) => !isCall(moment))
        .map((moment) => ({ name: `send.${what}.${moment}`, story })),
    ),
  ];
}

const at = (story: StoryName, ...names: string[]): CrashPoint[] =>
  names.map((name) => ({ name, story }));

/** Slack did it, and the caller was gone before it heard so. */
const callsTaken: readonly [string, StoryName, number?][] = [
  ['conversations.create', 'declare'],
  ['chat.postMessage', 'declareByForm', 3],
  ['chat.update', 'update'],
  ['chat.delete', 'private'],
  ['chat.postEphemeral', 'joinLate'],
  ['pins.add', 'declare'],
  ['bookmarks.add', 'declare'],
  ['conversations.setTopic', 'declare'],
  ['conversations.setPurpose', 'declare'],
  ['conversations.invite', 'declare'],
  ['conversations.open', 'page'],
  ['conversations.rename', 'private'],
  ['conversations.archive', 'archive'],
  ['views.publish', 'resolve'],
  ['usergroups.users.update', 'turn'],
  ['canvases.create', 'author'],
  ['canvases.edit', 'author'],
  ['files.getUploadURLExternal', 'export'],
  ['files.completeUploadExternal', 'export'],
  ['files.delete', 'hide'],
];

/** Every place at which a process is ended, each once. */
export const crashPoints: readonly CrashPoint[] = [
  ...at(
    'declare',
    ...['declare.before', 'declare.before_write', 'declare.after_commit', 'declare.after_kick'],
    ...['command.before_ack', 'command.after_ack'],
  ),
  ...at('note', 'transact.after_lock', 'transact.before_write', 'transact.before_commit'),
  ...at('take', 'decided.after_commit'),
  ...at('declareByForm', 'view_submission.before_ack', 'view_submission.after_ack'),
  ...at('takeByButton', 'block_actions.before_ack', 'block_actions.after_ack'),
  ...at('join', 'event_callback.before_ack', 'event_callback.after_ack'),
  ...at('merge', 'pair.after_lock', 'pair.before_write', 'pair.before_commit'),
  ...at('page', 'report.before', 'report.after'),
  ...at('override', 'organisation.after_lock', 'organisation.before_commit'),
  ...at('reminder', 'timer.after_look', 'timer.after_lock', 'timer.after_decide'),
  ...at('reminder', 'timer.before_commit', 'timer.after_commit'),
  ...at('turn', 'organisation_timer.after_lock', 'organisation_timer.before_commit'),
  ...at('turn', 'organisation_timer.after_commit'),
  ...sends(),
  ...callsTaken.map(([method, story, passes = 1]) => ({
    name: `slack.call:${method}`,
    story,
    passes,
  })),
  { name: 'slack.command:/incident', story: 'declare' },
  { name: 'slack.interaction:view_submission', story: 'declareByForm' },
  { name: 'slack.interaction:block_actions', story: 'takeByButton' },
  { name: 'slack.event:member_joined_channel', story: 'join' },
];
