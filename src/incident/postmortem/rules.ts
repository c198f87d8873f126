import {
  accept,
  entry,
  missing,
  type Of,
  person,
  type Refused,
  type Rules,
  refuse,
  type Scene,
  tooLong,
  withState,
} from '../decision.ts';
import { codePoints, excerpt, limits } from '../text.ts';
import type { Decision, Incident, UserId } from '../types.ts';
import { sectionsOf } from './sections.ts';
import { listOf } from './texts.ts';
import type { PostmortemCommand, Review, SectionState } from './types.ts';
import { byPolicy, whether } from './whether.ts';

/** In code points. */
export const postmortemLimits = { text: 12_000, line: 500, lines: 100, where: 200 } as const;

export const postmortemRules: Rules<PostmortemCommand> = {
  hold_postmortem: hold,
  skip_postmortem: skip,
  take_postmortem: (scene, { by }) => author(scene, by, by),
  assign_postmortem: (scene, { by, userId }) => author(scene, by, userId),
  edit_section: editSection,
  add_to_section: addToSection,
};

/** One is held, whatever was decided before. In any phase: who wants it need not wait. */
function hold({ incident, policy, now }: Scene, command: Of<'hold_postmortem'>): Decision {
  const { by, author: userId, where } = command;
  const how = whether({ ...incident, isDrill: false }, policy);
  if (incident.isDrill) return refuse({ code: 'no_postmortem' });
  if (how === 'held' && incident.state.postmortem.choice) {
    return refuse({ code: 'postmortem_held_already' });
  }
  const fault = tooLong('where', where, postmortemLimits.where);
  if (fault) return fault;
  const choice = { hold: true, by, at: now };
  const named = userId ? { author: { userId, by, at: now } } : {};
  const next = reviewed(incident, { choice, where: excerpt(where, 600), ...named });
  return accept(next, entry('hold_postmortem', person(by), { author: userId, where }), []);
}

/** None is held. What the policy requires nobody talks away. */
function skip({ incident, policy, now }: Scene, command: Of<'skip_postmortem'>): Decision {
  const { by, reason } = command;
  if (byPolicy(incident, policy) === 'held') return refuse({ code: 'postmortem_required' });
  const how = whether(incident, policy);
  if (how === 'none' || how === 'skipped') return refuse({ code: 'no_postmortem' });
  const fault = tooLong('reason', reason, limits.reason);
  if (fault) return fault;
  const next = reviewed(incident, { choice: { hold: false, by, at: now } });
  return accept(next, entry('skip_postmortem', person(by), { reason }), []);
}

function author({ incident, policy, now }: Scene, by: UserId, userId: UserId): Decision {
  const fault = noneFault({ incident, policy });
  if (fault) return fault;
  const previous = incident.state.postmortem.author?.userId ?? null;
  if (previous === userId) return refuse({ code: 'author_already', userId });
  const next = reviewed(incident, { author: { userId, by, at: now } });
  const said =
    by === userId
      ? entry('take_postmortem', person(by), { previous })
      : entry('assign_postmortem', person(by), { userId, previous });
  return accept(next, said, []);
}

function editSection(scene: Scene, command: Of<'edit_section'>): Decision {
  const { by, key, text, revision } = command;
  const { incident, now } = scene;
  const fault =
    noneFault(scene) ?? sectionFault(scene, key) ?? tooLong('text', text, postmortemLimits.text);
  if (fault) return fault;
  const was = writtenSection(incident, key);
  if (was && was.revision !== revision) return refuse({ code: 'section_changed', key, ...was });
  if (!was && text === '') return refuse({ code: 'empty_section', key });
  const next = (was?.revision ?? 0) + 1;
  return accept(
    written(incident, key, { revision: next, length: codePoints(text), by, at: now }),
    entry('edit_section', person(by), { key, text, revision: next }),
    [],
  );
}

function addToSection(scene: Scene, command: Of<'add_to_section'>): Decision {
  const { by, key } = command;
  const { incident, now } = scene;
  const lines = command.lines.map((line) => line.trim()).filter((line) => line !== '');
  const fault =
    noneFault(scene) ?? sectionFault(scene, key) ?? missing('lines', lines.join('')) ?? null;
  if (fault) return fault;
  const was = writtenSection(incident, key);
  const length = (was?.length ?? 0) + codePoints(listOf(lines)) + (was?.length ? 1 : 0);
  if (lines.length > postmortemLimits.lines || length > postmortemLimits.text) {
    return refuse({ code: 'too_long', field: 'lines', max: postmortemLimits.text });
  }
  const revision = (was?.revision ?? 0) + 1;
  return accept(
    written(incident, key, { revision, length, by, at: now }),
    entry('add_to_section', person(by), { key, lines, revision }),
    [],
  );
}

/** Refused because there is none to write. */
function noneFault({ incident, policy }: Pick<Scene, 'incident' | 'policy'>): Refused | null {
  return whether(incident, policy) === 'held' ? null : refuse({ code: 'no_postmortem' });
}

function sectionFault({ policy }: Scene, key: string): Refused | null {
  const allowed = sectionsOf(policy).map((each) => each.key);
  return allowed.includes(key) ? null : refuse({ code: 'unknown_section', given: key, allowed });
}

/** What is kept of a section that people wrote; null while nobody did. */
export function writtenSection(
  { state }: Pick<Incident, 'state'>,
  key: string,
): SectionState | null {
  const { sections } = state.postmortem;
  return Object.hasOwn(sections, key) ? (sections[key] ?? null) : null;
}

function written(incident: Incident, key: string, section: SectionState): Incident {
  return reviewed(incident, {
    sections: { ...incident.state.postmortem.sections, [key]: section },
  });
}

function reviewed(incident: Incident, changes: Partial<Review>): Incident {
  return withState(incident, { postmortem: { ...incident.state.postmortem, ...changes } });
}
