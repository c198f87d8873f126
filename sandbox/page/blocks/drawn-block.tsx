import { type Block, Message } from 'slack-blocks-to-jsx';
import 'slack-blocks-to-jsx/dist/style.css';
import type { Json } from '../json.ts';
import { usePage } from '../state/page-context.ts';
import { Broadcast, ChannelLink, Group, Link, Person } from '../text/mentions.tsx';

/** The blocks that only show something: table, markdown, chart, plan, video and so on. */
export function DrawnBlock({ block }: { block: Json }) {
  const { view } = usePage();
  return (
    <div className="drawn">
      <Message
        withoutWrapper
        blocks={[block as unknown as Block]}
        name=""
        logo="data:,"
        data={{
          users: view.users.map((user) => ({ id: user.id, name: user.real_name, avatar: '' })),
          channels: view.channels.map(({ id, name }) => ({ id, name })),
          user_groups: view.user_groups.map(({ id, name, handle }) => ({ id, name, handle })),
        }}
        hooks={{
          user: ({ id }) => <Person id={id} />,
          channel: ({ id }) => <ChannelLink id={id} />,
          usergroup: ({ id }) => <Group id={id} />,
          atHere: () => <Broadcast range="here" />,
          atChannel: () => <Broadcast range="channel" />,
          atEveryone: () => <Broadcast range="everyone" />,
          link: ({ href, children }) => <Link href={href}>{children}</Link>,
        }}
      />
    </div>
  );
}
