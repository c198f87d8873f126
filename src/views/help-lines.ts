import type { Role } from '../policy/language/roles.ts';
import type { Policy } from '../policy/schema.ts';
import { duration } from './duration.ts';
import { join, type Mrkdwn, oneLine, prose } from './mrkdwn.ts';
import { everybodyOf } from './on-call/people.ts';
import { whoText } from './people.ts';
import { say, sayPlain } from './say.ts';

/** What the built-in topics of the help say: one phone screen each, made from the policy. */

/** More entries than this are no phone screen any more. */
const most = 10;

/** The first so many, and how many more there are. */
function fewOf<T>(policy: Policy, list: readonly T[], show: (each: T) => Mrkdwn): Mrkdwn[] {
  const rest = list.length - most;
  return [
    ...list.slice(0, most).map(show),
    ...(rest > 0 ? [say(policy, 'help.more_of', { count: rest })] : []),
  ];
}

type Part = Mrkdwn | string | 0 | undefined;

/** `*name* – this · that`, of what is there. */
function row(policy: Policy, name: string, ...rest: Part[]): Mrkdwn {
  const said = rest.flatMap((each) => {
    if (each === undefined || each === 0 || each === '') return [];
    return [typeof each === 'string' ? oneLine(each) : each];
  });
  if (said.length === 0) return say(policy, 'help.name', { name: oneLine(name) });
  return say(policy, 'help.row', { name: oneLine(name), rest: join(said, ' · ') });
}

export function declareLines(policy: Policy): Mrkdwn[] {
  const { permissions, invite, default_severity: standard } = policy;
  const severity = policy.severities.find(({ key }) => key === standard);
  return [
    say(policy, 'help.declare'),
    ...(severity ? [say(policy, 'help.declare_default', { severity: severity.name })] : []),
    ...(permissions.declare.includes('anyone')
      ? []
      : [say(policy, 'help.declare_who', { who: whoText(policy, permissions.declare) })]),
    ...(invite.always.length > 0
      ? [say(policy, 'help.declare_invites', { who: whoText(policy, invite.always) })]
      : []),
  ];
}

export function criteriaLines(policy: Policy): Mrkdwn[] {
  const { criteria, incident_if: rule } = policy.triage;
  if (criteria.length === 0) return [];
  const lead =
    typeof rule === 'string'
      ? say(policy, `handbook.criteria_${rule}`)
      : say(policy, 'handbook.criteria_count', { count: rule.at_least });
  return [lead, ...criteria.map(({ question }) => say(policy, 'help.bullet', { text: question }))];
}

export function severityLines(policy: Policy): Mrkdwn[] {
  return policy.severities.map((severity) => {
    const every = severity.update_every_minutes;
    const respond = severity.respond_within_minutes;
    const time = (minutes: number) => duration(policy, minutes);
    const line = row(
      policy,
      severity.name,
      severity.meaning,
      respond === 0 ? sayPlain(policy, 'help.respond_now') : undefined,
      respond === 0
        ? sayPlain(policy, 'help.respond_at_once')
        : respond && sayPlain(policy, 'help.respond', { time: time(respond) }),
      every && sayPlain(policy, 'help.updates', { time: time(every) }),
    );
    return severity.emoji ? say(policy, 'help.sign', { emoji: severity.emoji, line }) : line;
  });
}

export function kindLines(policy: Policy): Mrkdwn[] {
  return fewOf(policy, policy.kinds, ({ name, meaning, examples }) =>
    row(policy, name, meaning, examples[0]),
  );
}

export function rolesLines(policy: Policy): Mrkdwn[] {
  return [
    ...fewOf(policy, policy.roles, ({ name, duties }) => row(policy, name, duties[0])),
    say(policy, 'help.roles'),
  ];
}

export function roleLines(policy: Policy, role: Role): Mrkdwn[] {
  return [
    ...role.duties.map((text) => say(policy, 'help.bullet', { text })),
    say(policy, 'help.take', { key: role.key }),
    ...(role.may_hold.length > 0
      ? [say(policy, 'help.may_hold', { who: whoText(policy, role.may_hold) })]
      : []),
  ];
}

export function teamLines(policy: Policy): Mrkdwn[] {
  return fewOf(policy, policy.directory.teams, ({ name, channel, does, reached_by: ways }) =>
    row(policy, name, channel, does, ways[0]),
  );
}

export function courseLines(policy: Policy): Mrkdwn[] {
  const statuses = policy.statuses.map(({ name, meaning, window, phase }) =>
    stepLine(policy, name, meaning ?? sayPlain(policy, `handbook.phase_${phase}`), window),
  );
  const stages = policy.stages.map(({ name, meaning, window }) =>
    stepLine(policy, name, meaning, window),
  );
  return [...statuses, ...stages];
}

