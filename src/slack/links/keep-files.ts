import type { SharedFile } from '../../incident/links/types.ts';
import type { Incident, UserId } from '../../incident/types.ts';
import { run } from '../carry-out.ts';
import type { Desk } from '../gesture.ts';
import type { Gesture } from '../ports.ts';

/**
 * Files of a message that was taken into the timeline belong to the incident, too. They stand in
 * Slack already, so the room is not told of them.
 */
export async function keepFiles(
  desk: Desk,
  about: { incident: Incident; by: UserId; files: SharedFile[]; gesture: Gesture },
): Promise<void> {
  const { incident, by, files, gesture } = about;
  if (files.length === 0) return;
  // One gesture, two commands: each needs a key of its own.
  const own = { ...gesture, key: gesture.key && `${gesture.key}:files` };
  await run(desk, incident, { type: 'attach_files', by, field: null, files, isHere: true }, own);
}
