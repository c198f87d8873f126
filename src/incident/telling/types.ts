import type { StatusUpdate, UserId } from '../types.ts';

/** Who is told what, and what is owed to others. */

export interface TellingState {
  /** Messages to audiences, oldest first; what was sent or dropped keeps no text here. */
  messages: OutMessage[];
  /** Obligations that were opened, by the obligation's key (`key` or `key:client`). */
  obligations: Record<string, ObligationState>;
  /** Who follows it by direct message, and how often at most; null: every update. */
  followers: Record<UserId, Follower>;
}

export interface Follower {
  /** Null: every update. */
  everyMinutes: number | null;
  /** When they were last told; null: not yet. */
  lastAt: Date | null;
}

export interface OutMessage {
  id: number;
  audience: string;
  template: string;
  /** Why: an occasion of the policy, `asked` by a person or `step`. */
  occasion: string;
  at: Date;
  /** `prepared`: waits for a person (to approve, to send, to copy). */
  status: 'prepared' | 'sent' | 'dropped';
  /** As somebody changed it; null: as the template says. */
  text: string | null;
  by: UserId | null;
  sentAt: Date | null;
  proof: string | null;
  /** Within how many minutes its sender promised the next news; null: as the policy says. */
  nextMinutes: number | null;
}

export interface ObligationState {
  openedAt: Date;
  /** What opened it: the policy's condition, a step or a runbook, or a person. */
  opened: 'policy' | 'step' | 'hand';
  /** Null: at once. */
  dueAt: Date | null;
  status: 'open' | 'met' | 'excused';
  by: UserId | null;
  endedAt: Date | null;
  /** The evidence, or the reason why it is not owed. */
  proof: string | null;
}

/**
 * A message that is there, or one that is begun with the command. `after`: number of the last one that
 * went out to them where it was begun; 0: none.
 */
export type About = { message: number } | { audience: string; template: string; after?: number };

export type TellingCommand =
  /** Keeps the text for later; approvals of another text count no more. */
  | { type: 'keep_message'; by: UserId; about: About; text: string }
  | { type: 'approve_message'; by: UserId; about: About; text: string }
  /** Muster sends it. */
  | { type: 'send_message'; by: UserId; about: About; text: string; nextMinutes?: number }
  /** Somebody sent it by other means. */
  | {
      type: 'message_sent';
      by: UserId;
      about: About;
      text: string;
      proof: string;
      nextMinutes?: number;
    }
  | { type: 'drop_message'; by: UserId; about: About; reason: string }
  | { type: 'ask_feedback'; by: UserId; about: About; text: string }
  | { type: 'open_obligation'; by: UserId; obligation: string; reason: string }
  /** `text` is the notice as it was given, where there is a template. */
  | { type: 'meet_obligation'; by: UserId; obligation: string; proof: string; text: string }
  | { type: 'excuse_obligation'; by: UserId; obligation: string; reason: string }
  | { type: 'follow'; by: UserId; everyMinutes: number | null }
  | { type: 'unfollow'; by: UserId };

/** Delivery could not reach a channel or people of an audience; `error` is Slack's code. */
export type TellingReport = {
  type: 'audience_not_reached';
  audience: string;
  where: string;
  error: string;
};

/** What a follower is told of. */
export type Followed =
  | 'update'
  | 'resolved'
  | 'closed'
  | 'cancelled'
  | 'declined'
  | 'merged'
  | 'reopened';

export type TellingFact =
  /** To an audience. `text` null: as the template says. `update` is the one it is about, in full. */
  | {
      type: 'audience_told';
      audience: string;
      template: string;
      text: string | null;
      update: StatusUpdate | null;
      nextMinutes: number | null;
    }
  | { type: 'followed'; what: Followed; update: StatusUpdate | null }
  /** Messages wait for somebody. */
  | { type: 'messages_ready'; messages: { id: number; audience: string }[] }
  | { type: 'feedback_asked'; message: number; audience: string; text: string; by: UserId }
  /** News was promised to them for these instants, and is nearly due, or did not come. */
  | { type: 'audiences_due'; audiences: { key: string; dueAt: Date }[] }
  | { type: 'audience_not_reached'; audience: string; where: string; error: string }
  /** What is owed and its time goes by or went by; `direct`: to one who sees to it. */
  | { type: 'obligations_due'; obligations: OwedNow[]; direct?: true }
  | { type: 'obligations_open'; obligations: string[] };

export type TellingRefusal =
  | { code: 'unknown_audience'; given: string; allowed: string[] }
  | { code: 'unknown_template'; given: string }
  | { code: 'no_message' }
  | { code: 'message_ended'; status: 'sent' | 'dropped'; by: UserId | null; at: Date }
  /** Somebody else told them while this was written. */
  | { code: 'told_meanwhile'; audience: string; by: UserId; at: Date }
  | { code: 'not_approved'; who: string[] }
  | { code: 'needs_no_approval'; audience: string }
  | { code: 'cannot_send'; audience: string }
  | { code: 'drafts_full' }
  | { code: 'no_feedback'; audience: string }
  | { code: 'unknown_obligation'; given: string; allowed: string[] }
  | { code: 'obligation_ended'; status: 'met' | 'excused'; by: UserId | null; at: Date }
  | { code: 'obligation_opened'; obligation: string }
  | { code: 'follows_already' }
  | { code: 'follows_not' }
  | { code: 'followers_full'; max: number };

export type TellingAlso =
  | { type: 'message_prepared'; audience: string }
  | { type: 'audience_told'; audience: string }
  | { type: 'obligation_owed'; obligation: string; dueAt: Date | null }
  | { type: 'obligation_moved'; obligation: string; dueAt: Date | null }
  /** What met it was told to an audience. */
  | { type: 'obligation_met'; obligation: string };

export interface TellingEntries {
  keep_message: { audience: string; text: string };
  approve_message: { audience: string; text: string };
  send_message: { audience: string; text: string };
  message_sent: { audience: string; text: string; proof: string };
  drop_message: { audience: string; reason: string };
  ask_feedback: { audience: string };
  open_obligation: { obligation: string; dueAt: Date | null; reason: string };
  meet_obligation: { obligation: string; proof: string; text: string };
  excuse_obligation: { obligation: string; reason: string };
  audience_not_reached: { audience: string; where: string; error: string };
}

/** What is still owed at an instant. `dueAt` null: at once. */
export interface OwedNow {
  key: string;
  dueAt: Date | null;
  late: boolean;
}

export type ObligationTimerKind = 'obligation_ahead' | 'obligation_late' | 'obligation_nag';

export type AudienceTimerKind = 'audience_warning' | 'audience_due' | 'audience_overdue';

export type TellingTimerKind = AudienceTimerKind | 'followers_due' | ObligationTimerKind;
