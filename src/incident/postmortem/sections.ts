import type { Postmortem } from '../../policy/language/later.ts';
import type { Policy } from '../../policy/schema.ts';

/** A section of the document. `name` is null where it is one of the usual ones, named by a sentence. */
export interface Section {
  key: string;
  name: string | null;
  asks: string[];
  from: Filling;
  /** Key of the field whose value stands in it; null: none. */
  field: string | null;
}

/** What Muster fills in. */
export type Filling = Postmortem['sections'][number]['from'];

/** Keys of the usual sections, in their order, with what Muster fills in. */
const usual = {
  summary: 'summary',
  impact: 'impact',
  roles: 'roles',
  timeline: 'timeline',
  durations: 'milestones',
  updates: 'updates',
  obligations: 'obligations',
  tried: 'tried',
  links: 'links',
  similar: 'similar',
  cause: 'nothing',
  factors: 'nothing',
  well: 'nothing',
  poorly: 'nothing',
  lessons: 'nothing',
  questions: 'nothing',
  went: 'survey',
  actions: 'action_items',
} as const satisfies Record<string, Filling>;
export type UsualSection = keyof typeof usual;

export function isUsual(key: string): key is UsualSection {
  return Object.hasOwn(usual, key);
}

/** The sections of the document: the policy's, or the usual ones where it names none. */
export function sectionsOf(policy: Policy): Section[] {
  const own = policy.postmortem?.sections ?? [];
  if (own.length > 0) {
    return own.map(({ key, name, asks, from, field = null }) => ({ key, name, asks, from, field }));
  }
  return Object.entries(usual).map(([key, from]) => ({
    ...{ key, name: null, asks: [], from, field: null },
  }));
}

/** Whether all that stands in it comes from people. */
export function isLeftToPeople({ from, field }: Section): boolean {
  return from === 'nothing' && field === null;
}
