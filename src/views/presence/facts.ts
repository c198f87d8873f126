import { commanderRole, holdersOf } from '../../incident/lookup.ts';
import type { PresenceFact } from '../../incident/presence/types.ts';
import type { Audience } from '../../incident/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { between, duration } from '../duration.ts';
import { about } from '../fact-roles.ts';
import type { FactViews } from '../facts.ts';
import { mention, mentions, when } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { addressed } from '../people.ts';
import { say, sayPlain } from '../say.ts';

type Of<T extends PresenceFact['type']> = Extract<PresenceFact, { type: T }>;

export const presenceFacts: FactViews<PresenceFact> = {
  still_there: (view, fact, to) => stillThere(view, fact, to),
  commander_silent: (view, fact, to) => commanderSilent(view, fact, to),
  handover_lapsed: (view, fact, to) => handoverLapsed(view, fact, to),
  holder_gone: (view, fact) => holderGone(view, fact),
  relief_offered: (view, fact) => reliefOffered(view, fact),
  gone_quiet: (view, fact) => goneQuiet(view, fact),
};

function stillThere(view: ViewContext, fact: Of<'still_there'>, to: Audience): Message {
  const { incident, policy, now } = view;
  const { number } = incident;
  const since = when(fact.sinceAt);
  const yes = button(
    'still_here',
    sayPlain(policy, 'button.still_here'),
    { incident: incident.id },
    { style: 'primary' },
  );
  if (to.place === 'room') {
    const values = { who: mention(fact.userId), number, since };
    return shortMessage(say(policy, 'fact.still_there', values), [yes]);
  }
  const values = { ...about(view), since, ago: between(policy, fact.sinceAt, now) };
  const answerBy = answersUntil(view);
  const text = answerBy
    ? say(policy, 'fact.still_there_dm', { ...values, by: when(answerBy) })
    : say(policy, 'fact.still_there_dm_open', values);
  return shortMessage(text, [yes, handOver(view)]);
}

/** Until when they have to answer; null where somebody answered or was asked after them already. */
function answersUntil({ incident, policy }: ViewContext): Date | null {
  const asked = incident.state.watch?.asked;
  if (asked?.who !== 'commander') return null;
  return new Date(asked.at.getTime() + policy.presence.answer_within_minutes * 60_000);
}

function handOver({ incident, policy }: ViewContext) {
  const role = commanderRole(policy);
  return button('offer_handover', sayPlain(policy, 'button.relief'), {
    incident: incident.id,
    role,
  });
}

function commanderSilent(view: ViewContext, fact: Of<'commander_silent'>, to: Audience): Message {
  const { policy } = view;
  const role = commanderRole(policy);
  const values = {
    who: mention(fact.userId),
    role: roleName(policy, role),
    since: when(fact.sinceAt),
  };
  const buttons = [takeButton(view, role)];
  if (to.place !== 'room') {
    const text = say(policy, 'fact.commander_silent_dm', { ...values, ...about(view) });
    return shortMessage(text, buttons);
  }
  const { asks } = fact;
  const text =
    asks.length > 0
      ? say(policy, 'fact.commander_silent', { ...values, asks: mentions(asks) })
      : say(policy, 'fact.commander_silent_all', values);
  return shortMessage(text, buttons);
}

/** Takes the role from whoever has it now, or the free one. */
function takeButton({ incident, policy }: ViewContext, role: string) {
  const holders = holdersOf(incident, role).map(({ userId }) => userId);
  const max = policy.roles.find(({ key }) => key === role)?.max ?? 1;
  const isTakenOver = holders.length >= max;
  return button(
    'take_role',
    sayPlain(policy, isTakenOver ? 'button.take_over' : 'button.take_role', {
      role: roleName(policy, role),
    }),
    { incident: incident.id, role, expect: { holders } },
    { suffix: role, style: 'primary' },
  );
}

function handoverLapsed(view: ViewContext, fact: Of<'handover_lapsed'>, to: Audience): Message {
  const { policy } = view;
  const values = {
    ...about(view),
    role: roleName(policy, fact.role),
    within: duration(policy, policy.presence.handover_within_minutes),
  };
  if (to.place === 'dm' && to.userId === fact.to) {
    const text = say(policy, 'fact.handover_lapsed_to', { ...values, from: mention(fact.from) });
    return shortMessage(text);
  }
  const text = say(policy, 'fact.handover_lapsed_from', { ...values, to: mention(fact.to) });
  const again = button('offer_handover', sayPlain(policy, 'button.relief'), {
    incident: view.incident.id,
    role: fact.role,
  });
  return shortMessage(text, [again]);
}

function holderGone(view: ViewContext, fact: Of<'holder_gone'>): Message {
  const { policy } = view;
  const values = {
    who: mention(fact.userId),
    roles: fact.roles.map((role) => roleName(policy, role)).join(', '),
  };
  const text = say(
    policy,
    fact.why === 'left_room' ? 'fact.holder_left_room' : 'fact.holder_left_workspace',
    values,
  );
  return shortMessage(
    text,
    fact.roles.slice(0, 5).map((role) => takeButton(view, role)),
  );
}

function reliefOffered(view: ViewContext, fact: Of<'relief_offered'>): Message {
  const { policy, now } = view;
  const { number, title } = about(view);
  const text = say(policy, 'fact.relief_offered', {
    number,
    title,
    since: when(fact.sinceAt),
    ago: between(policy, fact.sinceAt, now),
  });
  return shortMessage(text, [handOver(view)]);
}

/** Also where nobody commands: then that is the first thing to do. */
function goneQuiet(view: ViewContext, fact: Of<'gone_quiet'>): Message {
  const { incident, policy, now } = view;
  const role = commanderRole(policy);
  const commanders = holdersOf(incident, role).map(({ userId }) => userId);
  const text = say(policy, 'fact.gone_quiet', {
    who: addressed(policy, commanders),
    since: when(fact.sinceAt),
    ago: between(policy, fact.sinceAt, now),
  });
  const value = { incident: incident.id };
  return shortMessage(text, [
    button('post_update', sayPlain(policy, 'button.update'), value, { style: 'primary' }),
    button('resolve', sayPlain(policy, 'button.resolve'), value),
    ...(commanders.length === 0 ? [takeButton(view, role)] : []),
  ]);
}