function stepLine(
  policy: Policy,
  name: string,
  meaning: string | undefined,
  window: Policy['statuses'][number]['window'],
): Mrkdwn {
  const until = window && { time: duration(policy, window.to_minutes) };
  return row(policy, name, meaning, until && sayPlain(policy, 'help.until', until));
}

export function checklistLines(policy: Policy): Mrkdwn[] {
  if (policy.checklists.length === 0) return [];
  return [
    ...fewOf(policy, policy.checklists, ({ name, items }) => {
      const texts = items.filter(({ forbidden }) => !forbidden).map(({ text }) => text);
      return row(policy, name, texts[0], more(policy, texts.length - 1));
    }),
    say(policy, 'help.checklists'),
  ];
}

function more(policy: Policy, count: number): string | undefined {
  return count > 0 ? sayPlain(policy, 'help.more_items', { count }) : undefined;
}

export function runbookLines(policy: Policy): Mrkdwn[] {
  if (policy.runbooks.length === 0) return [];
  return [
    ...fewOf(policy, policy.runbooks, ({ name, trigger, symptoms }) =>
      row(policy, name, trigger ?? symptoms[0]),
    ),
    say(policy, 'help.runbooks'),
  ];
}

export function templateLines(policy: Policy): Mrkdwn[] {
  return fewOf(policy, policy.audiences, (audience) => {
    const every = audience.every_minutes;
    return row(
      policy,
      audience.name,
      audience.why,
      every && sayPlain(policy, 'help.updates', { time: duration(policy, every) }),
      audience.channels.join(', '),
    );
  });
}

export function statusPageLines(policy: Policy): Mrkdwn[] {
  const { link, how, update_every_minutes: every } = policy.status_page;
  return [
    ...(link ? [prose(link)] : []),
    ...(how ? [prose(how)] : []),
    ...(every ? [say(policy, 'help.page_every', { time: duration(policy, every) })] : []),
    ...policy.public_states.map(({ name, meaning }) => row(policy, name, meaning)),
  ];
}

export function obligationLines(policy: Policy): Mrkdwn[] {
  return fewOf(policy, policy.obligations, ({ name, to, within_minutes: within }) =>
    row(
      policy,
      name,
      to,
      within === undefined
        ? sayPlain(policy, 'help.at_once')
        : sayPlain(policy, 'help.within', { time: duration(policy, within) }),
    ),
  );
}

export function escalationLines(policy: Policy): Mrkdwn[] {
  const paths = policy.escalation.flatMap((path) => [
    row(policy, path.name),
    ...path.levels.map((level, index) => {
      const after = level.after_minutes;
      return say(policy, 'help.level', {
        count: index + 1,
        line: row(
          policy,
          level.name,
          level.to.length > 0 ? whoText(policy, level.to) : undefined,
          level.if,
          after ? sayPlain(policy, 'help.after', { time: duration(policy, after) }) : undefined,
        ),
      });
    }),
  ]);
  const onCall = policy.on_call.map((schedule) => {
    const people = everybodyOf(schedule);
    const who = people.length > 0 ? whoText(policy, people) : undefined;
    return row(policy, schedule.name, schedule.covers, who);
  });
  const now = onCall.length > 0 ? [say(policy, 'help.on_call')] : [];
  return [...paths.slice(0, 24), ...onCall.slice(0, most), ...now];
}

export function contactLines(policy: Policy): Mrkdwn[] {
  const all = policy.directory.contacts;
  if (all.length === 0) return [];
  return [
    ...fewOf(policy, all, (contact) =>
      row(policy, contact.name, contact.phone ?? contact.method, contact.backup, contact.for),
    ),
    say(policy, 'help.contacts'),
  ];
}

export function postmortemLines(policy: Policy): Mrkdwn[] {
  const review = policy.postmortem;
  if (!review) return [];
  const { within_days: days, meeting_minutes: minutes, rules, sections } = review;
  const due = review.business_days ? 'help.review_business' : 'help.review_within';
  return [
    ...(days ? [say(policy, due, { count: days })] : []),
    ...(minutes ? [say(policy, 'help.review_length', { time: duration(policy, minutes) })] : []),
    ...(review.attendees.length > 0
      ? [say(policy, 'help.review_who', { who: whoText(policy, review.attendees) })]
      : []),
    ...rules.slice(0, 5).map((text) => say(policy, 'help.bullet', { text })),
    ...(sections.length > 0
      ? [
          say(policy, 'help.review_sections', {
            names: sections.map(({ name }) => name).join(', '),
          }),
        ]
      : []),
  ];
}
