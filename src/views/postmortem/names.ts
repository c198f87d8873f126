import { isUsual, type Section, sectionsOf } from '../../incident/postmortem/sections.ts';
import type { ReviewStatus } from '../../incident/postmortem/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { sayPlain } from '../say.ts';

/** Title of a section: the policy's, or that of a usual one; an unknown key is shown as it is. */
export function sectionTitle(policy: Policy, { key, name }: Pick<Section, 'key' | 'name'>): string {
  if (name !== null) return name;
  return isUsual(key) ? sayPlain(policy, `section.${key}`) : key;
}

/** The same by its key. */
export function sectionName(policy: Policy, key: string): string {
  const found = sectionsOf(policy).find((each) => each.key === key);
  return found ? sectionTitle(policy, found) : key;
}

export function reviewStatusName(policy: Policy, status: ReviewStatus): string {
  return sayPlain(policy, `postmortem.status_${status}`);
}
