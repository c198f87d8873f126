import type { Directory } from '../../policy/language/roles.ts';
import type { Policy } from '../../policy/schema.ts';
import { linkTo, literal, Mrkdwn, mention, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { dotted, phoneLink } from './names.ts';

type Contact = Directory['contacts'][number];

/** One contact on a line: what it is for, how it is reached first and then, and when it answers. */
export function contactLine(policy: Policy, contact: Contact): Mrkdwn {
  const { name, person, method, phone, backup, email, link, hours } = contact;
  return say(policy, 'contact.line', {
    name: oneLine(name),
    details: dotted([
      contact.for ? oneLine(contact.for) : null,
      person ? personRef(person) : null,
      method ? oneLine(method) : null,
      phone ? phoneLink(phone) : null,
      email ? mailLink(email) : null,
      link ? linkTo(link, literal(link.replace(/^https?:\/\//, ''))) : null,
      backup ? say(policy, 'contact.backup', { backup: withPhones(backup) }) : null,
      hours ? say(policy, 'contact.hours', { hours: oneLine(hours) }) : null,
    ]),
  });
}

/** A member of the workspace, or the address by which one is known. */
export function personRef(ref: string): Mrkdwn {
  return /^[UW][A-Z0-9]{2,}$/.test(ref) ? mention(ref) : oneLine(ref);
}

function mailLink(address: string): Mrkdwn {
  const plain = oneLine(address).text;
  return new Mrkdwn(`<mailto:${plain}|${plain}>`);
}

/** A text in which what looks like a telephone number can be tapped. */
function withPhones(text: string): Mrkdwn {
  const pieces = oneLine(text).text.split(/(\+?\d[\d ()/.-]{6,}\d)/);
  return new Mrkdwn(
    pieces.map((piece, index) => (index % 2 === 1 ? phoneLink(piece).text : piece)).join(''),
  );
}
