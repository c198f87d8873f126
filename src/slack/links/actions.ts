import type { linksActionWords } from '../../views/links/action-words.ts';
import { type ActionHandler, commands, opens, shows } from '../actions.ts';
import { similarShown } from './similar.ts';

export const linksActions: Record<(typeof linksActionWords)[number], ActionHandler> = {
  attach_files: opens('attach_files'),
  merge: opens('merge'),
  relate: opens('relate'),
  same_as: commands(({ userId: by, value }) => {
    const other = Number(value.arg);
    return Number.isSafeInteger(other) ? { type: 'same_as', by, other } : null;
  }),
  similar: shows(similarShown),
  make_private: opens('make_private'),
};
