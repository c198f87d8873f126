import type { Field } from '../../policy/language/fields.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import { excerpt } from '../text.ts';
import type { Decision, Incident } from '../types.ts';
import { linkLimits } from './limits.ts';
import type { KeptFile, SharedFile } from './types.ts';

/** Files that belong to an incident: who gave them and when, what they are by their SHA-256. */

/** Fields of the policy that take files, as far as they apply. */
export function fileFields(incident: Draft, policy: Policy): Field[] {
  return policy.fields.filter(
    ({ type, when }) => type === 'files' && holds(when, incident, policy),
  );
}

/** Required files that are not there yet; they hold nothing up, and stand on the card as a task. */
export function missingFiles(incident: Draft, policy: Policy): { field: Field; left: number }[] {
  return fileFields(incident, policy)
    .filter(({ required }) => required)
    .map((field) => ({ field, left: field.files - filesOf(incident, field.key).length }))
    .filter(({ left }) => left > 0);
}

export function filesOf({ state }: Pick<Draft, 'state'>, field: string): KeptFile[] {
  return state.files.filter((file) => file.field === field);
}

/** In any phase: evidence is often found afterwards. A file that is there may still get its field. */
export function attachFiles(
  { incident, policy, now }: Scene,
  command: Of<'attach_files'>,
): Decision {
  const { by, field, isHere } = command;
  if (incident.phase === 'merged') return refuse({ code: 'ended', phase: incident.phase });
  const fault = command.files.length === 0 ? refuse({ code: 'no_files' }) : null;
  const refused = fault ?? fieldFault(incident, policy, field);
  if (refused) return refused;
  const given = command.files.map(shortened);
  const { files } = incident.state;
  const isKnown = ({ id }: SharedFile) =>
    files.some((each) => each.id === id && (field === null || each.field === field));
  const fresh = given.filter((file) => !isKnown(file));
  if (fresh.length === 0) return refuse({ code: 'files_known' });
  const others = files.filter(({ id }) => !fresh.some((file) => file.id === id));
  const added = fresh.map((file): KeptFile => {
    const known = files.find(({ id }) => id === file.id);
    if (known) return { ...known, field };
    return { ...file, by, at: now, field, sha256: null, copiedTo: null };
  });
  if (others.length + added.length > linkLimits.files) {
    return refuse({ code: 'too_many_files', max: linkLimits.files });
  }
  const after = inStep(withState(incident, { files: [...others, ...added] }));
  return accept(after, entry('attach_files', person(by), { field, files: fresh }), [
    ...(isHere ? [] : [tellRoom({ type: 'files_attached', files: fresh, field, by })]),
    ...sync('card', 'files'),
  ]);
}

function fieldFault(incident: Draft, policy: Policy, given: string | null): Refused | null {
  if (given === null) return null;
  const fields = fileFields(incident, policy);
  if (fields.some(({ key }) => key === given)) return null;
  const allowed = fields.map(({ name }) => name);
  return refuse({ code: 'unknown_files_field', given, allowed });
}

function shortened({ id, name, permalink }: SharedFile): SharedFile {
  const isShort = permalink !== null && permalink.length <= linkLimits.permalinkLength;
  return {
    id,
    name: excerpt(name || id, linkLimits.fileNameBytes),
    permalink: isShort ? permalink : null,
  };
}

/** Fields of files hold the ids of their files, so that conditions and gates can ask for them. */
export function inStep(incident: Incident): Incident {
  const fields = { ...incident.state.fields };
  for (const { field } of incident.state.files) {
    if (field !== null) fields[field] = filesOf(incident, field).map(({ id }) => id);
  }
  return withState(incident, { fields });
}

/** Delivery has read them. What it told before changes nothing. */
export function filesKept({ incident }: Scene, command: Of<'files_kept'>): Decision {
  const kept = command.files.flatMap((each) => {
    const known = incident.state.files.find(({ id }) => id === each.id);
    return known && known.sha256 === null ? [{ ...each, name: known.name }] : [];
  });
  if (kept.length === 0) return accept(incident, null, []);
  const files = incident.state.files.map((file) => {
    const found = kept.find(({ id }) => id === file.id);
    return found ? { ...file, sha256: found.sha256, copiedTo: found.copiedTo } : file;
  });
  return accept(
    withState(incident, { files }),
    entry('files_kept', { kind: 'delivery' }, { files: kept }),
    [],
  );
}
