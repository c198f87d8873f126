import { builtInMilestones } from '../incident/course/milestones.ts';

/** How `docs/policy.md` is laid out: every key of the file stands in one of these themes. */

export interface Theme {
  title: string;
  /** What one should know before the keys; Markdown. */
  about: string;
  keys: readonly string[];
}

export const themes: readonly Theme[] = [
  {
    title: 'The file itself',
    about:
      'Only `version`, `name`, `statuses` and `roles` must be there. What a process leaves open belongs into `undecided`: the checker lists it, and Muster invents nothing.\n\nIt is plain YAML. A longer text begins with `>` (lines are joined) or `|` (lines stay). A text with a comma between `{ }`, or with a colon and a space, needs quotation marks. What stands in many places is named once, as in `any: &major`, and used again as `any: *major`; it is used whole, keys are not merged with `<<`.\n\nWhat is marked *not enforced yet* is shown, simulated and printed in the handbook, and Muster does not act on it by itself; `muster policy check` lists what a file uses of it.',
    keys: ['version', 'name', 'about', 'includes', 'undecided'],
  },
  {
    title: 'What it is and how bad',
    about:
      'How bad (`severities`), what sort (`kinds`), what is affected (`modules`), whether it is an incident at all (`triage`), and what else is asked of people (`fields`). A process without severities or kinds leaves them out, and nobody is asked for one. A severity is only ever raised by what follows from a kind, a module, a criterion or a runbook; people may lower it.',
    keys: [
      'severities',
      'default_severity',
      'kinds',
      'default_kind',
      'modules',
      'triage',
      'fields',
    ],
  },
  {
    title: 'Who',
    about:
      'Wherever the file says who, it is a list: `U0AB12CD` (a person), `S0AB12CD` or `@sre` (a user group), `ada@example.com`, `team:key` (a team of the directory), `role:key` (who holds that role in the incident), `on_call:key` (who is on call then), `contact:key` (somebody outside), `anyone`. Groups are looked up in Slack when they are needed; whoever cannot be found is left out, and the card says so. Where several keys say who may (`permissions.command` and `may_hold` of the first role), all of them must allow it.',
    keys: ['roles', 'directory', 'permissions', 'operators'],
  },
  {
    title: 'The course',
    about:
      'A status belongs to a fixed phase: `triage`, `active` or `mitigated`; `/incident resolve` and `/incident close` lead to `resolved` and `closed`. Stages and public states are axes of their own. A gate says what must be so before an incident goes on; `when: { is_private: true }` with `before: { public_state: [...] }` keeps a secret off the status page.\n\nThese milestones every process has, without saying so: ' +
      `${builtInMilestones.map((key) => `\`${key}\``).join(', ')}. A policy may name them anew and add its own.`,
    keys: ['statuses', 'ended', 'stages', 'public_states', 'gates', 'milestones'],
  },
  {
    title: 'What is to be done',
    about:
      'A checklist starts by itself when its condition holds; a runbook is looked up (`/incident runbook`), suggested by its words, and started by a person. The steps of both are tasks of the incident. The card shows the lists in the order of the file, the first ones whole: put first what must not be missed. A step may put a measure in force, which somebody must undo before the end.',
    keys: ['checklists', 'runbooks', 'measures', 'action_items'],
  },
  {
    title: 'Who is told what',
    about:
      'An audience is told by a template on an occasion. What Muster cannot send itself (`outside`) it prepares, and a person says that it went out; so it does where somebody must approve first. Of a private incident it sends nothing by itself, unless the `when` of the audience says `is_private: true`. A step that `tells` prepares the message that fits where the incident stands. The record and the review go to the `emails` of an audience as a PDF, when somebody sends it; nothing else does. What is owed within minutes, such as a first public message, is an obligation that is `met_by` its audience.',
    keys: ['templates', 'audiences', 'obligations', 'clients', 'status_page'],
  },
  {
    title: 'The clock',
    about:
      'What must happen by when. Clocks that severities (`respond_within_minutes`, `resolve_within_minutes`), roles, kinds, statuses and others say need not be written here again: `clocks` adds your own. A cadence says how often news is due as time goes on, for the room or for an audience; where none fits, `update_every_minutes` of the severity and `every_minutes` of the audience count. `presence` looks after a commander who falls silent. `/incident clock` shows what comes next.',
    keys: ['clocks', 'clock', 'cadences', 'presence'],
  },
  {
    title: 'The room and the pulse',
    about: 'Where people work on it, who is asked to come, and when the next update is promised.',
    keys: ['declare', 'room', 'announce', 'invite', 'updates', 'call', 'evidence', 'calendar'],
  },
  {
    title: 'What people look up',
    about: 'Shown in the help, in the handbook and where it fits.',
    keys: ['help', 'documents', 'changes', 'sources'],
  },
  {
    title: 'Escalation, reviews and reports',
    about:
      'An escalation path is climbed by itself where its levels say `after_minutes`, and by hand with `/incident escalate`. An on-call schedule has `people` (all of them, such as a user group kept elsewhere) or `layers` of turns. What comes again (reports, drills, reviews) follows `every`, or a cron line `at` of five fields: minute, hour, day of the month, month, day of the week, in the zone of the calendar. Where Muster does not act on something by itself yet, the checker says so.',
    keys: ['escalation', 'on_call', 'drills', 'postmortem', 'reports', 'metrics'],
  },
  {
    title: 'Its own words',
    about: '',
    keys: ['messages'],
  },
];

/** Parts that many keys are made of, by their id in the schema. `test` and `part` are told with them. */
export const parts = [
  {
    id: 'condition',
    title: 'Conditions',
    as: '`when`',
    about:
      'When something applies. All that is said must hold; a list means any of it; nothing said means always. `any` (at least one of a list) and `not` hold the same keys once more, but no `any` and `not` of their own. The same `any` in many places is best named once, with `&` and `*`.',
    example:
      'when:\n  severity_at_least: critical\n  field: { loss: { more_than: 10000 } }\n  any:\n    - kind: [security]\n    - module: [payments]\n  not: { is_drill: true }',
  },
  {
    id: 'field_test',
    title: 'Tests of a field',
    as: '`field` in a condition',
    about: 'By the key of the field. Several of them must all hold.',
    example: 'when:\n  field:\n    affected: { at_least: 100 }\n    source: { is: customer }',
  },
  {
    id: 'step',
    title: 'Steps',
    as: '`items` of checklists, `steps` and `diagnosis` of runbooks',
    about: 'Steps and their parts are written the same way; parts have no parts of their own.',
    example: null,
  },
] as const;
