import type { Methods } from '../server/method.ts';
import { apps } from './apps.ts';
import { auth } from './auth.ts';
import { bookmarks } from './bookmarks.ts';
import { canvases } from './canvases.ts';
import { chat } from './chat.ts';
import { chatPost } from './chat-post.ts';
import { chatSchedule } from './chat-schedule.ts';
import { conversationDirect } from './conversation-direct.ts';
import { conversationMembers } from './conversation-members.ts';
import { conversationReads } from './conversation-reads.ts';
import { conversations } from './conversations.ts';
import { dnd } from './dnd.ts';
import { files } from './files.ts';
import { pins } from './pins.ts';
import { reactions } from './reactions.ts';
import { usergroups } from './usergroups.ts';
import { users } from './users.ts';
import { views } from './views.ts';
import { workspaceFacts } from './workspace-facts.ts';

/** Every Web API method that this Slack answers; all others are `unknown_method`. */
export const methods: Methods = {
  ...apps,
  ...auth,
  ...bookmarks,
  ...canvases,
  ...chat,
  ...chatPost,
  ...chatSchedule,
  ...conversationDirect,
  ...conversationMembers,
  ...conversationReads,
  ...conversations,
  ...dnd,
  ...files,
  ...pins,
  ...reactions,
  ...usergroups,
  ...users,
  ...views,
  ...workspaceFacts,
};
