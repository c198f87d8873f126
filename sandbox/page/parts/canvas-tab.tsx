import { lexer, type Token, type Tokens } from 'marked';
import type { ReactNode } from 'react';
import type { CanvasShown } from '../../protocol-tabs.ts';

/** A canvas as people read it: drawn from its Markdown, of which nothing is taken for markup. */
export function CanvasTab({ canvas }: { canvas: CanvasShown }) {
  return (
    <article className="canvas" aria-label={canvas.title}>
      <h1>{canvas.title}</h1>
      {!canvas.can_write && <p className="canvas-note">Only to read</p>}
      {blocks(lexer(canvas.markdown))}
    </article>
  );
}

function blocks(tokens: readonly Token[]): ReactNode[] {
  return tokens.map((token, at) => <Block key={`${at} ${token.type}`} token={token} />);
}

function Block({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case 'space':
      return null;
    case 'heading': {
      const Tag = (['h2', 'h3', 'h4'] as const)[Math.min(token['depth'], 3) - 1] ?? 'h4';
      return <Tag>{inlines(token.tokens)}</Tag>;
    }
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      const lines = items.map((item, at) => (
        <li key={`${at} ${item.raw}`}>{blocks(item.tokens)}</li>
      ));
      return ordered ? <ol start={Number(start) || 1}>{lines}</ol> : <ul>{lines}</ul>;
    }
    case 'checkbox':
      return token['checked'] ? '☑ ' : '☐ ';
    case 'blockquote':
      return <blockquote>{blocks(token.tokens ?? [])}</blockquote>;
    case 'code':
      return <pre>{token['text']}</pre>;
    case 'hr':
      return <hr />;
    case 'table':
      return <Table table={token as Tokens.Table} />;
    case 'text':
      return inlines(token.tokens ?? [token]);
    default:
      return <p>{inlines('tokens' in token ? token.tokens : [])}</p>;
  }
}

function Table({ table }: { table: Tokens.Table }) {
  return (
    <table>
      <tbody>
        {[table.header, ...table.rows].map((row, at) => (
          <tr key={`${at} ${row.length}`}>
            {row.map((cell, column) => (
              <td key={`${column} ${cell.text}`}>{inlines(cell.tokens)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inlines(tokens: readonly Token[] | undefined): ReactNode[] {
  return (tokens ?? []).map((token, at) => <Inline key={`${at} ${token.raw}`} token={token} />);
}

function Inline({ token }: { token: Token }): ReactNode {
  const inner = 'tokens' in token ? inlines(token.tokens) : null;
  switch (token.type) {
    case 'strong':
      return <strong>{inner}</strong>;
    case 'em':
      return <em>{inner}</em>;
    case 'del':
      return <del>{inner}</del>;
    case 'codespan':
      return <code>{token['text']}</code>;
    case 'br':
      return <br />;
    case 'link':
      return /^(https?|mailto):/i.test(token['href']) ? <a href={token['href']}>{inner}</a> : inner;
    case 'escape':
      return token['text'];
    default:
      return inner?.length ? inner : 'text' in token ? token['text'] : token.raw;
  }
}
