import { commanderRole, findRole, holdersOf } from '../incident/lookup.ts';
import type { IncidentView } from '../incident/places.ts';
import type { PersonCommand } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { shortMessage } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { say } from '../views/say.ts';
import { carryOut } from './carry-out.ts';
import type { Typed } from './commands.ts';
import { openForm } from './forms.ts';
import { takePerson } from './typed.ts';

/** `take` alone takes command; `take comms` that role. */
export async function takeCommand(typed: Typed): Promise<Message | null> {
  return withRole(typed, (role, { incident }) => {
    const holders = holdersOf(incident, role).map((holder) => holder.userId);
    // Typed words show nobody's holders, so only a free role is taken; the refusal offers more.
    const expect = holders.length === 0 ? { expect: { holders } } : {};
    return { type: 'take_role', by: typed.userId, role, ...expect };
  });
}

/** `assign @ann comms`; without a person, the form. */
export async function assignCommand(typed: Typed): Promise<Message | null> {
  const { userId: to, rest } = takePerson(typed.asked.text);
  if (!to) return openForm(typed, 'assign_role', typed.find());
  return withRole({ ...typed, text: rest }, (role) => ({
    type: 'assign_role',
    by: typed.userId,
    role,
    userId: to,
  }));
}

/** `handover @ann`: one's own role, or the one named; the other accepts. */
export async function handoverCommand(typed: Typed): Promise<Message | null> {
  const { userId: to, rest } = takePerson(typed.asked.text);
  if (!to) return openForm(typed, 'offer_handover', typed.find());
  return withRole(
    { ...typed, text: rest },
    (role) => ({ type: 'offer_handover', by: typed.userId, role, to }),
    ownRole,
  );
}

export async function giveUpCommand(typed: Typed): Promise<Message | null> {
  return withRole(typed, (role) => ({ type: 'give_up_role', by: typed.userId, role }), ownRole);
}

export async function answerHandoverCommand(
  typed: Typed,
  type: 'accept_handover' | 'decline_handover',
): Promise<Message | null> {
  return withRole(typed, (role) => ({ type, by: typed.userId, role }), offeredRole);
}

type RoleOf = (view: IncidentView, userId: string, policy: Policy) => string | undefined;

/** The role that was named, else the one `otherwise` gives, else the commander's. */
async function withRole(
  typed: Typed,
  command: (role: string, view: IncidentView) => PersonCommand,
  otherwise: RoleOf = () => undefined,
): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const policy = await typed.desk.ports.policyOf(found.found.incident);
  const named = typed.text.trim();
  if (named === '') {
    const role = otherwise(found.found, typed.userId, policy) ?? commanderRole(policy);
    return carryOut(typed, found.found, command(role, found.found));
  }
  const role = findRole(policy, named);
  if (role) return carryOut(typed, found.found, command(role.key, found.found));
  const allowed = policy.roles.map((each) => each.name).join(', ');
  const given = named.slice(0, 80);
  return shortMessage(say(policy, 'refused.unknown_role', { given, allowed }));
}

function ownRole({ incident }: IncidentView, userId: string, policy: Policy) {
  return policy.roles.find((role) =>
    holdersOf(incident, role.key).some((holder) => holder.userId === userId),
  )?.key;
}

function offeredRole({ incident }: IncidentView, userId: string): string | undefined {
  return Object.entries(incident.state.offers).find(([, offer]) => offer.to === userId)?.[0];
}
