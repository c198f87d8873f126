import { type FormEvent, useState } from 'react';
import type { ChannelShown } from '../../protocol.ts';
import { Picker } from '../blocks/picker.tsx';
import { usePage } from '../state/page-context.ts';
import { unescaped } from '../text/typed-words.ts';
import { Avatar } from './avatar.tsx';
import { Dialog } from './dialog.tsx';
import { Message } from './message.tsx';

type Tab = 'about' | 'members' | 'pins';
const tabs: readonly (readonly [Tab, string])[] = [
  ['about', 'About'],
  ['members', 'Members'],
  ['pins', 'Pinned'],
];

/** A channel's topic, members and pins. */
export function ChannelDetails(props: { channel: ChannelShown; tab: Tab; onClose: () => void }) {
  const { channel } = props;
  const [tab, setTab] = useState(props.tab);
  return (
    <Dialog title={channel.name} onClose={props.onClose}>
      <div className="tabs" role="tablist">
        {tabs.map(([key, label]) => (
          <button
            key={key}
            type="button"
            role="tab"
            aria-selected={tab === key}
            onClick={() => setTab(key)}
          >
            {label}
          </button>
        ))}
      </div>
      {tab === 'about' && <About channel={channel} />}
      {tab === 'members' && <Members channel={channel} />}
      {tab === 'pins' && (
        <div className="pin-list">
          {channel.pins.length === 0 && <p className="hint">Nothing is pinned here.</p>}
          {channel.pins.map((message) => (
            <Message key={message.ts} message={message} onOpen={props.onClose} />
          ))}
        </div>
      )}
    </Dialog>
  );
}

function About({ channel }: { channel: ChannelShown }) {
  const { act, people } = usePage();
  const [topic, setTopic] = useState(unescaped(channel.topic));
  const [purpose, setPurpose] = useState(unescaped(channel.purpose));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (topic !== unescaped(channel.topic))
      await act({ type: 'set_topic', channel: channel.id, text: topic });
    if (purpose !== unescaped(channel.purpose))
      await act({ type: 'set_purpose', channel: channel.id, text: purpose });
  };
  return (
    <form className="about" onSubmit={(event) => void submit(event)}>
      <label>
        Topic
        <input value={topic} onChange={(event) => setTopic(event.target.value)} />
      </label>
      <label>
        Description
        <input value={purpose} onChange={(event) => setPurpose(event.target.value)} />
      </label>
      <p className="hint">
        Made by {people.get(channel.creator)?.real_name ?? channel.creator} · {channel.id}
      </p>
      <button type="submit" className="button">
        Save
      </button>
    </form>
  );
}

function Members({ channel }: { channel: ChannelShown }) {
  const { view, people, act } = usePage();
  const others = view.users.filter(
    (user) => !channel.members.includes(user.id) && !user.deleted && user.id !== 'USLACKBOT',
  );
  return (
    <div className="members">
      {!channel.archived && channel.is_member && (
        <Picker
          label="Add somebody"
          placeholder="Add somebody"
          multiple={false}
          values={[]}
          choices={others.map((user) => ({
            value: user.id,
            label: user.real_name,
            description: user.title,
          }))}
          onPick={(users) => void act({ type: 'invite', channel: channel.id, users })}
        />
      )}
      <ul className="channel-list">
        {channel.members.map((id) => {
          const user = people.get(id);
          return (
            <li key={id}>
              <span className="person-line">
                <Avatar user={id} name={user?.real_name ?? id} small />
                <span>
                  {user?.real_name ?? id} {user?.is_bot && <span className="badge">APP</span>}{' '}
                  <small>{user?.title}</small>
                </span>
              </span>
              {id !== view.user.id && channel.is_member && !channel.archived && (
                <button
                  type="button"
                  className="button button-small"
                  onClick={() => void act({ type: 'kick', channel: channel.id, users: [id] })}
                >
                  Remove
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
