import { findByWord, findRole } from '../../incident/lookup.ts';
import type { Policy } from '../../policy/schema.ts';

/** Names of more words than this are typed by nobody. */
const mostWords = 5;

const member = /^<@([UW][A-Z0-9]{2,})(?:\|[^>]*)?>,?$/;
const group = /^<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>,?$/;

/**
 * Whom somebody wants, out of Slack's own writing, and the rest as the reason: people and user groups
 * that lead, rotations, teams, roles and contacts by their names, `and` between them; where none leads,
 * those who are mentioned anywhere.
 */
export function takeWho(text: string, policy: Policy): { who: string[]; rest: string } {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  const who: string[] = [];
  let at = 0;
  while (at < tokens.length) {
    const taken = oneOf(tokens.slice(at), policy);
    if (!taken) break;
    who.push(...taken.who);
    at += taken.count;
  }
  if (who.length > 0) return { who, rest: tokens.slice(at).join(' ') };
  const named = tokens.flatMap((token) => mentioned(token));
  return { who: named, rest: tokens.filter((token) => mentioned(token).length === 0).join(' ') };
}

function oneOf(tokens: string[], policy: Policy): { who: string[]; count: number } | null {
  const [first = ''] = tokens;
  const who = mentioned(first);
  if (who.length > 0) return { who, count: 1 };
  if (/^(and|&|\+|,)$/i.test(first)) return tokens.length > 1 ? { who: [], count: 1 } : null;
  const skipped = /^(team|role|rotation|the|on-?call)$/i.test(first) ? 1 : 0;
  for (let count = Math.min(mostWords, tokens.length - skipped); count > 0; count -= 1) {
    const words = tokens
      .slice(skipped, skipped + count)
      .join(' ')
      .replace(/[:,]+$/, '');
    const ref = named(words, policy);
    if (ref) return { who: [ref], count: skipped + count };
  }
  return null;
}

function mentioned(token: string): string[] {
  const id = member.exec(token)?.[1] ?? group.exec(token)?.[1];
  return id ? [id] : [];
}

/** A rotation, a team, a role or a contact, by what people call it. */
function named(words: string, policy: Policy): string | null {
  const { teams, contacts } = policy.directory;
  const rotation = findByWord(policy.on_call, words);
  if (rotation) return `on_call:${rotation.key}`;
  const team = findByWord(teams, words);
  if (team) return `team:${team.key}`;
  const role =
    findByWord(policy.roles, words) ?? (words.length > 4 ? findRole(policy, words) : undefined);
  if (role) return `role:${role.key}`;
  const contact = findByWord(contacts, words);
  return contact ? `contact:${contact.key}` : null;
}
