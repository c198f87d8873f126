import { sortOf } from '../../incident/clocks/source.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { stageName } from '../course/names.ts';
import { join, type Mrkdwn, oneLine } from '../mrkdwn.ts';
import { roleName, statusKeyName } from '../names.ts';
import { sayPlain } from '../say.ts';
import { listName } from '../tasks/names.ts';

/** What people read as a clock's name, by its key; an unknown key is shown as it is. */
export function clockName(policy: Policy, key: string, incident?: Incident | null): string {
  const { sort, which } = sortOf(key);
  switch (sort) {
    case 'respond':
    case 'resolve':
    case 'triage':
    case 'kind':
    case 'call':
    case 'status_page':
    case 'postmortem':
      return sayPlain(policy, `clock.${sort}`);
    case 'role':
      return sayPlain(policy, 'clock.role', { role: roleName(policy, which) });
    case 'status':
      return sayPlain(policy, 'clock.status', { status: statusKeyName(policy, which) });
    case 'stage':
      return sayPlain(policy, 'clock.stage', { stage: stageName(policy, which) });
    case 'tasks':
      return sayPlain(policy, 'clock.tasks', { list: listName(policy, which) });
    case 'runbook':
      return sayPlain(policy, 'clock.runbook', {
        runbook: listName(policy, which.split('.')[0] ?? which),
      });
    case 'action_item':
      return actionItemName(policy, which, incident);
    case 'own':
      return policy.clocks.find((each) => each.key === which)?.name ?? which;
    default:
      return key;
  }
}

/** With its text, where the incident is known that it belongs to. */
function actionItemName(policy: Policy, id: string, incident?: Incident | null): string {
  const found = incident?.state.actionItems.find((each) => String(each.id) === id);
  if (!found) return sayPlain(policy, 'clock.action_item');
  return sayPlain(policy, 'clock.action_item_of', { text: found.text });
}

/** The same as mrkdwn: an action item's text was typed. */
export function clockText(policy: Policy, key: string, incident?: Incident | null): Mrkdwn {
  return oneLine(clockName(policy, key, incident));
}

/** Several, as the timeline keeps them: keys with spaces between. */
export function clockTexts(policy: Policy, about = ''): Mrkdwn {
  const keys = about.split(' ').filter((key) => key !== '');
  return join(
    keys.map((key) => clockText(policy, key)),
    ', ',
  );
}
