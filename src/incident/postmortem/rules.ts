import { broughtIn } from '../action-items/items.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Rules,
  refuse,
  type Scene,
  tell,
  tooLong,
} from '../decision.ts';
import { excerpt, limits } from '../text.ts';
import type { Decision, UserId } from '../types.ts';
import { handOutRules } from './hand-out-rules.ts';
import { postmortemLimits } from './limits.ts';
import { readIt, setStatus } from './status-rules.ts';
import type { PostmortemCommand, PostmortemReport } from './types.ts';
import { byPolicy, whether } from './whether.ts';
import { addToSection, editSection, importDocument } from './write-rules.ts';
import { noneFault, withReview } from './written.ts';

export const postmortemRules: Rules<PostmortemCommand | PostmortemReport> = {
  ...handOutRules,
  hold_postmortem: hold,
  skip_postmortem: skip,
  take_postmortem: (scene, { by }) => author(scene, by, by),
  assign_postmortem: (scene, { by, userId }) => author(scene, by, userId),
  edit_section: editSection,
  add_to_section: addToSection,
  import_postmortem: importDocument,
  set_postmortem_status: setStatus,
  read_postmortem: readIt,
  words_found: wordsFound,
};

/** One is held, whatever was decided before. In any phase: who wants it need not wait. */
function hold({ incident, policy, now }: Scene, command: Of<'hold_postmortem'>): Decision {
  const { by, author: userId, where } = command;
  const { phase, isDrill, state } = incident;
  const isNone = isDrill || phase === 'declined' || phase === 'cancelled' || phase === 'merged';
  if (isNone) return refuse({ code: 'no_postmortem' });
  if (state.postmortem.choice?.hold || byPolicy(incident, policy) === 'held') {
    return refuse({ code: 'postmortem_held_already' });
  }
  const fault = tooLong('where', where, postmortemLimits.where);
  if (fault) return fault;
  const choice = { hold: true, by, at: now };
  const named = userId ? { author: { userId, by, at: now } } : {};
  const next = withReview(incident, { choice, where: excerpt(where, 600), ...named });
  const line = entry('hold_postmortem', person(by), { author: userId, where });
  const room = given(incident, userId ?? by, by);
  return accept(next, line, room.effects, room.participants);
}

/** None is held. What the policy requires nobody talks away. */
function skip({ incident, policy, now }: Scene, command: Of<'skip_postmortem'>): Decision {
  const { by, reason } = command;
  if (byPolicy(incident, policy) === 'held') return refuse({ code: 'postmortem_required' });
  const how = whether(incident, policy);
  if (how === 'none' || how === 'skipped') return refuse({ code: 'no_postmortem' });
  const fault = tooLong('reason', reason, limits.reason);
  if (fault) return fault;
  const next = withReview(incident, { choice: { hold: false, by, at: now } });
  return accept(next, entry('skip_postmortem', person(by), { reason }), []);
}

function author({ incident, policy, now }: Scene, by: UserId, userId: UserId): Decision {
  const fault = noneFault({ incident, policy });
  if (fault) return fault;
  const previous = incident.state.postmortem.author?.userId ?? null;
  if (previous === userId) return refuse({ code: 'author_already', userId });
  const next = withReview(incident, { author: { userId, by, at: now } });
  const said =
    by === userId
      ? entry('take_postmortem', person(by), { previous })
      : entry('assign_postmortem', person(by), { userId, previous });
  const room = given(incident, userId, by);
  return accept(next, said, room.effects, room.participants);
}

/** Whoever was made its author by somebody else hears of it, in the room of a private incident. */
function given(incident: Scene['incident'], author: UserId, by: UserId) {
  if (author === by) return { effects: [] };
  const room = broughtIn(incident, author);
  return { ...room, effects: [...room.effects, tell(author, { type: 'postmortem_given', by })] };
}

/** It may be a draft again by then. */
function wordsFound({ incident }: Scene, { words }: Of<'words_found'>): Decision {
  const isPublished = incident.state.postmortem.status === 'published';
  return accept(withReview(incident, { words: isPublished ? words : [] }), null, []);
}
