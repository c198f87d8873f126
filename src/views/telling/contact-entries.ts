import { commanderRole } from '../../incident/lookup.ts';
import { actingHolders } from '../../incident/people.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { linkTo, literal, type Mrkdwn, mentions, oneLine } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { everybodyOf } from '../on-call/people.ts';
import { whoText } from '../people.ts';
import { say } from '../say.ts';
import { contactLine } from './contact-line.ts';
import { dotted } from './names.ts';

/** Everybody and everything of the directory that somebody may look for, as lines with their words. */

export const contactGroups = [
  'roles',
  'on_call',
  'contacts',
  'teams',
  'bodies',
  'access',
  'readiness',
] as const;
export type ContactGroup = (typeof contactGroups)[number];

export interface ContactEntry {
  group: ContactGroup;
  /** What it is called: key, name and aliases. */
  names: string[];
  /** What it is about. */
  about: string;
  line: Mrkdwn;
}

export interface Asked {
  policy: Policy;
  /** The incident it is asked in; null outside one: then nobody holds a role. */
  incident: Incident | null;
  now: Date;
}

/** All of it, in the order in which somebody in a hurry looks. */
export function contactEntries(asked: Asked): ContactEntry[] {
  return [
    ...roleEntries(asked),
    ...onCallEntries(asked),
    ...contactsOf(asked),
    ...teamEntries(asked),
    ...bodyEntries(asked),
    ...accessEntries(asked),
    ...readinessEntries(asked),
  ];
}

function roleEntries({ policy, incident }: Asked): ContactEntry[] {
  if (!incident) return [];
  return policy.roles.map(({ key, name, aliases }) => {
    const holders = actingHolders(incident, key, policy);
    const details = holders.length > 0 ? mentions(holders) : say(policy, 'contact.role_nobody');
    const isCommander = key === commanderRole(policy);
    return {
      group: 'roles',
      names: [key, name, ...aliases, ...(isCommander ? ['commander'] : [])],
      about: '',
      line: say(policy, 'contact.line', { name: oneLine(name), details }),
    };
  });
}

function onCallEntries({ policy }: Asked): ContactEntry[] {
  return policy.on_call.map((schedule) => {
    const { key, name, covers, contact, backup } = schedule;
    const people = everybodyOf(schedule);
    const reached = policy.directory.contacts.find((each) => each.key === contact);
    const behind = policy.on_call.find((each) => each.key === backup);
    const details = dotted([
      people.length > 0 ? whoText(policy, people) : null,
      covers ? oneLine(covers) : null,
      reached ? contactLine(policy, reached) : null,
      behind ? say(policy, 'contact.backup', { backup: oneLine(behind.name) }) : null,
    ]);
    return {
      group: 'on_call',
      names: [key, name],
      about: `${covers ?? ''} on call`,
      line: say(policy, 'contact.line', { name: oneLine(name), details }),
    };
  });
}

function contactsOf({ policy }: Asked): ContactEntry[] {
  return policy.directory.contacts.map((contact) => ({
    group: 'contacts',
    names: [contact.key, contact.name, ...contact.aliases],
    about: [contact.for, contact.method, contact.person, contact.email].join(' '),
    line: contactLine(policy, contact),
  }));
}

function teamEntries({ policy }: Asked): ContactEntry[] {
  return policy.directory.teams.map(
    ({ key, name, aliases, does, members, channel, reached_by }) => ({
      group: 'teams',
      names: [key, name, ...aliases],
      about: does ?? '',
      line: say(policy, 'contact.line', {
        name: oneLine(name),
        details: dotted([
          does ? oneLine(does) : null,
          members.length > 0 ? whoText(policy, members) : null,
          channel ? say(policy, 'contact.channel', { channel: literal(channel) }) : null,
          ...reached_by.map((each) => oneLine(each)),
        ]),
      }),
    }),
  );
}

function bodyEntries({ policy }: Asked): ContactEntry[] {
  const { bodies } = policy.directory;
  return bodies.map(({ key, name, under, does, members }) => {
    const over = bodies.find((each) => each.key === under);
    return {
      group: 'bodies',
      names: [key, name],
      about: does ?? '',
      line: say(policy, 'contact.line', {
        name: oneLine(name),
        details: dotted([
          does ? oneLine(does) : null,
          members.length > 0 ? whoText(policy, members) : null,
          over ? say(policy, 'contact.under', { body: oneLine(over.name) }) : null,
        ]),
      }),
    };
  });
}

function accessEntries({ policy }: Asked): ContactEntry[] {
  return policy.directory.access.map(({ key, name, where, needed_by }) => {
    const who = needed_by.map((each) => neededBy(policy, each)).join(', ');
    return {
      group: 'access',
      names: [key, name],
      about: `${where ?? ''} access`,
      line: say(policy, 'contact.line', {
        name: oneLine(name),
        details: dotted([
          where ? oneLine(where) : null,
          who ? say(policy, 'contact.needed_by', { who }) : null,
        ]),
      }),
    };
  });
}

function neededBy(policy: Policy, key: string): string {
  const team = policy.directory.teams.find((each) => each.key === key);
  return team?.name ?? roleName(policy, key);
}

function readinessEntries({ policy, now }: Asked): ContactEntry[] {
  const today = now.toISOString().slice(0, 10);
  return policy.directory.readiness.map(({ key, name, link, last_tested, next_test, owner }) => ({
    group: 'readiness',
    names: [key, name],
    about: `${owner ?? ''} readiness test`,
    line: say(policy, 'contact.line', {
      name: link ? linkTo(link, oneLine(name)) : oneLine(name),
      details: dotted([
        last_tested ? say(policy, 'contact.tested', { day: last_tested }) : null,
        next_test
          ? say(policy, next_test < today ? 'contact.overdue' : 'contact.next_test', {
              day: next_test,
            })
          : null,
        owner ? say(policy, 'contact.owner', { owner: oneLine(owner) }) : null,
      ]),
    }),
  }));
}
