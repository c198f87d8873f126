import type { Policy } from '../policy/schema.ts';
import {
  checklistLines,
  contactLines,
  courseLines,
  criteriaLines,
  declareLines,
  escalationLines,
  kindLines,
  obligationLines,
  postmortemLines,
  roleLines,
  rolesLines,
  runbookLines,
  severityLines,
  statusPageLines,
  teamLines,
  templateLines,
} from './help-lines.ts';
import { type Mrkdwn, prose } from './mrkdwn.ts';
import { sayPlain } from './say.ts';

/** One screen of `/incident help <topic>`. */
export interface HelpTopic {
  key: string;
  name: string;
  /** Other words that mean it. */
  words: readonly string[];
  /** Whom it is for, where the policy says so. */
  for?: string;
  /** What there is to read. */
  lines: readonly Mrkdwn[];
  /** Found by its words, and not listed: there are too many of its sort. */
  unlisted?: true;
}

/**
 * What can be asked about: the policy's own topics, then one for each part of the process that the
 * policy has, then each role. Where two have a key in common the policy's own counts.
 */
export function helpTopics(policy: Policy): HelpTopic[] {
  const own = policy.help.topics.map(
    (topic): HelpTopic => ({
      key: topic.key,
      name: topic.name,
      words: topic.words,
      lines: [prose(topic.text)],
      ...(topic.for === undefined ? {} : { for: topic.for }),
    }),
  );
  const taken = new Set(own.map(({ key }) => key));
  const made = [...builtIn(policy), ...ofRoles(policy)];
  return [...own, ...made.filter(({ key, lines }) => !taken.has(key) && lines.length > 0)];
}

/** The parts of the process, each with the words people use for it. */
const parts = [
  ['declare', ['start', 'open', 'raise', 'report', 'how', 'new'], declareLines],
  ['criteria', ['triage', 'is it an incident', 'questions'], criteriaLines],
  ['severities', ['severity', 'level', 'levels', 'sev', 'priority'], severityLines],
  ['kinds', ['kind', 'class', 'classes', 'category', 'categories', 'type'], kindLines],
  ['roles', ['role', 'duties', 'who does what'], rolesLines],
  ['teams', ['team', 'channel', 'channels'], teamLines],
  ['course', ['status', 'statuses', 'stage', 'stages', 'phase', 'phases', 'next'], courseLines],
  ['checklists', ['checklist', 'list', 'todo', 'tasks'], checklistLines],
  ['runbooks', ['runbook', 'playbook', 'playbooks', 'scenario'], runbookLines],
  ['templates', ['template', 'telling', 'audience', 'audiences', 'stakeholders'], templateLines],
  ['status_page', ['statuspage', 'public', 'public state', 'status page'], statusPageLines],
  ['obligations', ['obligation', 'regulator', 'regulators', 'law', 'deadline'], obligationLines],
  ['escalation', ['escalate', 'oncall', 'on-call', 'levels of support'], escalationLines],
  ['contacts', ['contact', 'phone', 'phones', 'call', 'vendor'], contactLines],
  ['postmortem', ['review', 'retrospective', 'retro', 'rca', 'post-mortem'], postmortemLines],
] as const;

function builtIn(policy: Policy): HelpTopic[] {
  return parts.map(([key, words, lines]) => ({
    key,
    name: sayPlain(policy, `help.topic.${key}`),
    words,
    lines: lines(policy),
  }));
}

/** What a role asks of a person, for who is about to take it. */
function ofRoles(policy: Policy): HelpTopic[] {
  return policy.roles.map((role) => ({
    key: `role_${role.key}`,
    name: role.name,
    words: [role.key, ...role.aliases],
    lines: roleLines(policy, role),
    unlisted: true,
  }));
}
