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
  if (found) return helpTopicMessage(policy, withWord(policy, found, wordTopics(policy), asked));
  return unknownTopicMessage(policy, asked, nearTopics(topics, asked));
}

/** A part of the process that is called like a word of ours says, too, what can be typed. */
function withWord(
  policy: Policy,
  topic: HelpTopic,
  words: readonly HelpTopic[],
  asked: string,
): HelpTopic {
  const word = words.find(({ words: [known = ''] }) => folded(known) === folded(asked));
  if (!word || topic.key === word.key) return topic;
  const name = say(policy, 'help.name', { name: word.name });
  return { ...topic, lines: [...topic.lines, name, ...word.lines] };
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

/**
 * Slips of the finger first, then topics that speak of what was typed: in their name and words, which
 * counts most, or in their text. At most four.
 */
export function nearTopics(topics: readonly HelpTopic[], typed: string): HelpTopic[] {
  const wanted = folded(typed).slice(0, 40);
  const stems = wordsIn(typed)
    .filter((each) => each.length > 3 && !common.has(each))
    .map((each) => each.slice(0, 4));
  const scored = topics.map((topic) => {
    const far = Math.min(...spelt(topic).map((each) => distance(wanted, each) / each.length));
    const named = wordsIn([topic.name, ...topic.words].join(' '));
    const told = wordsIn(topic.lines.map(({ text }) => text).join(' '));
    const hits = stems.reduce((sum, stem) => {
      // Thai and others write without blanks, so a word may begin anywhere.
      const begins = (each: string) =>
        /^[ -~]+$/.test(stem) ? each.startsWith(stem) : each.includes(stem);
      return sum + (named.some(begins) ? 3 : 0) + (told.some(begins) ? 1 : 0);
    }, 0);
    return { topic, score: far <= 0.4 ? 100 - far : hits };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 4)
    .map(({ topic }) => topic);
}

/** Words that say nothing of what is asked about. */
const common = new Set(['what', 'when', 'where', 'which', 'with', 'from', 'this', 'that', 'have']);

function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

function spelt({ key, name, words: others }: HelpTopic): string[] {
  return [key, name, ...others].map(folded).filter((each) => each !== '');
}
