import { pathsInOrder } from '../../incident/escalation/ladder-rules.ts';
import { running } from '../../incident/escalation/ladders.ts';
import type { Page } from '../../incident/escalation/types.ts';
import { findByWord } from '../../incident/lookup.ts';
import type { IncidentView } from '../../incident/places.ts';
import type { UserId } from '../../incident/types.ts';
import type { Message, ViewContext } from '../../views/context.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { type OnView, onView } from '../on-found.ts';
import { fromSlack, takeFirst, withoutBecause } from '../typed.ts';
import { takeWho } from './take-who.ts';
import type { escalationAliases } from './words.ts';

export const escalationCommands: Record<keyof typeof escalationAliases, CommandHandler> = {
  escalate: onView(escalateCommand),
  page: onView(pageCommand),
  ack: onView(answerWith('acknowledge_page')),
  cant: onView(answerWith('cannot_come')),
};

/**
 * `escalate` alone opens the form, which says where the ladders stand; `escalate security it spreads`
 * climbs that one; `escalate stop because …` ends it. Words that name no ladder are taken as the reason.
 */
async function escalateCommand(
  typed: Typed,
  { incident, policy }: ViewContext,
  found: IncidentView,
): Promise<Message | null> {
  const { userId: by, text } = typed;
  const finding = Promise.resolve({ found });
  const [, stop = '', rest = ''] = /^(stop|end|off)\b\s*(.*)$/is.exec(text) ?? [];
  if (stop) {
    const ladders = running(incident).map((each) => ({ ...each, key: each.path }));
    const named = takeFirst(rest, (words) => findByWord(ladders, words));
    const only = ladders.length === 1 ? ladders[0] : undefined;
    const path = named.found?.path ?? only?.path;
    const reason = named.found ? named.reason : withoutBecause(rest);
    if (path && reason)
      return carryOut(typed, found, { type: 'stop_escalation', by, path, reason });
    const preset = { ...(path ? { arg: path } : {}), ...(reason ? { reason } : {}) };
    return openForm(typed, 'stop_escalation', finding, preset);
  }
  const paths = pathsInOrder(incident, policy);
  if (paths.length === 0) return refusalMessage(policy, { code: 'no_paths' }, incident);
  const named = takeFirst(text, (words) => findByWord(paths, words));
  if (!named.found) {
    const reason = withoutBecause(text);
    return openForm(typed, 'escalate', finding, reason ? { reason } : {});
  }
  const { key: path } = named.found;
  return carryOut(typed, found, { type: 'escalate', by, path, reason: named.reason });
}

/** `page @ann @ben db is on fire`, `page primary`, `page team security`; alone it opens the form. */
async function pageCommand(
  typed: Typed,
  { policy }: ViewContext,
  found: IncidentView,
): Promise<Message | null> {
  const { desk, userId: by, asked } = typed;
  const { who, rest } = takeWho(asked.text, policy);
  const reason = withoutBecause(fromSlack(rest, (id) => desk.ports.nameOf(id)));
  if (who.length === 0) {
    return openForm(typed, 'page', Promise.resolve({ found }), reason ? { reason } : {});
  }
  return carryOut(typed, found, { type: 'page', by, who, reason });
}

/** Answers the newest page that asks them, else the newest that is open. */
function answerWith(type: 'acknowledge_page' | 'cannot_come'): OnView {
  return async (typed, { incident, policy }, found) => {
    const page = pageFor(incident.state.pages, typed.userId);
    if (!page) return refusalMessage(policy, { code: 'no_page' }, incident);
    return carryOut(typed, found, { type, by: typed.userId, page: page.id });
  };
}

function pageFor(pages: readonly Page[], userId: UserId): Page | undefined {
  const own = pages.filter(({ asked, who, reached }) =>
    [...asked, ...who, ...reached].includes(userId),
  );
  const open = (list: readonly Page[]) => list.filter(({ endedAt }) => endedAt === null).at(-1);
  return open(own) ?? open(pages) ?? own.at(-1);
}
