/** Milestones that every policy has; a policy may name them anew and add its own. */
export const builtInMilestones = [
  'started',
  'detected',
  'acknowledged',
  'declared',
  'confirmed',
  'team_assembled',
  'cause_found',
  'first_aid_begun',
  'first_aid_finished',
  'mitigated',
  'resolved',
  'closed',
  'call_started',
  'call_ended',
] as const;
