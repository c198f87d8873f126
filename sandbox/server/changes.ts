import type {
  App,
  Bookmark,
  Channel,
  FileRecord,
  Message,
  Pin,
  User,
  UserGroup,
  View,
} from './model.ts';

/** Everything that can happen to a workspace: feeds the Events API, the page's stream and waits. */
export type Change =
  | { kind: 'message_posted'; channel: Channel; message: Message }
  | { kind: 'message_changed'; channel: Channel; message: Message; previous: Message }
  | { kind: 'message_deleted'; channel: Channel; message: Message; deletedBy: string }
  | { kind: 'ephemeral_changed'; channel: Channel; user: string }
  | {
      kind: 'reaction_added' | 'reaction_removed';
      channel: Channel;
      message: Message;
      user: string;
      reaction: string;
    }
  | {
      kind: 'pin_added' | 'pin_removed';
      channel: Channel;
      message: Message;
      pin: Pin;
      user: string;
    }
  | { kind: 'channel_created'; channel: Channel; user: string }
  | { kind: 'channel_renamed'; channel: Channel; user: string; from: string }
  | { kind: 'channel_archived' | 'channel_unarchived'; channel: Channel; user: string }
  | { kind: 'channel_changed'; channel: Channel }
  | { kind: 'member_joined'; channel: Channel; user: string; inviter?: string }
  | { kind: 'member_left'; channel: Channel; user: string; by?: string }
  | { kind: 'bookmark_changed'; channel: Channel; bookmark: Bookmark }
  | { kind: 'view_changed'; user: string; view: View }
  | { kind: 'home_published'; user: string; view: View }
  | { kind: 'home_opened'; user: string; app: App; tab: 'home' | 'messages'; channel: Channel }
  | { kind: 'user_changed' | 'notifications_changed'; user: User }
  | { kind: 'usergroup_created' | 'usergroup_changed'; group: UserGroup }
  | {
      kind: 'usergroup_members_changed';
      group: UserGroup;
      previousUpdate: number;
      added: string[];
      removed: string[];
    }
  | { kind: 'file_created'; file: FileRecord }
  | { kind: 'file_shared'; file: FileRecord; channel: Channel }
  | { kind: 'file_deleted'; file: FileRecord }
  | { kind: 'read_marked'; channel: Channel; user: string }
  | { kind: 'app_changed'; app: App }
  | { kind: 'clock_moved'; now: number };
