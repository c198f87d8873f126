import type { linksActionWords } from '../../views/links/action-words.ts';
import { followUpsMessage } from '../../views/links/follow-ups.ts';
import { type ActionHandler, commands, opens, shows } from '../actions.ts';
import { viewOf } from '../gesture.ts';

export const linksActions: Record<(typeof linksActionWords)[number], ActionHandler> = {
  add_follow_up: opens('add_follow_up'),
  finish_follow_up: commands(({ userId: by, value }) => {
    const id = Number(value.arg);
    return Number.isSafeInteger(id) ? { type: 'finish_follow_up', by, id } : null;
  }),
  link_follow_up: opens('link_follow_up'),
  attach_files: opens('attach_files'),
  merge: opens('merge'),
  relate: opens('relate'),
  make_private: opens('make_private'),
  follow_ups: shows(async ({ desk }, found) => followUpsMessage(await viewOf(desk, found))),
};
