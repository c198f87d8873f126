import { settleSend } from '../engine/dead-letters.ts';
import { catalogue } from '../policy/catalogue.ts';
import { Policies } from '../store/policies.ts';
import { type OwedSend, owedSends, resend, sendOf } from '../store/queries-of-outbox.ts';
import { adviceKey } from '../views/advice.ts';
import { hintDelivery, inWorkspace, type Where } from './workspace.ts';

/** What Slack did not take: what `muster outbox` lists, sends again and gives up. */

/** One line for each, those that were given up first; says so where there is none. */
export function listOwed(where: Where): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const owed = await database.work.use(({ sql }) => owedSends(sql, teamId));
    return owed.length > 0 ? owed.map(line) : ['Nothing was given up, and nothing waits for long.'];
  });
}

/**
 * Sends these again that were given up: by the id that the list shows, or `all`. What may be in
 * Slack already is looked for first. Returns what to tell.
 */
export function resendOwed(where: Where, id: string): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const meant = await database.work.use(async ({ sql }) => {
      if (id !== 'all') return [await one(sql, teamId, id)];
      return (await owedSends(sql, teamId)).filter(({ state }) => state === 'dead');
    });
    const said: string[] = [];
    for (const send of meant) {
      const became = await database.work.use(({ sql }) => resend(sql, teamId, send.rowId));
      said.push(`${name(send)} ${became === 'over' ? overText(send) : resendText[became]}`);
    }
    await hintDelivery(database);
    return said.length > 0 ? said : ['Nothing was given up.'];
  });
}

/** Counts one as sent that somebody saw in Slack. Throws, in words, where Muster must know where it is. */
export function markSent(where: Where, id: string): Promise<string[]> {
  return settle(where, id, 'sent');
}

/** Gives one up for good: the incident's timeline says so. */
export function dropOwed(where: Where, id: string): Promise<string[]> {
  return settle(where, id, 'dropped');
}

function settle(where: Where, id: string, how: 'sent' | 'dropped'): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const send = await database.work.use(({ sql }) => one(sql, teamId, id));
    const workspace = { database, policies: new Policies(), teamId };
    const became = await settleSend(workspace, send, { how, who: null });
    await hintDelivery(database);
    if (became === 'needs_place') {
      throw new Error(
        `${name(send)} cannot count as sent: Muster must know where it is. Use "retry": it is looked for first.`,
      );
    }
    if (became === 'over') return [`${name(send)} ${overText(send)}`];
    const done = how === 'sent' ? 'counts as sent.' : 'was dropped: nobody sends it any more.';
    return [`${name(send)} ${done}`];
  });
}

async function one(
  sql: Parameters<typeof sendOf>[0],
  teamId: string,
  id: string,
): Promise<OwedSend> {
  const send = /^[0-9a-f]{8}$/.test(id) ? await sendOf(sql, teamId, id) : null;
  if (send) return send;
  throw new Error(`There is no send ${id}; "muster outbox" lists them.`);
}

const resendText = {
  again: 'goes out again within seconds.',
  newer: 'is not needed: a newer one says the same.',
} as const;

function overText({ state }: OwedSend): string {
  return state === 'pending' || state === 'sending' ? 'is on its way.' : 'was dealt with already.';
}

function line(send: OwedSend): string {
  const { state, attempts, isDoubtful, lastError, behind, ageSeconds } = send;
  const parts = [
    state === 'dead' ? 'given up' : 'waits',
    `${attempts} ${attempts === 1 ? 'try' : 'tries'}`,
    `${ageText(ageSeconds)} old`,
    ...(isDoubtful ? ['may be in Slack already'] : []),
    ...(behind > 0 ? [`${behind} behind it`] : []),
    // Whose direct message it is may say who is in a private incident.
    // An incident's own id says nothing to anybody.
    ...(send.isPrivate ? [] : [send.lane.replace(/^\d+:/, '')]),
  ];
  const why =
    lastError === '' ? 'not tried yet' : `${lastError}. ${catalogue[adviceKey(lastError)]}`;
  return `${name(send)}  ${parts.join(', ')}: ${why}`;
}

/** `3fa9c1b2 #12 message role_taken`; of a private incident only that there is one. */
function name({ id, number, isPrivate, effect, fact }: OwedSend): string {
  const whose = number === null ? 'organisation' : `#${number}`;
  if (isPrivate) return `${id} ${whose} (private)`;
  return `${id} ${whose} ${fact === null ? effect.replace(/^sync_/, '') : `message ${fact}`}`;
}

function ageText(seconds: number): string {
  if (seconds < 5400) return `${Math.max(1, Math.round(seconds / 60))} min`;
  return seconds < 172_800
    ? `${Math.round(seconds / 3600)} h`
    : `${Math.round(seconds / 86_400)} d`;
}
