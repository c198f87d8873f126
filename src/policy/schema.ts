import { z } from 'zod';
import { ActionItems } from './language/action-items.ts';
import { Calendar } from './language/calendar.ts';
import { Cadence, Clock, Clocks, Presence } from './language/clock.ts';
import { Ended, Gate, Milestone, PublicState, Stage, Status, Triage } from './language/course.ts';
import { Field } from './language/fields.ts';
import { Metrics, Postmortem, Report, Sources, StatusPage } from './language/later.ts';
import { Checklist, Measure, Runbook } from './language/lists.ts';
import { Drill, EscalationPath, OnCall } from './language/on-call.ts';
import { Directory, Document, Role } from './language/roles.ts';
import {
  Announce,
  Changes,
  Declare,
  Help,
  Invite,
  Operators,
  Permissions,
  Room,
  Updates,
} from './language/room.ts';
import { Kind, Module, Severity } from './language/severities.ts';
import { Audience, Call, Client, Evidence, Obligation, Template } from './language/telling.ts';
import { keyIn, longText, text } from './language/words.ts';

/**
 * What an organisation decides for itself. Read from YAML by `load.ts`; `docs/policy.md` and
 * `policies/policy.schema.json` are made from the descriptions in `language/`. Durations carry their
 * unit in the key. What one value alone cannot show wrong (duplicates, references) is in
 * `cross-checks.ts`.
 */
export const Policy = z.strictObject({
  version: z
    .literal(2)
    .describe('Version of the policy language; files of version 1 are still read'),
  name: z.string().min(1).max(80).describe('What people call this policy'),
  about: longText.optional().describe('What this process is for, the first page of the handbook'),
  includes: z
    .array(z.string().min(1).max(200))
    .max(10)
    .default([])
    .describe(
      'Files that this one builds on, relative to it. Lists of things with keys are joined by key; what is said here wins',
    ),
  undecided: z
    .array(
      z.strictObject({
        about: z.string().min(1).max(100).describe('What it is about, such as a key of this file'),
        question: text.describe('What the process leaves open'),
      }),
    )
    .max(100)
    .default([])
    .describe('What the process leaves blank. The checker lists it; Muster invents nothing'),
  severities: z
    .array(Severity)
    .max(10)
    .default([])
    .describe('How bad it is, worst first; the order in forms. None: severities are never shown'),
  default_severity: keyIn('severity')
    .optional()
    .describe('Key of the severity where none is given; must be there where there are severities'),
  kinds: z
    .array(Kind)
    .max(30)
    .default([])
    .describe('What sort of incident it is. None: never shown'),
  default_kind: keyIn('kind').optional().describe('Key of the kind where none is given'),
  modules: z.array(Module).max(100).default([]).describe('Parts or services that can be affected'),
  triage: Triage.prefault({}).describe('Is it an incident?'),
  fields: z.array(Field).max(40).default([]).describe('What is asked and kept besides'),
  directory: Directory.prefault({}).describe(
    'Teams, governing bodies, contacts, access, readiness',
  ),
  statuses: z
    .array(Status)
    .min(1)
    .max(20)
    .describe('Where work stands; the first is the status at declaration'),
  ended: Ended.prefault({}).describe('What people read once an incident is over'),
  stages: z
    .array(Stage)
    .max(20)
    .default([])
    .describe('Stages of the process, in order; an axis of its own beside the status'),
  public_states: z
    .array(PublicState)
    .max(20)
    .default([])
    .describe('What the public is shown, such as on a status page; an axis of its own'),
  gates: z.array(Gate).max(40).default([]).describe('What must be so before an incident goes on'),
  roles: z
    .array(Role)
    .min(1)
    .max(15)
    .describe('Who does what; the first one commands the incident'),
  checklists: z.array(Checklist).max(60).default([]).describe('What is to be done, as tasks'),
  runbooks: z
    .array(Runbook)
    .max(60)
    .default([])
    .describe('What to do about one fault, step by step'),
  measures: z
    .array(Measure)
    .max(30)
    .default([])
    .describe('What steps put in force and somebody must undo'),
  milestones: z.array(Milestone).max(40).default([]).describe('Instants that are kept'),
  templates: z.array(Template).max(60).default([]).describe('Messages with gaps'),
  audiences: z.array(Audience).max(40).default([]).describe('Who is told what, and when'),
  obligations: z
    .array(Obligation)
    .max(30)
    .default([])
    .describe('What is owed to others by law or contract'),
  clients: z.array(Client).max(100).default([]).describe('Clients with terms of their own'),
  call: Call.prefault({}).describe('The voice or video call of an incident'),
  evidence: Evidence.prefault({}).describe('What becomes of files'),
  action_items: ActionItems.prefault({}).describe('What is left to do when an incident is over'),
  clocks: z
    .array(Clock)
    .max(20)
    .default([])
    .describe('What must happen by when, besides what severities, roles and kinds say'),
  clock: Clocks.prefault({}).describe('How clocks warn and nag'),
  presence: Presence.prefault({}).describe('What is done when the commander falls silent'),
  cadences: z
    .array(Cadence)
    .max(40)
    .default([])
    .describe(
      'How often news is due as an incident goes on, instead of `update_every_minutes` and `every_minutes`',
    ),
  updates: Updates.prefault({}).describe('Status updates and the reminders of them'),
  room: Room.prefault({}).describe('The channel that each incident gets'),
  announce: Announce.prefault({}).describe(
    'How others learn of an incident; never of a private one',
  ),
  invite: Invite.prefault({}).describe('Who is asked to come'),
  declare: Declare.prefault({}).describe('What happens before an incident is declared'),
  permissions: Permissions.prefault({}).describe('Who may do what'),
  operators: Operators.prefault({}).describe('Who looks after Muster itself'),
  calendar: Calendar.prefault({}).describe('Working hours and days off'),
  changes: Changes.prefault({}).describe('Where recent changes are found'),
  help: Help.prefault({}).describe('What newcomers read'),
  documents: z.array(Document).max(50).default([]).describe('Related documents'),
  escalation: z.array(EscalationPath).max(20).default([]).describe('Escalation paths'),
  on_call: z.array(OnCall).max(20).default([]).describe('On-call schedules'),
  drills: z.array(Drill).max(20).default([]).describe('Exercises'),
  postmortem: Postmortem.optional().describe('The review afterwards; absent: none is asked for'),
  reports: z.array(Report).max(20).default([]).describe('Recurring reports'),
  metrics: Metrics.prefault({}).describe('What is measured'),
  status_page: StatusPage.prefault({}).describe('The status page'),
  sources: Sources.prefault({}).describe('Where incidents are noticed and tickets are found'),
  messages: z
    .record(z.string(), z.string().min(1).max(1000))
    .default({})
    .describe('Sentences of the catalogue in your own words, by their key'),
});
export type Policy = z.infer<typeof Policy>;
