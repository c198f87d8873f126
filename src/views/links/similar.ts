import type { Button, KnownBlock } from '@slack/types';
import { dayAt } from '../../incident/links/days.ts';
import type { Recurrence, Similar } from '../../incident/links/similar.ts';
import { isOpen } from '../../incident/lookup.ts';
import { actions, button, context, message, section, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { cut, join, literal, type Mrkdwn, oneLine, prose, when } from '../mrkdwn.ts';
import { kindName, moduleNames } from '../names.ts';
import { say, sayPlain } from '../say.ts';
import { numbers } from './ties.ts';

/** Other incidents that look like this one, and that it is the same again. */

/** More words say no more of why. */
const mostWords = 5;

/** In the room, once, where something like it happened before. */
export function similarFound(view: ViewContext, similar: readonly Similar[]): Message {
  const title = say(view.policy, 'similar.found');
  return message(title, [section(title), ...similarBlocks(view, similar)]);
}

/** For one person who asked. */
export function similarMessage(view: ViewContext, similar: readonly Similar[]): Message {
  const { incident, policy } = view;
  const { number } = incident;
  if (similar.length === 0) return shortMessage(say(policy, 'similar.none', { number }));
  const title = say(policy, 'similar.title', { number, title: oneLine(incident.title) });
  return message(title, [section(title), ...similarBlocks(view, similar)]);
}

function similarBlocks(view: ViewContext, similar: readonly Similar[]): KnownBlock[] {
  const { incident, policy } = view;
  const buttons = similar.flatMap((each) => sameButton(view, each));
  const offered = actions(buttons);
  return [
    ...similar.map((each) => section(oneSimilar(view, each))),
    ...(offered && !incident.isDrill ? [offered, context(say(policy, 'similar.hint'))] : []),
  ];
}

function oneSimilar({ policy }: ViewContext, similar: Similar): Mrkdwn {
  const { number, title, declaredAt, outcome, phase } = similar;
  const said = outcome ? say(policy, 'similar.ended', { outcome: cut(prose(outcome), 300) }) : null;
  const ended = isOpen(phase) ? say(policy, 'similar.open') : said;
  return join([
    say(policy, 'similar.one', { number, title: oneLine(title), at: when(declaredAt) }),
    ...(ended ? [ended] : []),
    join(similarReasons(policy, similar), ' · '),
  ]);
}

/** Why another one looks like this. */
export function similarReasons(
  policy: ViewContext['policy'],
  { words, modules, kind }: Similar,
): Mrkdwn[] {
  const shown = words.slice(0, mostWords).join(', ');
  return [
    ...(modules.length > 0
      ? [say(policy, 'similar.module', { modules: moduleNames(policy, modules) })]
      : []),
    ...(words.length > 0 ? [say(policy, 'similar.words', { words: literal(shown) })] : []),
    ...(kind === null ? [] : [say(policy, 'similar.kind', { kind: kindName(policy, kind) })]),
  ];
}

/** Nobody is asked what was said already. */
function sameButton({ incident, policy }: ViewContext, { number }: Similar): Button[] {
  const isSaid = incident.state.related.some(
    (tie) => tie.number === number && tie.how !== 'related',
  );
  if (isSaid) return [];
  const value = { incident: incident.id, arg: String(number) };
  const label = sayPlain(policy, 'button.same_as', { number });
  return [button('same_as', label, value, { suffix: String(number) })];
}

/** For who joins later: that there is something to read. */
export function similarBrief({ policy, similar = [] }: ViewContext): Mrkdwn[] {
  if (similar.length === 0) return [];
  const all = numbers(similar.map(({ number }) => number));
  return [say(policy, 'similar.brief', { numbers: all })];
}

/** How often the same happened, where somebody said that it did. */
export function againLine({ policy, again = [] }: ViewContext): Mrkdwn[] {
  return again.length < 2 ? [] : [say(policy, 'card.again', counted(policy, again))];
}

/** Somebody said that it is the same again. */
export function sameAgain(
  { policy, again = [] }: ViewContext,
  { other, by }: { other: number; by: Mrkdwn },
): Message {
  if (again.length < 3) return shortMessage(say(policy, 'fact.same_again', { by, other }));
  const all = numbers(again.map(({ number }) => number));
  const values = { by, other, numbers: all, ...counted(policy, again) };
  return shortMessage(say(policy, 'fact.same_counted', values));
}

/** How often it happened, and which incidents these are. */
export function sameCounted(policy: ViewContext['policy'], again: readonly Recurrence[]): Mrkdwn {
  const all = numbers(again.map(({ number }) => number));
  return say(policy, 'fill.again', { ...counted(policy, again), numbers: all });
}

/** In triage, the likest one of those that were found: so far nobody knows more. */
export function triageHint({ incident, policy, similar = [] }: ViewContext): Mrkdwn[] {
  const [likest] = similar;
  if (incident.phase !== 'triage' || !likest) return [];
  const { number, declaredAt, outcome } = likest;
  const at = dayAt(declaredAt, policy.calendar.zone);
  if (!outcome) return [say(policy, 'triage.like', { number, at })];
  return [say(policy, 'triage.like_ended', { number, at, outcome: cut(oneLine(outcome), 120) })];
}

function counted(policy: ViewContext['policy'], again: readonly Recurrence[]) {
  const [first] = again;
  const since = first ? dayAt(first.declaredAt, policy.calendar.zone) : '';
  return { count: again.length, since };
}
