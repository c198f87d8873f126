import type { Fired } from '../../incident/entry-data.ts';
import type { Foretold } from '../../incident/foretell.ts';
import { commanderRole } from '../../incident/lookup.ts';
import type { Audience, Effect } from '../../incident/types.ts';
import { isSentenceKey } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/schema.ts';
import type { ViewContext } from '../context.ts';
import { join, literal, Mrkdwn, mention } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { whoText } from '../people.ts';
import { say } from '../say.ts';
import { timelineSentence } from '../timeline.ts';
import { clockText } from './names.ts';

/** What is going to happen, in words. */

type FiredOne = Fired['fired'][number];

/** What the clock does at one instant; what has no words of its own for it is said as the timeline will. */
export function foretoldText(view: ViewContext, { entry, at, incident }: Foretold): Mrkdwn {
  const { policy } = view;
  const { fired = [] } = (entry?.data ?? {}) as Partial<Fired>;
  const said = new Map<string, Mrkdwn>();
  for (const each of fired) {
    const text =
      aheadText(view, each) ??
      timelineSentence(policy, {
        seq: incident.version,
        at,
        type: each.kind,
        actor: { kind: 'clock' },
        data: JSON.parse(JSON.stringify({ fired: [each] })) as Record<string, unknown>,
      });
    said.set(text.text, text);
  }
  return join([...said.values()], '; ');
}

function aheadText({ incident, policy }: ViewContext, { kind, about = '' }: FiredOne) {
  switch (kind) {
    case 'commander_missing':
      return say(policy, 'ahead.commander_missing', {
        role: roleName(policy, commanderRole(policy)),
      });
    case 'clock_at_risk':
    case 'clock_missed':
    case 'clock_nag': {
      const keys = about.split(' ').filter((key) => key !== '');
      const names = keys.map((key) => clockText(policy, key, incident));
      return say(policy, `ahead.${kind}`, { clocks: join(names, ', ') });
    }
    default: {
      const key = `ahead.${kind}`;
      return isSentenceKey(key) ? say(policy, key as 'ahead.update_due') : null;
    }
  }
}

/** Who hears of it: the room, people, channels; each once. */
export function foretoldWho({ policy }: ViewContext, { effects }: Foretold): Mrkdwn[] {
  const said = new Map<string, Mrkdwn>();
  for (const each of effects) {
    const who = whoHears(policy, each);
    if (who) said.set(who.text, who);
  }
  return [...said.values()];
}

function whoHears(policy: Policy, effect: Effect): Mrkdwn | null {
  switch (effect.type) {
    case 'announce':
      return audienceText(policy, effect.to);
    case 'page': {
      const refs = effect.who.map((each) => ('ref' in each ? each.ref : each.userId));
      return say(policy, 'agenda.page', { who: whoText(policy, refs) });
    }
    case 'sync_archive':
      return say(policy, 'agenda.archived');
    default:
      return null;
  }
}

function audienceText(policy: Policy, to: Audience): Mrkdwn {
  switch (to.place) {
    case 'room':
      return say(policy, 'agenda.room');
    case 'dm':
    case 'whisper':
      return mention(to.userId);
    case 'channel':
      return literal(to.channel);
    case 'people':
      return whoText(
        policy,
        to.who.map((each) => ('ref' in each ? each.ref : each.userId)),
      );
    case 'origin':
      return new Mrkdwn('');
    default:
      return to satisfies never;
  }
}
