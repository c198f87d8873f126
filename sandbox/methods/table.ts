import type { Methods } from '../server/method.ts';
import { auth } from './auth.ts';
import { bookmarks } from './bookmarks.ts';
import { chat } from './chat.ts';
import { chatPost } from './chat-post.ts';
import { chatSchedule } from './chat-schedule.ts';
import { conversationDirect } from './conversation-direct.ts';
import { conversationMembers } from './conversation-members.ts';
import { conversationReads } from './conversation-reads.ts';
import { conversations } from './conversations.ts';
import { pins } from './pins.ts';
import { users } from './users.ts';
import { views } from './views.ts';

/** Every Web API method that this Slack answers; all others are `unknown_method`. */
export const methods: Methods = {
  ...auth,
  ...bookmarks,
  ...chat,
  ...chatPost,
  ...chatSchedule,
  ...conversationDirect,
  ...conversationMembers,
  ...conversationReads,
  ...conversations,
  ...pins,
  ...users,
  ...views,
};
