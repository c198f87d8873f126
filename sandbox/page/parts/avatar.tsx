import { usePage } from '../state/page-context.ts';
import { Emoji } from '../text/mentions.tsx';

/** A person's initials on their colour; an app's on the page's own. */
export function Avatar(props: {
  user: string;
  name: string;
  icon?: string | null;
  small?: boolean;
}) {
  const { people } = usePage();
  const person = people.get(props.user);
  const tint = person === undefined || person.is_bot ? 'app' : colorIndex(person.color);
  const className = `avatar tint-${tint} ${props.small ? 'avatar-small' : ''}`;
  return (
    <span className={className} aria-hidden="true">
      {props.icon ? <Emoji name={props.icon.replaceAll(':', '')} /> : initials(props.name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.charAt(0) ?? '?'}${words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : ''}`.toUpperCase();
}

/** One of eight tints: styles stand in the style sheet, not in the document. */
function colorIndex(color: string): number {
  return Number.parseInt(color.slice(0, 2), 16) % 8;
}
