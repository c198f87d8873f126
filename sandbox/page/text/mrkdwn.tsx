import { Fragment, type ReactNode } from 'react';
import { Broadcast, ChannelLink, Emoji, Group, Instant, Link, Person } from './mentions.tsx';
import { unescaped } from './typed-words.ts';

/** Slack's mrkdwn, escaped as Slack keeps it, as elements. Never as HTML. */
export function Mrkdwn({ text }: { text: string }) {
  return <>{fenced(text)}</>;
}

/** plain_text: emoji shortcodes only. */
export function Plain({ text, emoji = true }: { text: string; emoji?: boolean }) {
  if (!emoji) return <>{text}</>;
  return (
    <>{text.split(/(:[a-z0-9_+'-]+:)/).map((part, at) => (at % 2 ? shortcode(part, at) : part))}</>
  );
}

/** Fences first: nothing inside them means anything. */
function fenced(text: string): ReactNode[] {
  return text.split(/```\n?([\s\S]*?)\n?```\n?/).map((part, at) => {
    const key = `${at}`;
    if (at % 2 === 1) return <pre key={key}>{unescaped(stripped(part))}</pre>;
    return <Fragment key={key}>{quoted(part)}</Fragment>;
  });
}

/** Neighbouring lines that begin with `&gt;` are one quote. */
function quoted(text: string): ReactNode[] {
  const runs: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = line.startsWith('&gt;');
    const bare = quote ? line.replace(/^&gt; ?/, '') : line;
    const last = runs.at(-1);
    if (last !== undefined && last.quote === quote) last.lines.push(bare);
    else runs.push({ quote, lines: [bare] });
  }
  return runs.map(({ quote, lines }, at) => {
    const key = `${at}`;
    const words = inline(lines.join('\n'));
    return quote ? (
      <blockquote key={key}>{words}</blockquote>
    ) : (
      <Fragment key={key}>{words}</Fragment>
    );
  });
}

/** What may stand in a line, the first that fits wins. Marks must touch words on the inside. */
const inlinePattern =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*])\*(?![\s*])([^\n]*?[^\s*])\*(?![\w*])|(?<![\w_])_(?![\s_])([^\n]*?[^\s_])_(?![\w_])|(?<![\w~])~(?![\s~])([^\n]*?[^\s~])~(?![\w~])|:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/gi;

function inline(text: string): ReactNode[] {
  const nodes: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(inlinePattern)) {
    nodes.push(unescaped(text.slice(from, match.index)));
    nodes.push(<Fragment key={match.index}>{meaning(match)}</Fragment>);
    from = match.index + match[0].length;
  }
  nodes.push(unescaped(text.slice(from)));
  return nodes;
}

function meaning(match: RegExpMatchArray): ReactNode {
  const [whole, code, token, bold, italic, struck, emoji] = match;
  if (code !== undefined) return <code>{unescaped(stripped(code))}</code>;
  if (token !== undefined) return angle(token);
  if (bold !== undefined) return <strong>{inline(bold)}</strong>;
  if (italic !== undefined) return <em>{inline(italic)}</em>;
  if (struck !== undefined) return <s>{inline(struck)}</s>;
  if (emoji !== undefined) return <Emoji name={emoji.toLowerCase()} />;
  return whole;
}

/** What stands between angle brackets: mentions, dates, links. */
function angle(token: string): ReactNode {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(token.slice(bar + 1));
  if (target.startsWith('@')) return <Person id={target.slice(1)} />;
  if (target.startsWith('#')) return <ChannelLink id={target.slice(1)} label={label} />;
  if (target.startsWith('!subteam^')) return <Group id={target.slice(9)} label={label} />;
  if (target.startsWith('!date^')) return date(target, label ?? '');
  if (target.startsWith('!')) return <Broadcast range={target.slice(1).split('^')[0] ?? ''} />;
  const href = unescaped(target);
  return <Link href={href}>{label ?? href.replace(/^mailto:/, '')}</Link>;
}

/** `!date^seconds^format^link` */
function date(target: string, fallback: string): ReactNode {
  const [, seconds = '', format = '', link] = target.split('^');
  return (
    <Instant
      at={Number(seconds)}
      format={unescaped(format)}
      fallback={fallback}
      {...(link === undefined ? {} : { link: unescaped(link) })}
    />
  );
}

/** In code, links are shown as their words. */
function stripped(code: string): string {
  return code.replaceAll(
    /<([^<>|\n]+)(?:\|([^<>\n]+))?>/g,
    (_, target: string, label?: string) => label ?? target,
  );
}

function shortcode(part: string, at: number): ReactNode {
  return <Emoji key={`${at}`} name={part.slice(1, -1)} />;
}
