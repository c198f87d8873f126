import { type FormEvent, useState } from 'react';
import { usePage } from '../state/page-context.ts';
import { typedWords } from '../text/typed-words.ts';
import { Dialog } from './dialog.tsx';

/** All channels one can see, to join or to look at, and a form for a new one. */
export function ChannelBrowser(props: {
  create: boolean;
  onClose: () => void;
  onGo: (channel: string) => void;
}) {
  const [creating, setCreating] = useState(props.create);
  return (
    <Dialog
      title={creating ? 'Create a channel' : 'Browse channels'}
      onClose={props.onClose}
      footer={
        <button type="button" className="button" onClick={() => setCreating(!creating)}>
          {creating ? 'Browse channels' : 'Create a channel'}
        </button>
      }
    >
      {creating ? <NewChannel onGo={props.onGo} /> : <ChannelList onGo={props.onGo} />}
    </Dialog>
  );
}

function ChannelList({ onGo }: { onGo: (channel: string) => void }) {
  const page = usePage();
  const { view, act } = page;
  const [query, setQuery] = useState('');
  const rooms = view.channels
    .filter((each) => each.kind === 'public' || each.kind === 'private')
    .filter((each) => `${each.name} ${each.topic} ${each.purpose}`.includes(query.toLowerCase()));
  return (
    <>
      <input
        type="search"
        aria-label="Search channels"
        placeholder="Search channels"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className="channel-list">
        {rooms.map((room) => (
          <li key={room.id}>
            <button type="button" className="plain-line" onClick={() => onGo(room.id)}>
              <strong>
                {room.kind === 'private' ? '🔒' : '#'} {room.name}
              </strong>
              <small>
                {room.is_member && '✓ Joined · '}
                {room.archived && 'Archived · '}
                {room.member_count} {room.member_count === 1 ? 'member' : 'members'}
                {room.purpose && ` · ${typedWords(room.purpose, page)}`}
              </small>
            </button>
            {!room.archived && (
              <button
                type="button"
                className="button button-small"
                onClick={() =>
                  void act({
                    type: room.is_member ? 'leave_channel' : 'join_channel',
                    channel: room.id,
                  })
                }
              >
                {room.is_member ? 'Leave' : 'Join'}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function NewChannel({ onGo }: { onGo: (channel: string) => void }) {
  const { act } = usePage();
  const [name, setName] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await act({ type: 'create_channel', name, is_private: isPrivate }, true);
    if (result.ok && result.channel !== undefined) onGo(result.channel);
    else setError(result.message);
  };
  return (
    <form className="new-channel" onSubmit={(event) => void submit(event)}>
      <label>
        Name
        <input
          value={name}
          placeholder="e.g. plan-budget"
          onChange={(event) => setName(event.target.value.toLowerCase().replaceAll(' ', '-'))}
        />
      </label>
      {error !== undefined && (
        <p className="error" role="alert">
          ⚠ {error}
        </p>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={isPrivate}
          onChange={(event) => setPrivate(event.target.checked)}
        />
        Private: only who is invited sees it
      </label>
      <button type="submit" className="button button-primary" disabled={name === ''}>
        Create
      </button>
    </form>
  );
}
