import type { Rules } from '../decision.ts';
import { adoptRoom, roomAdopted, takeInLine } from './adopt.ts';
import { attachFiles, filesKept } from './files.ts';
import { merge, relate, sameAs, unrelate } from './pairs.ts';
import { tieChanged } from './parts.ts';
import { makePrivate } from './private.ts';
import { similarFound } from './similar-found.ts';
import { takeIn } from './take-in.ts';
import type { LinksCommand, LinksReport } from './types.ts';

export const linksRules: Rules<LinksCommand | LinksReport> = {
  attach_files: attachFiles,
  files_kept: filesKept,
  make_private: makePrivate,
  merge,
  take_in: takeIn,
  relate,
  same_as: sameAs,
  unrelate,
  tie_changed: tieChanged,
  similar_found: similarFound,
  adopt_room: adoptRoom,
  room_adopted: roomAdopted,
  take_in_line: takeInLine,
};
