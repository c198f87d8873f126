import { addMember, createChannel, setPurpose } from './server/channels.ts';
import type { User } from './server/model.ts';
import { createGroup } from './server/people.ts';
import type { Workspace } from './server/workspace.ts';

interface Role {
  key: string;
  real_name: string;
  title: string;
  tz: string;
  admin?: boolean;
  /** A guest of one channel. */
  guest?: boolean;
  deactivated?: boolean;
}

/** Who is who. Tests name them by key; the page shows the name and what they do. */
const roles: readonly Role[] = [
  { key: 'reporter', real_name: 'Rita Reporter', title: 'Support engineer', tz: 'Europe/Berlin' },
  {
    key: 'commander',
    real_name: 'Cleo Commander',
    title: 'Staff engineer',
    tz: 'America/New_York',
  },
  { key: 'scribe', real_name: 'Sasha Scribe', title: 'Technical writer', tz: 'Europe/London' },
  { key: 'liaison', real_name: 'Lin Liaison', title: 'Customer success', tz: 'Asia/Singapore' },
  {
    key: 'engineer',
    real_name: 'Enzo Engineer',
    title: 'Backend engineer',
    tz: 'America/Sao_Paulo',
  },
  { key: 'dba', real_name: 'Dita Database', title: 'Database administrator', tz: 'Asia/Kolkata' },
  { key: 'oncall', real_name: 'Omar Oncall', title: 'Site reliability', tz: 'Australia/Sydney' },
  {
    key: 'manager',
    real_name: 'Mona Manager',
    title: 'Head of engineering',
    tz: 'America/Los_Angeles',
    admin: true,
  },
  { key: 'observer', real_name: 'Otis Observer', title: 'Product manager', tz: 'Africa/Nairobi' },
  { key: 'newcomer', real_name: 'Nia Newcomer', title: 'New this week', tz: 'Pacific/Auckland' },
  {
    key: 'guest',
    real_name: 'Gus Guest',
    title: 'Contractor, one channel only',
    tz: 'Europe/Paris',
    guest: true,
  },
  {
    key: 'former',
    real_name: 'Faye Former',
    title: 'Left the company',
    tz: 'Europe/Madrid',
    deactivated: true,
  },
];

/** Channels that exist from the start: who is in them, and what they are for. */
const places = [
  { name: 'general', purpose: 'Company-wide announcements', members: 'all' },
  { name: 'incidents', purpose: 'Every incident is announced here', members: 'all' },
  { name: 'ops', purpose: 'Deploys, alerts, the daily business', members: 'ops' },
  { name: 'support', purpose: 'What customers report', members: 'support' },
  { name: 'partners', purpose: 'Work with contractors', members: 'guest' },
  { name: 'leadership', purpose: 'Private', members: 'leads', secret: true },
] as const;

const circles: Record<string, readonly string[]> = {
  ops: ['commander', 'engineer', 'dba', 'oncall', 'scribe', 'newcomer'],
  support: ['reporter', 'liaison', 'observer', 'scribe'],
  guest: ['manager', 'engineer', 'guest'],
  leads: ['manager', 'commander'],
};

/** Fills an empty workspace with its people, channels and user groups. */
export function castWorkspace(workspace: Workspace): void {
  workspace.users.set('USLACKBOT', slackbot(workspace));
  for (const [index, role] of roles.entries()) {
    const user = member(workspace, role, index);
    workspace.users.set(user.id, user);
  }
  const manager = idOf('manager');
  for (const place of places) {
    const secret = 'secret' in place;
    const channel = createChannel(workspace, {
      name: place.name,
      kind: secret ? 'private' : 'public',
      creator: manager,
      is_general: place.name === 'general',
    });
    setPurpose(workspace, channel, place.purpose, manager);
    for (const key of circles[place.members] ?? everybody())
      addMember(workspace, channel, idOf(key));
    // These people have been here for long: what Slack said when they joined is out of sight.
    channel.messages.clear();
    channel.lastRead.clear();
  }
  const group = (handle: string, name: string, keys: readonly string[]): void => {
    createGroup(workspace, { handle, name, users: keys.map(idOf), creator: manager });
  };
  group('sre', 'Site reliability', ['oncall', 'dba', 'engineer']);
  group('support', 'Support', ['reporter', 'liaison']);
}

/** The id of a member of the cast: `reporter` is U0REPORTER. */
export function idOf(key: string): string {
  return `U0${key.toUpperCase()}`;
}

function everybody(): string[] {
  return roles.filter((role) => !role.guest && !role.deactivated).map((role) => role.key);
}

const colors = ['9f69e7', '4bbe2e', 'e7392d', '3c989f', '674b1b', 'e96699', 'e0a729', '684b6c'];

function member(workspace: Workspace, role: Role, index: number): User {
  const [first = role.key] = role.real_name.split(' ');
  const name = first.toLowerCase();
  return {
    id: idOf(role.key),
    key: role.key,
    name,
    real_name: role.real_name,
    tz: role.tz,
    ...zoneOf(role.tz, workspace.clock.now()),
    color: colors[index % colors.length] ?? '9f69e7',
    is_admin: role.admin === true,
    is_owner: role.admin === true,
    is_primary_owner: role.admin === true,
    is_restricted: role.guest === true,
    is_ultra_restricted: role.guest === true,
    is_stranger: false,
    deleted: role.deactivated === true,
    is_bot: false,
    profile: {
      real_name: role.real_name,
      display_name: name,
      email: `${name}@example.com`,
      title: role.title,
      phone: '',
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
    },
    updated: workspace.clock.seconds(),
  };
}

function slackbot(workspace: Workspace): User {
  const role = { key: 'slackbot', real_name: 'Slackbot', title: '', tz: 'America/Los_Angeles' };
  const made = member(workspace, role, 0);
  return { ...made, id: 'USLACKBOT', profile: { ...made.profile, email: '' }, is_bot: false };
}

/** A zone's name and its seconds east of UTC at an instant. */
function zoneOf(tz: string, at: number): { tz_label: string; tz_offset: number } {
  const part = (style: 'long' | 'longOffset'): string =>
    new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: style })
      .formatToParts(at)
      .find((each) => each.type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] =
    /GMT([+-])(\d{2}):(\d{2})/.exec(part('longOffset')) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return { tz_label: part('long'), tz_offset: sign === '-' ? -seconds : seconds };
}
