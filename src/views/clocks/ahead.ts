import { commanderRole } from '../../incident/lookup.ts';
import { nobody } from '../../incident/presence/silence.ts';
import type { Incident, TimerKind } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { unanswered } from '../escalation/timeline.ts';
import { join, literal, type Mrkdwn } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { say } from '../say.ts';
import { audienceName, obligationName } from '../telling/names.ts';
import { clockText } from './names.ts';

/** What each kind of timer is going to do; `about` is what the timeline will be told of it. */
type AheadText = (policy: Policy, about: string, incident: Incident) => Mrkdwn;

export const aheadTexts: Record<TimerKind, AheadText> = {
  commander_missing: commander('commander_missing'),
  update_warning: plain('update_warning'),
  update_due: plain('update_due'),
  update_overdue: plain('update_overdue'),
  archive_room: plain('archive_room'),
  clock_at_risk: clocks('clock_at_risk'),
  clock_missed: clocks('clock_missed'),
  clock_nag: clocks('clock_nag'),
  commander_asked: commander('commander_asked'),
  deputy_asked: (policy, about, incident) =>
    commander(about === nobody ? 'silence_went_up' : 'deputy_asked')(policy, about, incident),
  silence_went_up: commander('silence_went_up'),
  handover_lapsed: (policy, about) =>
    say(policy, 'ahead.handover_lapsed', { role: roleName(policy, about) }),
  relief_offered: commander('relief_offered'),
  gone_quiet: plain('gone_quiet'),
  audience_warning: audiences('audience_warning'),
  audience_due: audiences('audience_due'),
  audience_overdue: audiences('audience_overdue'),
  followers_due: plain('followers_due'),
  obligation_ahead: obligations('obligation_ahead'),
  obligation_late: obligations('obligation_late'),
  obligation_nag: obligations('obligation_nag'),
  task_wait_over: plain('task_wait_over'),
  ladder_step: (policy, about) => {
    const [, how = '', ladder = about] = /^(climbed|top|ended):(.*)$/s.exec(about) ?? [];
    if (how === 'top') return say(policy, 'ahead.ladder_top', { ladder });
    return say(policy, how === 'ended' ? 'ahead.ladder_over' : 'ahead.ladder_step', { ladder });
  },
  page_unanswered: (policy, about) => {
    const { isCall, people } = unanswered(policy, about);
    return say(policy, isCall ? 'ahead.page_uncalled' : 'ahead.page_unanswered', { people });
  },
  // What an exercise has in store is not told before its time.
  inject_due: plain('inject_due'),
  drill_over: plain('drill_over'),
  meeting_soon: plain('meeting_soon'),
  meeting_unbooked: plain('meeting_unbooked'),
  part_over: plain('part_over'),
  meeting_over: plain('meeting_over'),
  survey_due: plain('survey_due'),
  survey_over: plain('survey_over'),
};

function plain(
  kind:
    | 'update_warning'
    | 'update_due'
    | 'update_overdue'
    | 'archive_room'
    | 'gone_quiet'
    | 'followers_due'
    | 'task_wait_over'
    | 'inject_due'
    | 'drill_over'
    | 'meeting_soon'
    | 'meeting_unbooked'
    | 'part_over'
    | 'meeting_over'
    | 'survey_due'
    | 'survey_over',
): AheadText {
  return (policy) => say(policy, `ahead.${kind}`);
}

function commander(
  kind:
    | 'commander_missing'
    | 'commander_asked'
    | 'deputy_asked'
    | 'silence_went_up'
    | 'relief_offered',
): AheadText {
  return (policy) =>
    say(policy, `ahead.${kind}`, { role: roleName(policy, commanderRole(policy)) });
}

function clocks(kind: 'clock_at_risk' | 'clock_missed' | 'clock_nag'): AheadText {
  return (policy, about, incident) => {
    const names = listed(about, ' ').map((key) => clockText(policy, key, incident));
    return say(policy, `ahead.${kind}`, { clocks: join(names, ', ') });
  };
}

function audiences(kind: 'audience_warning' | 'audience_due' | 'audience_overdue'): AheadText {
  return (policy, about) => {
    const names = listed(about, ',').map((key) => literal(audienceName(policy, key)));
    return say(policy, `ahead.${kind}`, { audiences: join(names, ', ') });
  };
}

function obligations(kind: 'obligation_ahead' | 'obligation_late' | 'obligation_nag'): AheadText {
  return (policy, about) => {
    const names = listed(about, ',').map((key) => literal(obligationName(policy, key)));
    return say(policy, `ahead.${kind}`, { obligations: join(names, ', ') });
  };
}

function listed(about: string, by: string): string[] {
  return about.split(by).filter((key) => key !== '');
}
