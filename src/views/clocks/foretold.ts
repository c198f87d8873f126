import type { Fired } from '../../incident/entry-data.ts';
import { pageOf } from '../../incident/escalation/waiting.ts';
import type { Foretold } from '../../incident/foretell.ts';
import type { Audience, Effect, Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import type { ViewContext } from '../context.ts';
import { isToCall } from '../escalation/names.ts';
import { join, literal, Mrkdwn, mention } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import { say } from '../say.ts';
import { aheadTexts } from './ahead.ts';

/** What is going to happen, in words. */

/** What the clock does at one instant. */
export function foretoldText(view: ViewContext, { entry, incident }: Foretold): Mrkdwn {
  const { policy } = view;
  const { fired = [] } = (entry?.data ?? {}) as Partial<Fired>;
  const said = new Map<string, Mrkdwn>();
  for (const each of fired) {
    const text = aheadTexts[each.kind](policy, each.about ?? '', incident);
    said.set(text.text, text);
  }
  return join([...said.values()], '; ');
}

/** Who hears of it: the room, people, channels, and whom somebody has to call; each once. */
export function foretoldWho({ policy }: ViewContext, { effects, incident }: Foretold): Mrkdwn[] {
  const said = new Map<string, Mrkdwn>();
  for (const each of effects) {
    const who = whoHears(policy, each);
    for (const text of [...(who ? [who] : []), ...callsIn(policy, each, incident)]) {
      said.set(text.text, text);
    }
  }
  return [...said.values()];
}

function callsIn(policy: Policy, effect: Effect, incident: Incident): Mrkdwn[] {
  if (effect.type !== 'announce' || effect.fact.type !== 'ladder_climbed') return [];
  return effect.fact.levels.flatMap(({ page: id }) => {
    const page = id === null ? undefined : pageOf(incident, id);
    if (!page || !isToCall(page)) return [];
    return [say(policy, 'agenda.call', { who: whoText(policy, page.who) })];
  });
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
