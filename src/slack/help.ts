import { distance } from 'fastest-levenshtein';
import { folded } from '../incident/lookup.ts';
import { isSentenceKey } from '../policy/catalogue.ts';
import type { Policy } from '../policy/schema.ts';
import type { Message } from '../views/context.ts';
import {
  allTopics,
  helpMessage,
  helpTopicMessage,
  helpTopicsMessage,
  unknownTopicMessage,
} from '../views/help.ts';
import { type HelpTopic, helpTopics } from '../views/help-topics.ts';
import { Mrkdwn } from '../views/mrkdwn.ts';
import { say } from '../views/say.ts';
import { spellingsOf, words } from './words.ts';

/** `/incident help`, with or without what it is about. */
export function helpAnswer(policy: Policy, typed: string): Message {
  const asked = typed.replace(/^\/?incident\s+/i, '').trim();
  if (asked === '') return helpMessage(policy);
  if (asked === allTopics || /^(topics|all|more)$/i.test(asked)) return helpTopicsMessage(policy);
  const topics = [...helpTopics(policy), ...wordTopics(policy)];
  const found = findTopic(topics, asked);
  if (found) return helpTopicMessage(policy, withWord(found, wordTopics(policy), asked));
  return unknownTopicMessage(policy, asked, nearTopics(topics, asked));
}

/** A part of the process that is called like a word of ours says, too, what can be typed. */
function withWord(topic: HelpTopic, words: readonly HelpTopic[], asked: string): HelpTopic {
  const word = words.find(
    (each) => each !== topic && folded(each.words[0] ?? '') === folded(asked),
  );
  if (!word || topic.key === word.key) return topic;
  return { ...topic, lines: [...topic.lines, ...word.lines] };
}

/** Every word of `/incident`, with what it does and how else it can be typed. */
function wordTopics(policy: Policy): HelpTopic[] {
  return words.map((word) => {
    const key = `help.word.${word}`;
    const spellings = new Mrkdwn(
      spellingsOf(word)
        .map((each) => `\`${each}\``)
        .join(' '),
    );
    return {
      key: `word_${word}`,
      name: `/incident ${word}`,
      words: [word, ...spellingsOf(word)],
      lines: [
        ...(isSentenceKey(key) ? [say(policy, key as 'help.word.take')] : []),
        ...(spellings.text ? [say(policy, 'help.also', { words: spellings })] : []),
      ],
      unlisted: true,
    };
  });
}

/** The topic that is meant: by its key, name or words; by how it begins, where that fits one alone. */
export function findTopic(topics: readonly HelpTopic[], typed: string): HelpTopic | null {
  const wanted = folded(typed);
  const exact = topics.find((topic) => spelt(topic).includes(wanted));
  if (exact) return exact;
  if (wanted.length < 3) return null;
  const begun = topics.filter((topic) => spelt(topic).some((each) => each.startsWith(wanted)));
  return begun.length === 1 ? (begun[0] ?? null) : null;
}

/** Slips of the finger, and topics whose name or words hold one of the words typed; at most four. */
export function nearTopics(topics: readonly HelpTopic[], typed: string): HelpTopic[] {
  const wanted = folded(typed).slice(0, 40);
  const parts = typed
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((part) => part.length > 2);
  const scored = topics.map((topic) => {
    const spellings = spelt(topic);
    const far = Math.min(...spellings.map((each) => distance(wanted, each) / each.length));
    const holds = parts.filter((part) => spellings.some((each) => each.includes(part))).length;
    return { topic, score: far <= 0.4 ? far : holds > 0 ? 1 - holds / 10 : 2 };
  });
  return scored
    .filter(({ score }) => score < 2)
    .sort((a, b) => a.score - b.score)
    .slice(0, 4)
    .map(({ topic }) => topic);
}

function spelt({ key, name, words: others }: HelpTopic): string[] {
  return [key, name, ...others].map(folded).filter((each) => each !== '');
}
