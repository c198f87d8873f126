import {
  accept,
  entry,
  missing,
  type Of,
  person,
  refuse,
  type Scene,
  tooLong,
} from '../decision.ts';
import { codePoints } from '../text.ts';
import type { Decision, Incident } from '../types.ts';
import { postmortemLimits } from './limits.ts';
import { added } from './texts.ts';
import type { GivenSection, WrittenSection } from './types.ts';
import { noneFault, sectionFault, withSection, writtenSection } from './written.ts';

/** How the document is written: by form, line by line, and as a whole. */

export function editSection(scene: Scene, command: Of<'edit_section'>): Decision {
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
    withSection(incident, key, { revision: next, length: codePoints(text), by, at: now }),
    entry('edit_section', person(by), { key, text, revision: next }),
    [],
  );
}

export function addToSection(scene: Scene, command: Of<'add_to_section'>): Decision {
  const { by, key } = command;
  const { incident, now } = scene;
  const lines = command.lines.map((line) => line.trim()).filter((line) => line !== '');
  const fault = noneFault(scene) ?? sectionFault(scene, key) ?? missing('lines', lines.join(''));
  if (fault) return fault;
  const was = writtenSection(incident, key);
  const length = (was?.length ?? 0) + codePoints(added(was?.length ? 'x' : '', lines)) - 1;
  if (lines.length > postmortemLimits.lines || length > postmortemLimits.text) {
    return refuse({ code: 'too_long', field: 'lines', max: postmortemLimits.text });
  }
  const revision = (was?.revision ?? 0) + 1;
  return accept(
    withSection(incident, key, { revision, length: Math.max(1, length), by, at: now }),
    entry('add_to_section', person(by), { key, lines, revision }),
    [],
  );
}

/**
 * A document that was written elsewhere comes back. Whoever reads it has put each section together with
 * the revision that it names; where that is not the one here any more, nothing is taken, and it is put
 * together anew.
 */
export function importDocument(scene: Scene, command: Of<'import_postmortem'>): Decision {
  const { by, sections } = command;
  if (sections.length === 0) return refuse({ code: 'same_document' });
  let { incident } = scene;
  const written: WrittenSection[] = [];
  for (const given of sections) {
    const fault = noneFault(scene) ?? givenFault(scene, given);
    if (fault) return fault;
    const revision = given.revision + 1;
    incident = taken(incident, given, { by, at: scene.now });
    written.push({ key: given.key, text: given.text, revision });
  }
  const clashes = sections.filter(({ isClash }) => isClash).map(({ key }) => key);
  return accept(
    incident,
    entry('import_postmortem', person(by), { sections: written, clashes }),
    [],
  );
}

function givenFault(scene: Scene, { key, text, revision }: GivenSection) {
  const fault = sectionFault(scene, key) ?? tooLong('text', text, postmortemLimits.text);
  if (fault) return fault;
  const was = writtenSection(scene.incident, key);
  if ((was?.revision ?? 0) === revision) return null;
  return was ? refuse({ code: 'section_changed', key, ...was }) : refuse({ code: 'not_found' });
}

function taken(
  incident: Incident,
  { key, text, revision }: GivenSection,
  who: { by: string; at: Date },
): Incident {
  return withSection(incident, key, { revision: revision + 1, length: codePoints(text), ...who });
}
