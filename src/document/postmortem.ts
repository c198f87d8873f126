import { suggestedAuthor } from '../incident/postmortem/author.ts';
import { sectionsOf } from '../incident/postmortem/sections.ts';
import { textsIn } from '../incident/postmortem/texts.ts';
import { kindName, severityName, statusNow } from '../views/names.ts';
import { sectionTitle } from '../views/postmortem/names.ts';
import { sayPlain } from '../views/say.ts';
import { knownZone } from '../views/wall-clock.ts';
import { filledIn } from './filled.ts';
import { spanOf } from './filled-course.ts';
import { type DocumentInput, type Given, givenOf, nameIn } from './given.ts';
import type { PostmortemDocument } from './model.ts';

/**
 * An incident's postmortem as a document: its sections as the policy has them, each with what Muster
 * knows itself and what people wrote. Times are in UTC and in the reader's zone.
 */
export function postmortemDocument(input: DocumentInput): PostmortemDocument {
  const { incident, policy, timeline, now } = input;
  const zone = knownZone(input.zone);
  const given = givenOf({ ...input, zone });
  const written = textsIn(timeline);
  const { number, title, isDrill, isPrivate, state } = incident;
  return {
    ...{ number, title, isDrill, isPrivate, status: state.postmortem.status, zone, madeAt: now },
    facts: factsOf(given),
    sections: sectionsOf(policy).map((section) => ({
      key: section.key,
      title: sectionTitle(policy, section),
      asks: section.asks,
      filled: filledIn(section, given),
      text: written.get(section.key)?.text ?? '',
      revision: written.get(section.key)?.revision ?? 0,
    })),
  };
}

/** What stands at the top; what the process has not is left out. */
function factsOf(given: Given): PostmortemDocument['facts'] {
  const { incident, policy } = given;
  const { declaredAt, resolvedAt, severity, state } = incident;
  const { author, readBy, where } = state.postmortem;
  const lasted = spanOf(given, 'started', 'resolved') ?? spanOf(given, 'declared', 'resolved');
  const facts = {
    severity: severityName(policy, severity),
    kind: kindName(policy, state.kind),
    state: statusNow(policy, incident),
    declared: given.clock(declaredAt),
    resolved: resolvedAt ? given.clock(resolvedAt) : '',
    duration: lasted ?? '',
    led: nameIn(given, suggestedAuthor(incident, policy)),
    author: author ? nameIn(given, author.userId) : '',
    where,
    read: readBy.length > 0 ? String(readBy.length) : '',
  };
  return Object.entries(facts).flatMap(([key, value]) => {
    if (value === '') return [];
    // The keys of the object above are what there are sentences for.
    return [{ label: sayPlain(policy, `fill.${key as keyof typeof facts}`), value }];
  });
}
