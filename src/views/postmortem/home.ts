import type { KnownBlock } from '@slack/types';
import { runningClocks } from '../../incident/clocks/clocks.ts';
import type { IncidentView } from '../../incident/places.ts';
import { isOwedBy, meetingSoon } from '../../incident/postmortem/owed.ts';
import { emptySections } from '../../incident/postmortem/written.ts';
import type { UserId } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button, context, header, section } from '../blocks.ts';
import { lengthText, whereText } from '../booking/words.ts';
import { join, type Mrkdwn, onDay, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { reviewStatusName, sectionName } from './names.ts';

/** More rows than these are counted: a Home tab takes 100 blocks. */
const most = 6;

/** Sections that are named; the others are counted. */
const named = 3;

interface Row {
  /** When it matters; null: nobody said. */
  at: Date | null;
  block: KnownBlock;
}

/** Postmortems that somebody writes, and meetings within a week that they are told of, the soonest first. */
export function reviewsOnHome(
  policy: Policy,
  { reviews, viewer, now }: { reviews: IncidentView[]; viewer: UserId; now: Date },
): KnownBlock[] {
  const rows = reviews
    .flatMap((each): Row[] => {
      const known = { policy: each.policy ?? policy, incident: each.incident };
      return [...meetingRow(known, viewer, now), ...writingRow(known, viewer, now)];
    })
    .sort((a, b) => (a.at?.getTime() ?? Infinity) - (b.at?.getTime() ?? Infinity));
  if (rows.length === 0) return [];
  const rest = rows.length - most;
  return [
    header(sayPlain(policy, 'home.postmortems')),
    ...rows.slice(0, most).map(({ block }) => block),
    ...(rest > 0 ? [context(say(policy, 'nag.rest', { count: rest }))] : []),
  ];
}

type Known = Pick<IncidentView, 'incident'> & { policy: Policy };

function meetingRow({ policy, incident }: Known, viewer: UserId, now: Date): Row[] {
  const booked = meetingSoon(incident, viewer, now);
  if (!booked) return [];
  const text = say(policy, 'home.meeting', {
    ...about({ policy, incident }),
    from: onDay(booked.fromAt),
    length: lengthText(policy, booked),
    where: whereText(policy, booked.where),
  });
  const label = sayPlain(policy, 'button.postmortem');
  const value = { incident: incident.id };
  const accessory = button('postmortem', label, value, { suffix: `${incident.id}:meeting` });
  return [{ at: booked.fromAt, block: section(text, { accessory }) }];
}

/** How far it is, by when it is to be held, and what is empty, with the way to write that. */
function writingRow({ policy, incident }: Known, viewer: UserId, now: Date): Row[] {
  if (!isOwedBy(incident, policy, viewer)) return [];
  const { status } = incident.state.postmortem;
  const clock = runningClocks(incident, policy).find(({ key }) => key === 'postmortem');
  const at = clock?.targetAt ?? null;
  const empty = status === 'draft' ? emptySections({ incident, policy }) : [];
  const due = at && say(policy, at < now ? 'postmortem.late' : 'postmortem.due', { at: when(at) });
  const parts = [
    say(policy, 'home.postmortem', {
      ...about({ policy, incident }),
      status: reviewStatusName(policy, status),
    }),
    ...(due ? [due] : []),
    ...(empty.length > 0 ? [emptyText(policy, empty)] : []),
  ];
  const [first] = empty;
  const value = { incident: incident.id };
  const suffix = String(incident.id);
  const accessory =
    first === undefined
      ? button('postmortem', sayPlain(policy, 'button.postmortem'), value, { suffix })
      : button(
          'edit_section',
          sayPlain(policy, 'button.write_postmortem'),
          { ...value, arg: first },
          { suffix, style: 'primary' },
        );
  return [{ at, block: section(join(parts, ' · '), { accessory }) }];
}

function about({ incident }: Known) {
  return { number: incident.number, title: oneLine(incident.title) };
}

function emptyText(policy: Policy, keys: string[]): Mrkdwn {
  const names = keys
    .slice(0, named)
    .map((key) => sectionName(policy, key))
    .join(', ');
  const more = keys.length - named;
  if (more <= 0) return say(policy, 'home.postmortem_empty', { names });
  return say(policy, 'home.postmortem_empty_more', { names, count: more });
}
