import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, type Mrkdwn } from '../mrkdwn.ts';
import { kindName, severityName, statusNow } from '../names.ts';
import { say } from '../say.ts';

/**
 * How bad it is and how far, as a line that stands out. A process without severities shows none.
 * `kind`: with what sort it is, where nothing else says so.
 */
export function gradeText(
  policy: Policy,
  incident: Incident,
  { kind: withKind = false } = {},
): Mrkdwn {
  const severity = severityName(policy, incident.severity);
  const kind = withKind ? kindName(policy, incident.state.kind) : '';
  return join(
    [
      ...(severity ? [say(policy, 'card.severity', { severity })] : []),
      ...(kind ? [say(policy, 'card.kind', { kind })] : []),
      say(policy, 'card.status', { status: statusNow(policy, incident) }),
    ],
    ' · ',
  );
}
