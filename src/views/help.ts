import type { Button, KnownBlock } from '@slack/types';
import type { Policy } from '../policy/schema.ts';
import { actions, button, context, lines, message, section } from './blocks.ts';
import type { Message } from './context.ts';
import { type HelpTopic, helpTopics } from './help-topics.ts';
import { join, type Mrkdwn, oneLine, prose } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/** What a help button carries to ask for the list of topics; no topic has a key with a dot. */
export const allTopics = '.topics';

/** What can be typed, for someone who has never seen it. */
export function helpMessage(policy: Policy): Message {
  const title = say(policy, 'help.title');
  const [example] = policy.severities;
  return message(title, [
    section(title),
    ...welcome(policy),
    section(say(policy, 'help.start', { severity: example ? ` ${example.key}` : '' })),
    section(say(policy, 'help.room', { more: changesHelp(policy) })),
    section(say(policy, 'help.anywhere')),
    context(say(policy, 'help.pin')),
    actions([
      button('declare', sayPlain(policy, 'button.declare'), {}, { style: 'primary' }),
      button('list', sayPlain(policy, 'button.list'), {}),
      topicsButton(policy),
    ]),
  ]);
}

/** The words for what this policy has besides status and title. */
function changesHelp(policy: Policy): Mrkdwn {
  const { severities, kinds, modules, fields } = policy;
  const [severity] = severities;
  const [kind] = kinds;
  return join(
    [
      ...(severity ? [say(policy, 'help.severity', { key: severity.key })] : []),
      ...(kind ? [say(policy, 'help.kind', { key: kind.key })] : []),
      ...(modules.length > 0 ? [say(policy, 'help.module')] : []),
      ...(fields.length > 0 ? [say(policy, 'help.field')] : []),
    ],
    '',
  );
}

/** What a newcomer reads first, and whom to ask; nothing where the policy says nothing. */
function welcome({ help }: Policy): KnownBlock[] {
  return [
    ...(help.welcome === undefined ? [] : [section(prose(help.welcome))]),
    ...(help.contact === undefined ? [] : [context(prose(help.contact))]),
  ];
}

/** One topic: a phone screen, and the way to the others. */
export function helpTopicMessage(policy: Policy, topic: HelpTopic): Message {
  const title = say(policy, 'help.name', { name: oneLine(topic.name) });
  return message(title, [
    section(title),
    ...lines(topic.lines),
    actions([
      ...(topic.key === 'declare'
        ? [button('declare', sayPlain(policy, 'button.declare'), {}, { style: 'primary' })]
        : []),
      topicsButton(policy),
    ]),
  ]);
}

/** Everything that can be asked about, by whom it is for. */
export function helpTopicsMessage(policy: Policy): Message {
  const title = say(policy, 'help.topics_title');
  const groups = new Map<string, HelpTopic[]>();
  for (const topic of listed(policy)) {
    const group = topic.for ?? '';
    groups.set(group, [...(groups.get(group) ?? []), topic]);
  }
  return message(title, [
    section(title),
    ...welcome(policy),
    ...[...groups].flatMap(([group, topics]) => [
      group === '' ? null : context(oneLine(group)),
      ...rows(topics),
    ]),
    context(say(policy, 'help.topics_words')),
  ]);
}

/** Nobody knows that topic; these are near, if any are. */
export function unknownTopicMessage(
  policy: Policy,
  typed: string,
  near: readonly HelpTopic[],
): Message {
  const said = say(policy, near.length > 0 ? 'help.unknown_near' : 'help.unknown', {
    topic: oneLine(typed.slice(0, 60)),
  });
  return message(said, [section(said), actions([...near.map(topicButton), topicsButton(policy)])]);
}

/** The section of the Home tab: what a newcomer reads first, and the topics. */
export function homeHelp(policy: Policy): (KnownBlock | null)[] {
  const [first = [], ...others] = chunks(listed(policy), mostAtHome);
  return [
    section(say(policy, 'help.topics_title')),
    ...welcome(policy),
    actions([...first.map(topicButton), ...(others.length > 0 ? [topicsButton(policy)] : [])]),
  ];
}

/** Buttons before the list of all of them; the Home tab is about incidents first. */
const mostAtHome = 9;
/** Elements of a row, by Slack. */
const mostInRow = 25;

function listed(policy: Policy): HelpTopic[] {
  return helpTopics(policy).filter(({ unlisted }) => !unlisted);
}

function rows(topics: readonly HelpTopic[]): (KnownBlock | null)[] {
  return chunks(topics, mostInRow).map((each) => actions(each.map(topicButton)));
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

function topicButton({ key, name }: HelpTopic): Button {
  return button('help', name, { arg: key }, { suffix: key });
}

function topicsButton(policy: Policy): Button {
  return button(
    'help',
    sayPlain(policy, 'button.topics'),
    { arg: allTopics },
    { suffix: 'topics' },
  );
}
