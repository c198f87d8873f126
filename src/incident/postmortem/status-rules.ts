import { accept, entry, type Of, person, refuse, type Scene, tellRoom } from '../decision.ts';
import type { Decision } from '../types.ts';
import { type ReviewStatus, reviewStatuses } from './types.ts';
import { emptySections, noneFault, withReview } from './written.ts';

/** The status that comes after this one; null after the last. */
export function nextStatus(status: ReviewStatus): ReviewStatus | null {
  return reviewStatuses[reviewStatuses.indexOf(status) + 1] ?? null;
}

/**
 * One step on, or back to draft from anywhere. Before it is sent to review, what is still empty is
 * named; whoever means it goes on.
 */
export function setStatus(scene: Scene, command: Of<'set_postmortem_status'>): Decision {
  const { by, status: to, from, anyway } = command;
  const { incident } = scene;
  const fault = noneFault(scene);
  if (fault) return fault;
  const { status } = incident.state.postmortem;
  const isStep = to === nextStatus(status) || (to === 'draft' && status !== 'draft');
  if (from !== status || !isStep) return refuse({ code: 'postmortem_moved', status });
  const empty = to === 'in_review' ? emptySections(scene) : [];
  if (empty.length > 0 && !anyway) return refuse({ code: 'sections_empty', keys: empty });
  return accept(
    // What is no longer published, nothing is found by.
    withReview(incident, { status: to, words: [] }),
    entry('set_postmortem_status', person(by), { from, to, empty }),
    // The others are seen in its message.
    to === 'in_review' || to === 'published'
      ? [tellRoom({ type: 'postmortem_status', status: to, by })]
      : [],
  );
}

export function readIt(scene: Scene, { by }: Of<'read_postmortem'>): Decision {
  const { incident } = scene;
  const fault = noneFault(scene);
  if (fault) return fault;
  const { status, readBy } = incident.state.postmortem;
  if (status === 'draft') return refuse({ code: 'postmortem_unwritten' });
  if (readBy.includes(by)) return refuse({ code: 'postmortem_read_already' });
  return accept(
    withReview(incident, { readBy: [...readBy, by] }),
    entry('read_postmortem', person(by), {}),
    [],
  );
}
