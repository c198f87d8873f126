import { markOf } from '../../incident/text.ts';
import type { Fault } from '../positions.ts';
import type { Policy } from '../schema.ts';

/** The review, exercises and figures. */
export function lintAfterwards(policy: Policy): Fault[] {
  return [
    ...agenda(policy),
    ...closing(policy),
    ...review(policy),
    ...days(policy),
    ...targets(policy),
  ];
}

function agenda({ postmortem }: Policy): Fault[] {
  if (!postmortem) return [];
  const { agenda: items, meeting_minutes: length } = postmortem;
  const faults: Fault[] = items.flatMap(({ minutes, parts }, index) => {
    const sum = parts.reduce((total, part) => total + part.minutes, 0);
    if (sum <= minutes) return [];
    const what = `take ${sum} minutes together, and the item ${minutes}`;
    return [{ path: ['postmortem', 'agenda', index, 'parts'], what }];
  });
  const sum = items.reduce((total, item) => total + item.minutes, 0);
  if (length !== undefined && sum > length) {
    const what = `takes ${sum} minutes, and the meeting ${length} (postmortem.meeting_minutes)`;
    faults.push({ path: ['postmortem', 'agenda'], what });
  }
  return faults;
}

/** A tick is kept by its text: equal lines would be ticked together. */
function closing({ postmortem }: Policy): Fault[] {
  const marks = (postmortem?.closing ?? []).map((text) => markOf(text.trim()));
  return marks.flatMap((mark, index): Fault[] => {
    const first = marks.indexOf(mark);
    if (first === index) return [];
    const what = `is the same as postmortem.closing[${first}]: one tick would be for both; say what differs`;
    return [{ path: ['postmortem', 'closing', index], what }];
  });
}

function review({ postmortem }: Policy): Fault[] {
  if (!postmortem) return [];
  const faults: Fault[] = [];
  if (postmortem.chosen && Object.keys(postmortem.required).length > 0) {
    const what = 'is never looked at: people choose (postmortem.chosen)';
    faults.push({ path: ['postmortem', 'required'], what });
  }
  if (postmortem.business_days && postmortem.within_days === undefined) {
    const what = 'are counted for within_days, which is not said';
    faults.push({ path: ['postmortem', 'business_days'], what, warning: true });
  }
  return faults;
}

function days({ drills, directory }: Policy): Fault[] {
  const back = (section: (string | number)[], last?: string, next?: string): Fault[] => {
    if (last === undefined || next === undefined || next > last) return [];
    return [{ path: section, what: `is ${next}, which is not after the last one, ${last}` }];
  };
  return [
    ...drills.flatMap(({ last, next }, index) => back(['drills', index, 'next'], last, next)),
    ...directory.readiness.flatMap(({ last_tested: last, next_test: next }, index) =>
      back(['directory', 'readiness', index, 'next_test'], last, next),
    ),
  ];
}

function targets({ metrics }: Policy): Fault[] {
  const seen = new Set<string>();
  return metrics.targets.flatMap(({ severity }, index): Fault[] => {
    if (!seen.has(severity)) {
      seen.add(severity);
      return [];
    }
    const what = `${severity} has a target already`;
    return [{ path: ['metrics', 'targets', index, 'severity'], what }];
  });
}
