import { z } from 'zod';
import type { Actor, Incident } from '../incident/types.ts';
import type { Surroundings, TimelineLine } from '../store/queries-of-auditors.ts';

/** What the files of an export hold, and how they are read back. */

export const sumsName = 'SHA256SUMS';
const format = 'muster-incident/1';

/** The texts of an export by file name, without the timeline to read. */
export function formatExport({
  incident,
  lines,
  around,
  exportedAt,
}: {
  incident: Incident;
  lines: TimelineLine[];
  around: Surroundings;
  exportedAt: Date;
}): Record<string, string> {
  const { participants, places, names, policies } = around;
  const chain = lines.map(({ incidentId: _, salt, digest, hash, ...line }) => ({
    ...line,
    salt: salt && hex(salt),
    digest: hex(digest),
    hash: hex(hash),
  }));
  const about = { format, exportedAt, incident: closedAnswers(incident), participants, places };
  const head = hex(around.row.timeline_hash);
  return {
    'incident.json': json({ ...about, head, people: named({ incident, lines, around }, names) }),
    'timeline.json': json(chain),
    'README.md': readme(incident.number),
    ...Object.fromEntries(
      // Whoever can write the database could have put a path there.
      policies.map(({ hash, source }) => [
        `policies/${hash.replace(/[^0-9a-f]/g, '').slice(0, 12)}.yaml`,
        source,
      ]),
    ),
  };
}

/** While people still answer without names, a few answers would tell whose they are. */
function closedAnswers(incident: Incident): Incident {
  const { meeting } = incident.state;
  const { survey } = meeting ?? {};
  if (!meeting || !survey?.isAnonymous || survey.closedAt) return incident;
  const hushed = { ...meeting, survey: { ...survey, marks: [], answers: [] } };
  return { ...incident, state: { ...incident.state, meeting: hushed } };
}

const bytes = z
  .string()
  .regex(/^[0-9a-f]*$/)
  .transform((text) => Buffer.from(text, 'hex'));

const Chain = z.array(
  z.object({
    seq: z.number(),
    at: z.string().transform((text) => new Date(text)),
    type: z.string(),
    actor: z
      .object({ kind: z.string() })
      .loose()
      .transform((actor) => actor as Actor),
    data: z.record(z.string(), z.unknown()),
    policyHash: z.string(),
    correlationId: z.string(),
    salt: bytes.nullable(),
    digest: bytes,
    hash: bytes,
  }),
);

const About = z.object({
  format: z.literal(format),
  incident: z.object({ id: z.number(), number: z.number(), version: z.number() }),
  head: bytes,
});

/** Reads the two files by which an export's chain is followed. Throws where they are none. */
export function parseExport(texts: { about: string; chain: string }) {
  const { incident, head } = About.parse(JSON.parse(texts.about));
  const lines: TimelineLine[] = Chain.parse(JSON.parse(texts.chain)).map((line) => ({
    ...line,
    incidentId: incident.id,
  }));
  return { number: incident.number, end: { ...incident, head }, lines };
}

/** Names of those who stand anywhere in it, so that the others' stay where they are. */
function named(parts: object, names: Record<string, string>): Record<string, string> {
  const text = JSON.stringify(parts, (key, value: unknown) =>
    key === 'names' ? undefined : value,
  );
  return Object.fromEntries(Object.entries(names).filter(([id]) => text.includes(`"${id}"`)));
}

function readme(number: number): string {
  return [
    `# Incident ${number}`,
    '',
    '- `timeline.md`: what happened, to read; times are UTC.',
    '- `incident.json`: the incident as it stood when it was exported, who was in it, and what people are called.',
    '- `timeline.json`: every line with its salt, its digest and its place in the chain.',
    '- `policies/`: the process it was decided under.',
    '- `files/`: copies of what was attached, named by their SHA-256.',
    '- `SHA256SUMS`: of all these files; `sha256sum -c SHA256SUMS` checks them.',
    '',
    'A digest is SHA-256 over the salt and the line: a JSON object of `actor`, `at`, `data`, `incidentId`, `policyHash`, `seq` and `type`, its keys in order at every depth, without spaces. A hash is SHA-256 over the hash before (32 zero bytes before the first line) and the digest. `muster verify --export` follows them. Of a line without a salt the text was taken out for good; a later line of the type `erase_text` says so.',
    '',
  ].join('\n');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function hex(value: Uint8Array): string {
  return Buffer.from(value).toString('hex');
}
