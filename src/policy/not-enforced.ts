import type { Policy } from './schema.ts';

/**
 * What Muster reads, shows, simulates and prints in the handbook, and does not act on by itself yet:
 * paths of the schema, `[]` for each item of a list. What stands below a path is meant with it. The
 * checker tells of those that a policy uses.
 */
export const notEnforced: readonly string[] = [
  // Clocks: shown on the card where they fit, and nobody is reminded.
  'severities[].respond_within_minutes',
  'severities[].resolve_within_minutes',
  'kinds[].settle_within_minutes',
  'triage.within_minutes',
  'roles[].within_minutes',
  'statuses[].window',
  'stages[].window',
  'follow_ups[].due_within_days',
  'call.join_within_minutes',
  'status_page.update_every_minutes',
  'runbooks[].escalation[].after_minutes',
  // Waking people, and climbing when nobody comes.
  'kinds[].forces.escalation',
  'escalation',
  'on_call',
  // Working hours: simulated, and followed by no clock.
  'calendar.working_days',
  'calendar.from',
  'calendar.to',
  'calendar.holidays',
  'calendar.days_off',
  // Afterwards.
  'postmortem',
  'reports',
  'metrics',
  'drills',
  'directory.readiness[].next_test',
  'evidence.keep_days',
];

/** Which of them a policy uses. What is as it is when left out is not used. */
export function notEnforcedIn(policy: Policy): string[] {
  return notEnforced.filter((path) => isSaid(policy, path.split('.')) && !isUsual(policy, path));
}

/** Values that a key has when it is left out. */
const usual: Readonly<Record<string, string>> = {
  'calendar.working_days': JSON.stringify(['mon', 'tue', 'wed', 'thu', 'fri']),
  'calendar.from': JSON.stringify('09:00'),
  'calendar.to': JSON.stringify('18:00'),
};

function isUsual(policy: Policy, path: string): boolean {
  const [section, key] = path.split('.');
  if (usual[path] === undefined || section !== 'calendar') return false;
  return JSON.stringify(policy.calendar[key as keyof Policy['calendar']]) === usual[path];
}

function isSaid(value: unknown, path: string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return isMeant(value);
  if (typeof value !== 'object' || value === null) return false;
  const inner = (value as Record<string, unknown>)[step.replace('[]', '')];
  if (!step.endsWith('[]')) return isSaid(inner, rest);
  return Array.isArray(inner) && inner.some((item) => isSaid(item, rest));
}

/** Whether a value is more than nothing. */
function isMeant(value: unknown): boolean {
  if (value === undefined || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isMeant);
  return true;
}
