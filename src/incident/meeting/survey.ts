import type { Policy } from '../../policy/schema.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
  tell,
  tooLong,
} from '../decision.ts';
import { isBlank } from '../text.ts';
import type { Decision, Effect, Incident, UserId } from '../types.ts';
import { changedMeeting, meetingOf } from './record.ts';
import type { Survey, SurveyAnswer } from './types.ts';

/**
 * How it went for those who worked on it. Where the policy asks without names, nothing that is kept
 * ties an answer to a person: no line of the timeline is written, answers are kept without their
 * order and without their time, and who answered is known only by a mark that cannot be made without
 * a secret that is not in the database. Marks are dropped when the survey ends.
 */

/** A question. `question` is null where it is one of the usual two, which sentences say. */
export interface Question {
  key: string;
  question: string | null;
  scale: boolean;
}

const usual: readonly Question[] = [
  { key: 'went', question: null, scale: true },
  { key: 'helped', question: null, scale: false },
];

/** Longest answer in words, in code points. */
export const answerMost = 300;
/** So many people are asked at most, in the order in which they came to it. */
const askedMost = 40;
/** So much of answers in words the state keeps, in UTF-16 units; beyond it a form says so. */
const wordsMost = 6_000;
/** Of fewer answers than this, one could tell whose they are. */
export const fewest = 3;
/** How long answers are taken, in days. */
export const openDays = 3;

export function questionsOf({ postmortem }: Policy): readonly Question[] {
  const own = postmortem?.survey.questions ?? [];
  return own.length > 0 ? own : usual;
}

/** Those who worked on it: who declared it, held a role, did a task, joined the call, came to a page. */
export function respondersOf({ declaredBy, state }: Pick<Incident, 'declaredBy' | 'state'>) {
  const all: (UserId | null | undefined)[] = [
    declaredBy,
    ...Object.values(state.roles).flatMap((holders) => holders.map(({ userId }) => userId)),
    ...Object.values(state.tasks).flatMap((task) => [task.by, task.assignee]),
    ...Object.values(state.milestones).flatMap(({ people }) => people),
    ...state.pages.flatMap(({ acknowledged }) => acknowledged.map(({ userId }) => userId)),
    ...(state.call?.joined ?? []),
    ...Object.values(meetingOf({ state }).roles).map(({ userId }) => userId),
  ];
  const people = all.filter((each): each is UserId => /^[UW][A-Z0-9]{2,}$/.test(each ?? ''));
  return [...new Set(people)].slice(0, askedMost);
}

/** They are asked, once and never again. */
export function asked(incident: Incident, policy: Policy, now: Date) {
  const people = respondersOf(incident);
  const survey: Survey = {
    askedAt: now,
    asked: people,
    isAnonymous: policy.postmortem?.survey.anonymous ?? true,
    marks: [],
    answers: [],
    closedAt: null,
  };
  const effects: Effect[] = people.map((userId) => tell(userId, { type: 'meeting_survey' }));
  return { after: changedMeeting(incident, { survey }), effects, count: people.length };
}

export function answerSurvey(
  { incident, policy, now }: Scene,
  command: Of<'answer_survey'>,
): Decision {
  const { by, mark } = command;
  const { survey } = meetingOf(incident);
  if (!survey?.asked.includes(by)) return refuse({ code: 'survey_not_asked' });
  if (survey.closedAt) return refuse({ code: 'survey_over' });
  if (survey.marks.includes(mark)) return refuse({ code: 'survey_answered' });
  const answers = questionsOf(policy).flatMap(({ key, scale }): SurveyAnswer[] => {
    const given = Object.hasOwn(command.answers, key) ? (command.answers[key] ?? '') : '';
    const isGiven = scale ? /^[1-5]$/.test(given) : !isBlank(given);
    return isGiven ? [{ key, given, ...(survey.isAnonymous ? {} : { by }) }] : [];
  });
  const fault = answersFault(survey, answers);
  if (fault) return fault;
  const kept: Survey = {
    ...survey,
    marks: [...survey.marks, mark].sort(),
    answers: [...survey.answers, ...answers].sort(byContent),
  };
  const isAll = kept.marks.length >= survey.asked.length;
  const after = changedMeeting(incident, { survey: isAll ? closed(kept, now) : kept });
  const said = survey.isAnonymous
    ? null
    : entry('answer_survey', person(by), {
        answers: answers.map(({ key, given }) => ({ key, given })),
      });
  return accept(after, said, sync('postmortem'));
}

function answersFault(survey: Survey, answers: SurveyAnswer[]): Refused | null {
  if (answers.length === 0) return refuse({ code: 'nothing_answered' });
  for (const { key, given } of answers) {
    const fault = tooLong(`q_${key}`, given, answerMost);
    if (fault) return fault;
  }
  const length = [...survey.answers, ...answers].reduce((sum, { given }) => sum + given.length, 0);
  return length > wordsMost ? refuse({ code: 'survey_full' }) : null;
}

/** In an order that says nothing of when they came. */
function byContent(a: SurveyAnswer, b: SurveyAnswer): number {
  const [first, second] = [`${a.key}\n${a.given}`, `${b.key}\n${b.given}`];
  return first < second ? -1 : Number(first > second);
}

/** No more answers; of so few that one could tell whose they are, none is kept. */
export function closed(survey: Survey, at: Date): Survey {
  const { marks, answers, isAnonymous } = survey;
  const isTooFew = isAnonymous && marks.length < fewest;
  return {
    ...survey,
    closedAt: at,
    // How many they were is all that is left of who they were.
    marks: marks.map(() => ''),
    answers: isTooFew ? [] : answers,
  };
}

/** How it went, once no more answers are taken; while they are, only how many came. */
export interface SurveyResult {
  asked: number;
  answered: number;
  isOver: boolean;
  questions: {
    question: Question;
    /** How many gave each number from 1 to 5; empty where words were asked. */
    counts: number[];
    words: { text: string; by: UserId | null }[];
  }[];
}

/** Null where nobody was asked. */
export function surveyResult(
  incident: Pick<Incident, 'state'>,
  policy: Policy,
): SurveyResult | null {
  const { survey } = meetingOf(incident);
  if (!survey) return null;
  const isOver = survey.closedAt !== null;
  const { asked: people, marks, answers } = survey;
  return {
    asked: people.length,
    answered: marks.length,
    isOver,
    questions: (isOver ? questionsOf(policy) : []).map((question) => {
      const own = answers.filter(({ key }) => key === question.key);
      return {
        question,
        counts: question.scale
          ? [1, 2, 3, 4, 5].map((score) => own.filter(({ given }) => given === `${score}`).length)
          : [],
        words: question.scale ? [] : own.map(({ given, by = null }) => ({ text: given, by })),
      };
    }),
  };
}
