import type { OrganisationRefusal } from '../../organisation/types.ts';
import { toPlain } from '../../views/mrkdwn.ts';
import { onCallRefusal } from '../../views/on-call/refusals.ts';
import type { Submitted } from '../modals.ts';
import { runOnCall } from './answers.ts';

/** What is wrong in a form, by its field; null where it was carried out. */
export async function submitOverride({
  desk,
  gesture,
  userId: by,
  filled,
}: Submitted): Promise<{ field: string; text: string } | null> {
  const untilAt = filled.instant('untilAt');
  const refusal: OrganisationRefusal | null = untilAt
    ? await refusalOf(
        runOnCall(
          desk,
          {
            type: 'override_on_call',
            by,
            schedule: filled.choice('schedule'),
            userId: filled.person('userId'),
            fromAt: filled.instant('fromAt'),
            untilAt,
          },
          gesture,
        ),
      )
    : { code: 'override_backwards' };
  if (!refusal) return null;
  const text = toPlain(onCallRefusal(desk.ports.activePolicy(), refusal), desk.ports.nameOf);
  return { field: fieldOf(refusal), text: text.slice(0, 1000) };
}

async function refusalOf(running: ReturnType<typeof runOnCall>) {
  const outcome = await running;
  return outcome.ok ? null : outcome.refusal;
}

function fieldOf({ code }: OrganisationRefusal): string {
  switch (code) {
    case 'cannot_hold':
      return 'userId';
    case 'override_backwards':
    case 'override_too_long':
      return 'untilAt';
    default:
      return 'schedule';
  }
}
