import type { linksActionWords } from '../../views/links/action-words.ts';
import { type ActionHandler, opens } from '../actions.ts';

export const linksActions: Record<(typeof linksActionWords)[number], ActionHandler> = {
  attach_files: opens('attach_files'),
  merge: opens('merge'),
  relate: opens('relate'),
  make_private: opens('make_private'),
};
