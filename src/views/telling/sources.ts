import { cleanText, limits } from '../../incident/text.ts';
import { context, lines, message, section, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { linkTo, Mrkdwn, oneLine, prose, when } from '../mrkdwn.ts';
import { say } from '../say.ts';

/** Where related tickets are found, with the incident's own words filled in. */
export function ticketsMessage({ incident, policy }: ViewContext): Message {
  const { tickets } = policy.sources;
  if (tickets.length === 0) return shortMessage(say(policy, 'tickets.none'));
  const title = say(policy, 'tickets.title', { number: incident.number });
  const gaps: Record<string, string> = { title: incident.title, number: String(incident.number) };
  const found = tickets.map(({ name, search }) => {
    const isAddress = /^https?:\/\//.test(search);
    const filled = search.replace(/\{(title|number)\}/g, (_, gap: string) => {
      const value = gaps[gap] ?? '';
      return isAddress ? encodeURIComponent(cleanText(value, limits.title).text) : value;
    });
    return say(policy, isAddress ? 'tickets.link' : 'tickets.line', {
      tracker: oneLine(name),
      // Between backticks nothing ends the code before its time.
      search: isAddress ? prose(filled) : oneLine(filled.replaceAll('`', "'")),
    });
  });
  return message(title, [section(title), ...lines(found)]);
}

/** What to do about the status page: where it is, how, what its states say, and how often. */
export function statusPageMessage({ incident, policy }: ViewContext): Message {
  const { link, how, update_every_minutes: every } = policy.status_page;
  const states = policy.public_states;
  if (!link && !how && states.length === 0) return shortMessage(say(policy, 'statuspage.none'));
  const title = say(policy, 'statuspage.title');
  const { publicState } = incident.state;
  const state = states.find(({ key }) => key === publicState?.key);
  const now =
    state && publicState
      ? [say(policy, 'statuspage.now', { state: state.name, at: when(publicState.since) })]
      : [];
  return message(title, [
    section(title),
    ...lines([
      ...now,
      ...(link ? [linkTo(link, say(policy, 'statuspage.link'))] : []),
      ...(how ? [prose(how)] : []),
    ]),
    ...lines(
      states.map(({ name, emoji, meaning }) =>
        say(policy, 'statuspage.state', {
          emoji: new Mrkdwn(emoji ?? '•'),
          name: oneLine(name),
          meaning: oneLine(meaning),
        }),
      ),
    ),
    ...(every
      ? [context(say(policy, 'statuspage.every', { duration: duration(policy, every) }))]
      : []),
  ]);
}
