import type { ChannelShown } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { Mrkdwn } from '../text/mrkdwn.tsx';

/** The beginning of a channel; in the general one, what a newcomer can do here. */
export function Welcome({ channel }: { channel: ChannelShown }) {
  const { people } = usePage();
  if (channel.kind === 'im' || channel.kind === 'mpim')
    return (
      <div className="beginning">
        <h2>{channel.name}</h2>
        <p className="hint">This is the beginning of your conversation.</p>
      </div>
    );
  return (
    <div className="beginning">
      {channel.is_general && <FirstSteps />}
      <h2>
        {channel.kind === 'private' ? '🔒' : '#'} {channel.name}
      </h2>
      <p className="hint">
        {people.get(channel.creator)?.real_name ?? 'Somebody'} made this channel.{' '}
        <Mrkdwn text={channel.purpose} />
      </p>
    </div>
  );
}

function FirstSteps() {
  const { view } = usePage();
  const [first] = view.commands;
  return (
    <section className="first-steps" aria-label="First steps">
      <h2>Welcome to the local Slack</h2>
      <p>
        Nothing leaves this machine. You are <strong>{view.user.real_name}</strong>,{' '}
        {view.user.title.toLowerCase()}.
      </p>
      <ol>
        {first !== undefined && (
          <li>
            Type <kbd>{first.command}</kbd> in the box below and press Enter.{' '}
            <span className="hint">{first.description}.</span>
          </li>
        )}
        <li>Be somebody else at the top right, and see what they see.</li>
        <li>Press the clock at the top to move the time: reminders come when they are due.</li>
        <li>
          <strong>⇄ Traffic</strong> shows every request between Slack and the app.
        </li>
      </ol>
    </section>
  );
}
