import type { MemberSummary } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { timeOfDay } from '../state/times.ts';
import { Avatar } from './avatar.tsx';
import { Menu } from './menu.tsx';

/** Who one is here, and the way to be somebody else. */
export function PersonSwitcher() {
  const { view, go, place, now, act } = usePage();
  const { quiet_until: quiet } = view.user;
  const pause = (minutes: number, label: string) => ({
    key: `pause-${minutes}`,
    group: 'Your notifications',
    label,
    run: () => void act({ type: 'set_notifications', pause: minutes }),
  });
  const own = [
    pause(60, 'Pause for 1 hour'),
    pause(480, 'Pause for 8 hours'),
    {
      key: 'resume',
      group: 'Your notifications',
      label: 'Resume',
      disabled: quiet === null,
      run: () => void act({ type: 'set_notifications', pause: null }),
    },
  ];
  const people = view.users.filter((user) => !user.is_bot && user.id !== 'USLACKBOT');
  const items = people.map((user) => ({
    key: user.id,
    group: 'See the workspace as',
    label: (
      <span className="person-line">
        <Avatar user={user.id} name={user.real_name} small />
        <span>
          {user.real_name} <Marks user={user} /> {user.id === view.user.id && '✓'}
        </span>
      </span>
    ),
    detail: `${user.title} · ${timeOfDay(now(), user.tz)} there`,
    // The same place, as that person sees it.
    run: () => go({ user: user.key, ...(place.channel ? { channel: place.channel } : {}) }),
  }));
  return (
    <Menu
      label={`You are ${view.user.real_name}. Be somebody else`}
      className="top-button person"
      button={
        <>
          <Avatar user={view.user.id} name={view.user.real_name} small />
          <span className="not-phone">{view.user.real_name}</span>
          <span aria-hidden="true">▾</span>
        </>
      }
      items={[...items, ...own]}
    />
  );
}

/** That somebody has notifications off, and until when by their own clock. */
export function Quiet({ user }: { user: MemberSummary }) {
  if (user.quiet_until === null) return null;
  const until = `Notifications off until ${timeOfDay(user.quiet_until, user.tz)} there`;
  return (
    <span className="badge" role="img" title={until} aria-label={until}>
      zZ
    </span>
  );
}

function Marks({ user }: { user: MemberSummary }) {
  return (
    <>
      {(user.is_restricted || user.is_ultra_restricted) && <span className="badge">guest</span>}
      {user.deleted && <span className="badge">deactivated</span>}
      <Quiet user={user} />
      {user.is_admin && <span className="badge">admin</span>}
    </>
  );
}
