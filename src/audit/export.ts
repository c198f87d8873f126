import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { inWorkspace, type Where } from '../apply/workspace.ts';
import { documentHtml } from '../document/html.ts';
import { documentJson } from '../document/json.ts';
import { documentMarkdown } from '../document/markdown.ts';
import { postmortemDocument } from '../document/postmortem.ts';
import { documentWords } from '../document/words.ts';
import type { Past } from '../incident/links/similar.ts';
import type { TimelineRow } from '../incident/places.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { Policies } from '../store/policies.ts';
import {
  chainEndOf,
  linesOf,
  type Surroundings,
  surroundingsOf,
  type TimelineLine,
} from '../store/queries-of-auditors.ts';
import { pastOf } from '../store/queries-of-similar.ts';
import { incidentOf } from '../store/state.ts';
import { timelineFile } from '../views/timeline-file.ts';
import { formatExport, sumsName } from './export-format.ts';
import { readAsOne } from './read-as-one.ts';
import { faultsOf, followTimeline } from './verify.ts';

/** An incident as files, for who was not there: an auditor, a lawyer, a regulator. */

interface Found {
  number: number;
  incident: Incident;
  policy: Policy;
  lines: TimelineLine[];
  around: Surroundings;
  past: Past;
  faults: string[];
}

/**
 * Writes the incident into a new folder: JSON with all that is known, the timeline to read, its
 * postmortem, its policies, copies of its files, and the SHA-256 of each. Returns what to tell. Throws, in words, where
 * there is no such incident and where the folder is not empty.
 */
export async function exportIncident(
  where: Where,
  number: number,
  folder: string,
): Promise<string[]> {
  const found = await find(where, number);
  await emptyFolder(folder);
  const { incident, policy, lines, around } = found;
  const view = {
    incident,
    policy,
    places: { roomId: null, roomThreadTs: null, cardTs: null, newsChannelId: null, newsTs: null },
    now: new Date(),
  };
  const rows = lines.map((line) => ({ ...line, isErased: line.salt === null }));
  const { content } = timelineFile(view, rows, (userId) => around.names[userId] ?? null);
  const texts = formatExport({ incident, lines, around, exportedAt: new Date() });
  const written = { ...texts, 'timeline.md': content, ...documentsOf(found, rows) };
  for (const [name, text] of Object.entries(written)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text, { flag: 'wx' });
  }
  const missing = await copyFiles(incident, folder);
  const count = await writeSums(folder);
  return [
    ...found.faults,
    ...missing,
    ...(incident.isPrivate ? [`#${number} is private: give the folder to nobody else.`] : []),
    `#${number}: ${lines.length} lines, ${count} files in ${folder}. "muster verify --export ${folder}" checks them.`,
  ];
}

/** The postmortem as it is now, to read and for programs; nothing where there is none. */
function documentsOf(
  { incident, policy, around, past }: Found,
  timeline: readonly TimelineRow[],
): Record<string, string> {
  if (incident.state.postmortem.shownAt === null) return {};
  const nameOf = (userId: string) => around.names[userId] ?? null;
  const now = new Date();
  const document = postmortemDocument({
    ...{ incident, policy, timeline, nameOf, past },
    ...{ zone: 'UTC', now },
  });
  const words = documentWords(policy, document);
  return {
    'postmortem.md': documentMarkdown(document, words),
    'postmortem.html': documentHtml(document, words),
    'postmortem.json': documentJson(document),
  };
}

function find(where: Where, number: number): Promise<Found> {
  return inWorkspace(where, (database, { teamId }) =>
    readAsOne(database, async (tx) => {
      const end = await chainEndOf(tx, teamId, number);
      if (!end) throw new Error(`There is no incident #${number}.`);
      const lines = await linesOf(tx, [end.id]);
      const around = await surroundingsOf(tx, teamId, end.id);
      const incident = incidentOf(around.row);
      const policy = await new Policies().get(tx, incident.policyHash);
      const chain = { name: `#${number}`, end, lines, found: followTimeline(end.id, lines) };
      const past = await pastOf(tx, incident);
      return { number, incident, policy, lines, around, past, faults: faultsOf(chain, []) };
    }),
  );
}

async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const there = await readdir(folder);
  if (there.length > 0) throw new Error(`${folder} is not empty: name a new folder.`);
}

/** Copies what was kept of the incident's files; returns, in words, what could not be. */
export async function copyFiles(
  { state }: Pick<Incident, 'state'>,
  folder: string,
): Promise<string[]> {
  const told: string[] = [];
  for (const file of state.files) {
    if (file.copiedTo === null) {
      told.push(`${file.name} was not copied when it was attached; its place is in incident.json.`);
      continue;
    }
    try {
      await mkdir(join(folder, 'files'), { recursive: true });
      // Looked at before: whoever can write the database must not have any file of ours handed out.
      if ((await sumOf(file.copiedTo)) !== file.sha256) {
        told.push(
          `${file.name} was left out: what is at ${file.copiedTo} is not what was attached.`,
        );
        continue;
      }
      await copyFile(file.copiedTo, join(folder, 'files', basename(file.copiedTo)));
    } catch {
      told.push(`${file.name} cannot be read from ${file.copiedTo}.`);
    }
  }
  return told;
}

/** Writes the sums of all files in the way of `sha256sum`; gives how many. */
async function writeSums(folder: string): Promise<number> {
  const names = await filesIn(folder);
  const sums = await Promise.all(names.map((name) => sumOf(join(folder, name))));
  const text = names.map((name, index) => `${sums[index]}  ${name}\n`).join('');
  await writeFile(join(folder, sumsName), text, { flag: 'wx' });
  return names.length;
}

/** All files below a folder but the sums, by their path from it, in order. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => name !== sumsName)
    .sort();
}

/** What is neither a file nor a folder, such as a link to somewhere else. */
export async function oddIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isFile() && !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** SHA-256 of a file, in hex. */
export async function sumOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
