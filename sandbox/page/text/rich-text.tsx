import type { ReactNode } from 'react';
import { type Json, jsonAt, listAt, numberAt, textAt } from '../json.ts';
import { Broadcast, ChannelLink, Emoji, Group, Instant, Link, Person } from './mentions.tsx';

/** A rich_text block. Its texts are not escaped. */
export function RichText({ block }: { block: Json }) {
  return <div className="rich-text">{listAt(block, 'elements').map(part)}</div>;
}

function part(element: Json, index: number): ReactNode {
  const key = `${index}`;
  switch (element['type']) {
    case 'rich_text_section':
      return <div key={key}>{words(element)}</div>;
    case 'rich_text_preformatted':
      return <pre key={key}>{words(element)}</pre>;
    case 'rich_text_quote':
      return <blockquote key={key}>{words(element)}</blockquote>;
    case 'rich_text_list':
      return <List key={key} list={element} />;
    default:
      return null;
  }
}

function List({ list }: { list: Json }) {
  const indent = numberAt(list, 'indent') ?? 0;
  const items = listAt(list, 'elements').map((item, index) => (
    <li key={`${index}`}>{words(item)}</li>
  ));
  const className = `indent-${Math.min(indent, 8)}`;
  if (textAt(list, 'style') !== 'ordered') return <ul className={className}>{items}</ul>;
  return (
    <ol className={className} start={(numberAt(list, 'offset') ?? 0) + 1}>
      {items}
    </ol>
  );
}

function words(section: Json): ReactNode[] {
  return listAt(section, 'elements').map((element, index) => {
    const style = jsonAt(element, 'style');
    return (
      <Styled key={`${index}`} style={style}>
        {word(element)}
      </Styled>
    );
  });
}

function word(element: Json): ReactNode {
  switch (element['type']) {
    case 'text':
      return textAt(element, 'text');
    case 'link':
      return (
        <Link href={textAt(element, 'url')}>
          {textAt(element, 'text') || textAt(element, 'url')}
        </Link>
      );
    case 'emoji':
      return <Emoji name={textAt(element, 'name')} />;
    case 'user':
      return <Person id={textAt(element, 'user_id')} />;
    case 'usergroup':
      return <Group id={textAt(element, 'usergroup_id')} />;
    case 'channel':
      return <ChannelLink id={textAt(element, 'channel_id')} />;
    case 'broadcast':
      return <Broadcast range={textAt(element, 'range')} />;
    case 'color':
      return <code>{textAt(element, 'value')}</code>;
    case 'date':
      return (
        <Instant
          at={numberAt(element, 'timestamp') ?? 0}
          format={textAt(element, 'format')}
          fallback={textAt(element, 'fallback')}
          link={textAt(element, 'url')}
        />
      );
    default:
      return null;
  }
}

function Styled({ style, children }: { style: Json | null; children: ReactNode }) {
  let node = children;
  if (style?.['code'] === true) node = <code>{node}</code>;
  if (style?.['strike'] === true) node = <s>{node}</s>;
  if (style?.['italic'] === true) node = <em>{node}</em>;
  if (style?.['bold'] === true) node = <strong>{node}</strong>;
  return <>{node}</>;
}
