import type { KnownBlock } from '@slack/types';
import { isEnded } from '../../incident/lookup.ts';
import { measuresInForce } from '../../incident/tasks/measures.ts';
import { actions, button, context, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { join, mention, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { measureName } from './names.ts';

/** What is in force, how it is undone, and what was in force before. */
export function measuresMessage(view: ViewContext): Message {
  const { incident, policy } = view;
  const keys = measuresInForce(incident);
  const number = incident.number;
  const title = say(policy, keys.length > 0 ? 'measures.title' : 'measures.none', { number });
  return message(title, [
    section(title),
    ...keys.flatMap((key) => measureBlocks(view, key)),
    ...endedMeasures(view),
  ]);
}

function measureBlocks({ incident, policy }: ViewContext, key: string): KnownBlock[] {
  const measure = policy.measures.find((each) => each.key === key);
  const state = incident.state.measures[key];
  const value = { incident: incident.id, arg: key };
  const line = say(policy, 'measures.line', {
    measure: measureName(policy, key),
    at: when(state?.since ?? incident.updatedAt),
    by: mention(state?.by ?? ''),
  });
  const texts = [
    line,
    ...(measure?.effect
      ? [say(policy, 'measures.effect', { effect: oneLine(measure.effect) })]
      : []),
    ...(measure ? [say(policy, 'measures.undo', { undo: oneLine(measure.undo) })] : []),
  ];
  if (isEnded(incident.phase)) return [section(join(texts))];
  const row = actions([
    button('undo_measure', sayPlain(policy, 'button.undone'), value, { suffix: key }),
    button('excuse_measure', sayPlain(policy, 'button.excuse'), value, { suffix: key }),
  ]);
  return [section(join(texts)), ...(row ? [row] : [])];
}

function endedMeasures({ incident, policy }: ViewContext): KnownBlock[] {
  const lines = Object.entries(incident.state.measures).flatMap(([key, state]) => {
    if (state.status === 'in_force') return [];
    const said = say(policy, `measures.${state.status}`, {
      measure: measureName(policy, key),
      by: mention(state.by),
      at: when(state.endedAt ?? state.since),
    });
    return [state.note ? join([said, oneLine(state.note)], ': ') : said];
  });
  return lines.length > 0 ? [context(...lines.slice(0, 10))] : [];
}
