import type { Button, KnownBlock } from '@slack/types';
import type { Policy } from '../policy/schema.ts';
import { actions, button, chooser, context, lines, message, option, section } from './blocks.ts';
import type { Message } from './context.ts';
import { type HelpTopic, helpTopics } from './help-topics.ts';
import { join, Mrkdwn, oneLine, prose } from './mrkdwn.ts';
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
    section(
      // A blank before a typed text would be lost; a key holds nothing that needs escaping.
      say(policy, 'help.start', { severity: new Mrkdwn(example ? ` ${example.key}` : '') }),
    ),
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

/** Everything that can be asked about: a list of the policy's own, buttons for the rest. */
export function helpTopicsMessage(policy: Policy): Message {
  const title = say(policy, 'help.topics_title');
  const { own, others } = topicsOf(policy);
  return message(title, [
    section(title),
    ...welcome(policy),
    ...ownRow(policy, own),
    ...rows(others),
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
  const { own, others } = topicsOf(policy);
  const [first = []] = chunks(others, mostAtHome);
  const isMore = own.length > 0 || others.length > mostAtHome;
  return [
    section(say(policy, 'help.topics_title')),
    ...welcome(policy),
    ...ownRow(policy, own),
    actions([...first.map(topicButton), ...(isMore ? [topicsButton(policy)] : [])]),
  ];
}

/** Buttons before the list of all of them; the Home tab is about incidents first. */
const mostAtHome = 6;
/** Elements of a row, by Slack. */
const mostInRow = 25;

/** The policy's own topics, whose names are long, and those of the parts of the process. */
function topicsOf(policy: Policy) {
  const keys = new Set(policy.help.topics.map(({ key }) => key));
  const listed = helpTopics(policy).filter(({ unlisted }) => !unlisted);
  return {
    own: listed.filter(({ key }) => keys.has(key)),
    others: listed.filter(({ key }) => !keys.has(key)),
  };
}

/** The policy's own topics as a list to choose from, each with whom it is for. */
function ownRow(policy: Policy, topics: readonly HelpTopic[]): KnownBlock[] {
  if (topics.length === 0) return [];
  const options = topics.map((topic) =>
    option(topic.name, JSON.stringify({ arg: topic.key }), topic.for),
  );
  const name = sayPlain(policy, 'handbook.topics');
  return [
    section(say(policy, 'help.name', { name }), {
      accessory: chooser('help', sayPlain(policy, 'help.choose'), options),
    }),
  ];
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
