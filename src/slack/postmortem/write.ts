import type { KnownBlock } from '@slack/types';
import { sectionNow as nowWritten, textEntries } from '../../incident/postmortem/texts.ts';
import type { WrittenSection } from '../../incident/postmortem/types.ts';
import { writtenSection } from '../../incident/postmortem/written.ts';
import type { Incident } from '../../incident/types.ts';
import { readSectionArg, sectionNow } from '../../views/postmortem/forms.ts';
import { joined } from '../../views/postmortem/parts.ts';
import type { Preset } from '../../views/update-modal.ts';
import type { Filled } from '../filled.ts';
import type { Desk } from '../gesture.ts';
import type { Submitted } from '../modals.ts';

/** What people wrote into a section, as it is now; empty where nobody did. */
export async function sectionAsItIs(
  desk: Desk,
  incident: Pick<Incident, 'id' | 'state'>,
  key: string,
): Promise<WrittenSection> {
  return nowWritten(incident, await desk.ports.read.entriesOf(incident.id, textEntries), key);
}

/** The form of a section with its text in it. */
export async function sectionPreset(
  desk: Desk,
  incident: Pick<Incident, 'id' | 'state'>,
  key: string,
): Promise<Preset> {
  const { text, revision } = await sectionAsItIs(desk, incident, key);
  return { arg: `${key} ${revision}`, text };
}

/**
 * The form of a section that somebody else wrote meanwhile: with what was typed, of the revision that
 * stands there now, and what that says above it.
 */
export async function overtakenSection(
  { desk, filled, metadata }: Pick<Submitted, 'desk' | 'filled' | 'metadata'>,
  incident: Incident,
  key: string,
): Promise<{ preset: Preset; blocks: KnownBlock[] }> {
  const { text, revision } = await sectionAsItIs(desk, incident, key);
  const policy = await desk.ports.policyOf(incident);
  const by = writtenSection(incident, key)?.by ?? '';
  return {
    preset: { arg: `${key} ${revision}`, text: sectionTyped(filled, metadata.arg ?? '') },
    blocks: sectionNow({ policy }, { by, text }),
  };
}

/** What was typed into the fields of a section's form, as one text. */
export function sectionTyped(filled: Filled, arg: string): string {
  const { gaps } = readSectionArg(arg);
  const names = filled.names.filter((name) => /^text\d*$/.test(name));
  const inOrder = names.sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)));
  return joined(
    inOrder.map((name) => filled.text(name)),
    gaps,
  );
}
