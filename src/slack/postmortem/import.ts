import { aboveLines } from '../../document/markdown.ts';
import { readHead } from '../../document/markers.ts';
import { postmortemDocument } from '../../document/postmortem.ts';
import { mergedSections, type ReadSection, readMarkdown } from '../../document/read-markdown.ts';
import type { IncidentView } from '../../incident/places.ts';
import { revisionsIn, sectionNow, textEntries } from '../../incident/postmortem/texts.ts';
import type { GivenSection } from '../../incident/postmortem/types.ts';
import type { UserId } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { shortMessage } from '../../views/blocks.ts';
import type { Message } from '../../views/context.ts';
import { doneMessage } from '../../views/done.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { say, sayPlain } from '../../views/say.ts';
import { run } from '../carry-out.ts';
import { type Desk, viewOf } from '../gesture.ts';
import type { Gesture } from '../ports.ts';

/** A document that comes back as Markdown. */

export interface Import {
  desk: Desk;
  userId: UserId;
  gesture: Gesture;
  markdown: string;
  /** The incident that it was given for; null: the one that it names. */
  incidentId: number | null;
}

/** The same taken apart: read once, however often it is put together. */
interface Taken extends Pick<Import, 'desk' | 'userId' | 'gesture'> {
  read: readonly ReadSection[];
  /** As the document names it. */
  zone: string;
}

/** While it is put together somebody may write; then it is put together anew. */
const mostTries = 3;

/** Takes what it changes into the document here, and says what came of it. */
export async function importMarkdown(given: Import): Promise<Message> {
  const { desk, userId, gesture, markdown, incidentId } = given;
  const policy = desk.ports.activePolicy();
  const head = readHead(markdown);
  const read = readMarkdown(markdown);
  if (read.length === 0) return shortMessage(say(policy, 'import.nothing'));
  const found =
    incidentId === null
      ? head && (await desk.ports.read.byNumber(head.number, userId))
      : await desk.ports.read.byId(incidentId, userId);
  if (!found) return shortMessage(say(policy, head ? 'refused.not_found' : 'import.whose'));
  const { number } = found.incident;
  if (head && head.number !== number) {
    return shortMessage(say(policy, 'import.other', { number: head.number, here: number }));
  }
  return takeIn({ desk, userId, gesture, read, zone: head?.zone ?? 'UTC' }, found, mostTries);
}

async function takeIn(taken: Taken, found: IncidentView, tries: number): Promise<Message> {
  const { desk, userId: by, gesture } = taken;
  const { incident } = found;
  const policy = await desk.ports.policyOf(incident);
  const sections = await changesIn(taken, found, policy);
  const command = { type: 'import_postmortem', by, sections } as const;
  const outcome = await run(desk, incident, command, gesture);
  if (!outcome.ok) {
    const now = await desk.ports.read.byId(incident.id, by);
    if (outcome.refusal.code === 'section_changed' && tries > 1 && now) {
      return takeIn(taken, now, tries - 1);
    }
    return refusalMessage(policy, outcome.refusal, outcome.incident ?? incident);
  }
  if (outcome.repeated) return shortMessage(say(policy, 'done.repeated'));
  const after = { incident: outcome.decision.incident, places: found.places };
  return doneMessage(await viewOf(desk, after), command);
}

/** The sections that it changes, put together with what stands here. */
async function changesIn(
  { desk, read, zone }: Taken,
  { incident }: IncidentView,
  policy: Policy,
): Promise<GivenSection[]> {
  const timeline = await desk.ports.read.timeline(incident.id, { limit: 10_000 });
  const texts = await desk.ports.read.entriesOf(incident.id, textEntries);
  const revisions = revisionsIn(texts);
  const document = postmortemDocument({
    ...{ incident, policy, timeline, now: desk.ports.now() },
    nameOf: (userId) => desk.ports.nameOf(userId),
    past: await desk.ports.read.pastOf(incident),
    zone,
  });
  const known = document.sections.map((section) => ({
    key: section.key,
    above: aboveLines(section),
    revisions: revisions.get(section.key) ?? [],
  }));
  const sections = mergedSections(read, known, {
    ours: sayPlain(policy, 'merge.ours'),
    theirs: sayPlain(policy, 'merge.theirs'),
    end: sayPlain(policy, 'merge.end'),
    outside: sayPlain(policy, 'merge.outside'),
  });
  return sections.map((section) => {
    const { revision } = sectionNow(incident, texts, section.key);
    return { ...section, revision };
  });
}
