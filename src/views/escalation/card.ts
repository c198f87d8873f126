import type { Button, KnownBlock } from '@slack/types';
import { holds } from '../../incident/conditions.ts';
import {
  ladderOf,
  levelsOf,
  nextByHand,
  nextStep,
  running,
} from '../../incident/escalation/ladders.ts';
import type { Ladder, Page } from '../../incident/escalation/types.ts';
import { openPages } from '../../incident/escalation/waiting.ts';
import type { Incident } from '../../incident/types.ts';
import { section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { join, type Mrkdwn, mentions, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { dotted } from '../telling/names.ts';
import { answerButtons, escalateButton } from './buttons.ts';
import { calledText, failedText, isToCall, peopleText, quietText } from './names.ts';

/** The card says so many lines of it; the rest is counted. */
const MOST_LINES = 3;

/** Who is called and silent, and who is next; nothing where nobody is called. */
export function escalationOnCard(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const ladders = running(incident).map((ladder) => ladderLine(view, ladder));
  const others = otherPages(incident).map((page) => pageLine(view, page));
  const lines = [...ladders, ...others];
  if (lines.length === 0) return [];
  const rest = lines.length - MOST_LINES;
  const texts = [
    ...lines.slice(0, MOST_LINES).map(({ text }) => text),
    ...(rest > 0 ? [say(policy, 'card.pages_more', { count: rest })] : []),
  ];
  const accessory = lines.find((line) => line.button)?.button;
  return [section(join(texts), accessory ? { accessory } : {})];
}

interface Line {
  text: Mrkdwn;
  button: Button | undefined;
}

/** Pages that no running ladder speaks of: by hand, and the last of each ladder that is at its top. */
function otherPages(incident: Incident): Page[] {
  const isLast = (page: Page, later: Page[]) =>
    page.ladder === null || !later.some(({ ladder }) => ladder?.path === page.ladder?.path);
  return openPages(incident)
    .filter(({ ladder }) => !running(incident).some(({ path }) => path === ladder?.path))
    .filter((page, index, all) => isLast(page, all.slice(index + 1)));
}

function pageLine(view: ViewContext, page: Page): Line {
  const { incident, policy } = view;
  const answer = page.asked.length > 0 ? answerButtons(view, page.id)[0] : undefined;
  const ladder = page.ladder && ladderOf(incident, page.ladder.path);
  if (!ladder) {
    return {
      text: say(policy, 'card.page', { parts: dotted(pageParts(view, page)) }),
      button: answer,
    };
  }
  const top = ladder.ended?.why === 'at_the_top' ? say(policy, 'card.ladder_top') : null;
  const parts = dotted([...pageParts(view, page), top]);
  return { text: say(policy, 'card.ladder', { ladder: ladder.name, parts }), button: answer };
}

function ladderLine(view: ViewContext, ladder: Ladder): Line {
  const { incident, policy } = view;
  const own = incident.state.pages.filter((page) => page.ladder?.path === ladder.path);
  const open = own.filter(({ endedAt }) => endedAt === null).at(-1);
  const came = own.flatMap(({ acknowledged }) => acknowledged.map(({ userId }) => userId));
  const parts = [
    ...(open ? pageParts(view, open) : []),
    ...(!open && came.length > 0
      ? [say(policy, 'card.page_came', { who: mentions([...new Set(came)].slice(0, 5)) })]
      : []),
    nextText(view, ladder),
  ];
  const isByHand = nextByHand(ladder, incident, policy) !== null;
  const answer = open && open.asked.length > 0 ? answerButtons(view, open.id)[0] : undefined;
  return {
    text: say(policy, 'card.ladder', { ladder: ladder.name, parts: dotted(parts) }),
    button: answer ?? (isByHand ? escalateButton(view, ladder) : undefined),
  };
}

function pageParts({ policy }: ViewContext, page: Page): (Mrkdwn | null)[] {
  if (isToCall(page)) {
    return [say(policy, 'card.page_to_call', { who: peopleText(policy, page.who) })];
  }
  const came = page.acknowledged.map(({ userId }) => userId);
  return [
    say(policy, 'card.paged', { who: calledText(policy, page), at: when(page.at) }),
    came.length > 0
      ? say(policy, 'card.page_came', { who: mentions(came) })
      : say(policy, 'card.page_silent'),
    page.quiet.length > 0 ? say(policy, 'card.page_quiet', { who: quietText(policy, page) }) : null,
    page.failed.length > 0
      ? say(policy, 'card.page_failed', { who: failedText(policy, page) })
      : null,
  ];
}

/** Whom the clock calls next and when, else whom somebody could call; null where nobody is next. */
export function nextText({ incident, policy }: ViewContext, ladder: Ladder): Mrkdwn | null {
  const levels = levelsOf(ladder, policy);
  const step = nextStep(ladder, policy);
  const named = (indices: number[]) =>
    indices
      .filter((index) => holds(levels[index]?.when ?? {}, incident, policy))
      .map((index) => levels[index]?.name ?? '')
      .join(', ');
  const byClock = step ? named(step.levels) : '';
  if (step && byClock) {
    const values = { level: byClock, at: when(step.dueAt) };
    return step.round > ladder.round
      ? say(policy, 'card.ladder_again', { at: values.at })
      : say(policy, 'card.ladder_next', values);
  }
  const index = nextByHand(ladder, incident, policy);
  if (index === null) return null;
  return say(policy, 'card.ladder_by_hand', { level: levels[index]?.name ?? '' });
}
