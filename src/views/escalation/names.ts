import { levelsOf, pathOf } from '../../incident/escalation/ladders.ts';
import type { MovedOn, Page } from '../../incident/escalation/types.ts';
import { isMember, pageOf, silentOf } from '../../incident/escalation/waiting.ts';
import type { UserId } from '../../incident/types.ts';
import type { Directory } from '../../policy/language/roles.ts';
import type { Policy } from '../../policy/schema.ts';
import type { ViewContext } from '../context.ts';
import { code } from '../failed-steps.ts';
import { join, literal, type Mrkdwn, mention, mentions, when } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import { say } from '../say.ts';
import { contactLine } from '../telling/contact-line.ts';

/** What ladders and those whom they call are named, and why somebody did not come. */

/** People of one page who are named in a line. */
const mostNamed = 3;

type View = Pick<ViewContext, 'incident' | 'policy'>;

export function ladderName({ incident, policy }: View, path: string): string {
  return incident.state.ladders[path]?.name ?? pathOf(policy, path)?.name ?? path;
}

/** The level that a page is of; null by hand. */
export function levelName({ incident, policy }: View, page: Page): string | null {
  const ladder = page.ladder && incident.state.ladders[page.ladder.path];
  if (!page.ladder || !ladder) return null;
  return levelsOf(ladder, policy)[page.ladder.level]?.name ?? null;
}

/** Whom it asked, and the people who were found behind that; an address says no more than they do. */
export function calledText(policy: Policy, page: Page): Mrkdwn {
  const behind = page.reached.filter((userId) => !page.who.includes(userId));
  const people = fewText(policy, behind);
  if (behind.length === 0) return whoText(policy, page.who);
  const named = page.who.filter((ref) => !/^[^@\s]+@[^@\s]+$/.test(ref));
  if (named.length === 0) return people;
  return say(policy, 'page.who_people', { who: whoText(policy, named), people });
}

/** The first of them, and how many more: each was written to directly, and the timeline names them all. */
function fewText(policy: Policy, userIds: readonly UserId[]): Mrkdwn {
  const people = mentions(userIds.slice(0, mostNamed));
  const more = userIds.length - mostNamed;
  return more > 0 ? say(policy, 'page.few', { people, count: more }) : people;
}

/** Those who did not answer: people where they are known, else as they were asked. */
export function silentText(policy: Policy, page: Page): Mrkdwn {
  const silent = silentOf(page);
  return silent.length > 0 ? fewText(policy, silent) : whoText(policy, page.who);
}

export function failedText(policy: Policy, page: Page): Mrkdwn {
  return join(
    page.failed.map(({ who, error }) =>
      say(policy, 'page.failed_who', {
        who: whoText(policy, [who]),
        error: errorText(policy, error),
      }),
    ),
    ', ',
  );
}

export function errorText(policy: Policy, error: string): Mrkdwn {
  switch (error) {
    case 'nobody_on_call':
    case 'nobody':
    case 'outside':
    case 'pager_no_key':
    case 'pager_refused':
    case 'pager_busy':
    case 'pager_silent':
      return say(policy, `page.${error}`);
    default:
      return say(policy, 'page.gone', { error: code(error) });
  }
}

/** Who has notifications off, and until when. */
export function quietText(policy: Policy, page: Page): Mrkdwn {
  return join(
    page.quiet.map(({ userId, untilAt }) => {
      const who = mention(userId);
      return untilAt ? say(policy, 'page.quiet_until', { who, until: when(untilAt) }) : who;
    }),
    ', ',
  );
}

/** Why somebody else is called; null where the page is not kept any more. */
export function movedText({ incident, policy }: View, moved: MovedOn | undefined): Mrkdwn | null {
  const page = moved && pageOf(incident, moved.page);
  if (!page) return null;
  switch (moved.why) {
    case 'silent':
      return say(policy, 'moved.silent', { who: silentText(policy, page) });
    case 'cannot':
      return say(policy, 'moved.cannot', { who: fewText(policy, page.cannot) });
    case 'quiet':
      return say(policy, 'moved.quiet', { who: quietText(policy, page) });
    case 'failed':
      return say(policy, 'moved.failed', { who: failedText(policy, page) });
  }
}

type Contact = Directory['contacts'][number];

/** How those are reached outside Slack whom a page could not reach: its contacts, and those of its rotations. */
export function contactsOf({ incident, policy }: View, page: Page): Contact[] {
  const ladder = page.ladder && incident.state.ladders[page.ladder.path];
  const level = page.ladder && ladder && levelsOf(ladder, policy)[page.ladder.level];
  const keys = page.failed.flatMap(({ who }) => {
    const [kind, key] = who.split(':');
    if (kind === 'contact') return [key];
    return kind === 'on_call' ? [policy.on_call.find((each) => each.key === key)?.contact] : [];
  });
  const wanted = page.failed.length > 0 && level ? [...keys, level.contact] : keys;
  return policy.directory.contacts.filter(({ key }) => wanted.includes(key));
}

/** The lines of those contacts: as a call to call where nobody else is asked. */
export function reachLines(view: View, page: Page): Mrkdwn[] {
  const { policy } = view;
  const key = isToCall(page) ? 'page.call' : 'page.reach';
  return contactsOf(view, page).map((contact) =>
    say(policy, key, { contact: contactLine(policy, contact) }),
  );
}

/** Whether only a person can reach those it asks for. */
export function isToCall({ asked, failed, endedAt }: Page): boolean {
  return asked.length === 0 && endedAt === null && failed.some(({ error }) => error === 'outside');
}

/** People and references as text, where no incident says who is behind them. */
export function peopleText(policy: Policy, refs: readonly string[]): Mrkdwn {
  return join(
    refs.map((ref) => (isMember(ref) ? mention(ref) : whoText(policy, [ref]))),
    ', ',
  );
}

export function levelNames(names: readonly string[]): Mrkdwn {
  return literal(names.join(', '));
}
