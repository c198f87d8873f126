import type { Draft } from '../consequences.ts';
import { type Refused, refuse, type Scene, withState } from '../decision.ts';
import type { Incident } from '../types.ts';
import { isLeftToPeople, sectionsOf } from './sections.ts';
import type { Review, SectionState } from './types.ts';
import { whether } from './whether.ts';

/** What is kept of the document's sections, and what every rule about it asks first. */

/** Refused because there is none to write. */
export function noneFault({
  incident,
  policy,
}: Pick<Scene, 'incident' | 'policy'>): Refused | null {
  return whether(incident, policy) === 'held' ? null : refuse({ code: 'no_postmortem' });
}

/** Refused because the document has no such section. */
export function sectionFault({ policy }: Pick<Scene, 'policy'>, key: string): Refused | null {
  const allowed = sectionsOf(policy).map((each) => each.key);
  return allowed.includes(key) ? null : refuse({ code: 'unknown_section', given: key, allowed });
}

/** What is kept of a section that people wrote; null while nobody did. */
export function writtenSection({ state }: Pick<Draft, 'state'>, key: string): SectionState | null {
  const { sections } = state.postmortem;
  return Object.hasOwn(sections, key) ? (sections[key] ?? null) : null;
}

/** Keys of the sections that Muster fills nothing into and nobody has written. */
export function emptySections({ incident, policy }: Pick<Scene, 'incident' | 'policy'>): string[] {
  return sectionsOf(policy)
    .filter((each) => isLeftToPeople(each) && !writtenSection(incident, each.key)?.length)
    .map(({ key }) => key);
}

export function withSection(incident: Incident, key: string, section: SectionState): Incident {
  const { sections } = incident.state.postmortem;
  return withReview(incident, { sections: { ...sections, [key]: section } });
}

export function withReview(incident: Incident, changes: Partial<Review>): Incident {
  return withState(incident, { postmortem: { ...incident.state.postmortem, ...changes } });
}
