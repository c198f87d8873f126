import type { KnownBlock } from '@slack/types';
import { type Clock, runningClocks } from '../../incident/clocks/clocks.ts';
import { type Foretold, foretell } from '../../incident/foretell.ts';
import { actions, button, context, lines, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { between } from '../duration.ts';
import { cut, join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { foretoldText, foretoldWho } from './foretold.ts';
import { missedLines } from './missed.ts';
import { clockText } from './names.ts';

/** What is ahead is looked at for so long. */
const horizonMs = 90 * 24 * 60 * 60_000;
/** Instants on one page, and most that are looked at. */
const perPage = 8;
const mostAhead = 96;
/** Clocks that are shown with their buttons. */
const mostClocks = 8;

/**
 * What runs, all that will happen if nobody does anything, when and to whom, and below it what was
 * missed and why. `page` counts from 0.
 */
export function agendaMessage(view: ViewContext, page = 0): Message {
  const { incident, policy } = view;
  const title = say(policy, 'agenda.title', {
    number: incident.number,
    title: cut(oneLine(incident.title), 150),
  });
  const ahead = aheadOf(view);
  const pages = Math.max(1, Math.ceil(ahead.length / perPage));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const isFirst = shown === 0;
  return message(title, [
    section(title),
    ...(isFirst ? runningBlocks(view) : []),
    ...aheadBlocks(view, ahead, shown),
    turns(view, shown, pages),
    ...(isFirst ? missedBlocks(view) : []),
    ...(isFirst && hasPausable(view) ? [context(say(policy, 'agenda.hint'))] : []),
  ]);
}

/** What happens by itself, as the rules would do it; what nobody notices is left out. */
function aheadOf({ incident, policy, now }: ViewContext): Foretold[] {
  const found: Foretold[] = [];
  const until = new Date(now.getTime() + horizonMs);
  for (const each of foretell(incident, policy, now, until)) {
    if (each.entry) found.push(each);
    if (found.length >= mostAhead) break;
  }
  return found;
}

function hasPausable({ incident, policy }: ViewContext): boolean {
  return runningClocks(incident, policy).some(({ pause, isPausable }) => pause || isPausable);
}

function runningBlocks(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  // What stands still first, so that somebody lets it go on.
  const clocks = runningClocks(incident, policy).sort(
    (a, b) =>
      Number(b.pause !== null) - Number(a.pause !== null) ||
      a.targetAt.getTime() - b.targetAt.getTime(),
  );
  if (clocks.length === 0) return [section(say(policy, 'agenda.none_running'))];
  const more = clocks.length - mostClocks;
  return [
    ...clocks.slice(0, mostClocks).map((clock) => clockBlock(view, clock)),
    ...(more > 0 ? [context(say(policy, 'agenda.more_clocks', { count: more }))] : []),
  ];
}

/** Where a clock stands, with the button that stops it or lets it go on. */
function clockBlock(view: ViewContext, clock: Clock): KnownBlock {
  const { incident, policy } = view;
  const { key, pause, isPausable } = clock;
  const value = { incident: incident.id, arg: key };
  const word = pause ? 'resume_clock' : 'pause_clock';
  const label = sayPlain(policy, pause ? 'button.resume_clock' : 'button.pause_clock');
  const accessory = button(word, label, value, { suffix: key });
  return section(clockLine(view, clock), pause || isPausable ? { accessory } : {});
}

function clockLine({ incident, policy, now }: ViewContext, clock: Clock): Mrkdwn {
  const { key, pause, targetAt } = clock;
  const name = cut(clockText(policy, key, incident), 200);
  if (pause) {
    return say(policy, 'agenda.paused', {
      clock: name,
      by: mention(pause.by),
      at: when(pause.at),
      reason: cut(oneLine(pause.reason), 150),
    });
  }
  const values = { clock: name, at: when(targetAt) };
  if (targetAt <= now) {
    return say(policy, 'agenda.late', { ...values, duration: between(policy, targetAt, now) });
  }
  return say(policy, 'agenda.due', { ...values, duration: between(policy, now, targetAt) });
}

function aheadBlocks(view: ViewContext, ahead: Foretold[], page: number): KnownBlock[] {
  const { policy } = view;
  const heading =
    page === 0 ? say(policy, 'agenda.ahead') : say(policy, 'agenda.ahead_page', { page: page + 1 });
  const shown = ahead.slice(page * perPage, (page + 1) * perPage);
  if (shown.length === 0) return lines([heading, say(policy, 'agenda.nothing')]);
  return lines([heading, ...shown.map((each) => aheadLine(view, each))]);
}

function aheadLine(view: ViewContext, foretold: Foretold): Mrkdwn {
  const { policy } = view;
  const values = { at: when(foretold.at), what: foretoldText(view, foretold) };
  const who = foretoldWho(view, foretold);
  if (who.length === 0) return say(policy, 'agenda.line', values);
  return say(policy, 'agenda.line_to', { ...values, who: cut(join(who, ', '), 300) });
}

function turns({ incident, policy }: ViewContext, page: number, pages: number): KnownBlock | null {
  const turn = (to: number, label: string) =>
    button('clock', label, { incident: incident.id, arg: String(to) }, { suffix: String(to) });
  return actions([
    ...(page > 0 ? [turn(page - 1, sayPlain(policy, 'button.clock_before'))] : []),
    ...(page < pages - 1 ? [turn(page + 1, sayPlain(policy, 'button.clock_later'))] : []),
  ]);
}

function missedBlocks(view: ViewContext): KnownBlock[] {
  const missed = missedLines(view);
  return missed.length > 0 ? lines([say(view.policy, 'agenda.missed'), ...missed]) : [];
}
