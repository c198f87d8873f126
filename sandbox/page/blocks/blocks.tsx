import { lazy, type ReactNode, Suspense, useState } from 'react';
import { type Json, jsonAt, listAt, textAt } from '../json.ts';
import { RichText } from '../text/rich-text.tsx';
import { Element } from './element.tsx';
import { InputBlock } from './input-block.tsx';
import { TextObject } from './text-object.tsx';

/** Tables, charts, plans and the like: a library draws them, loaded when the first one comes. */
const Drawn = lazy(async () => ({ default: (await import('./drawn-block.tsx')).DrawnBlock }));

/** Blocks in order. */
export function Blocks({ blocks }: { blocks: readonly Json[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <Block key={textAt(block, 'block_id') || `${index}`} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: Json }): ReactNode {
  switch (block['type']) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return (
        <h3 className="header-block">
          <TextObject text={jsonAt(block, 'text')} />
        </h3>
      );
    case 'divider':
      return <hr />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
    case 'context_actions':
      return <Actions block={block} />;
    case 'input':
      return <InputBlock block={block} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'image':
      return <Picture block={block} />;
    case 'alert':
      return <Alert block={block} />;
    case 'container':
      return <Container block={block} />;
    case 'card':
      return <Card block={block} />;
    case 'carousel':
      return (
        <div className="carousel">
          {listAt(block, 'elements').map((card, index) => (
            <Card key={textAt(card, 'block_id') || `${index}`} block={card} />
          ))}
        </div>
      );
    default:
      return (
        <Suspense fallback={<p className="hint">…</p>}>
          <Drawn block={block} />
        </Suspense>
      );
  }
}

function Section({ block }: { block: Json }) {
  const accessory = jsonAt(block, 'accessory');
  const fields = listAt(block, 'fields');
  return (
    <div className="section-block">
      <div className="section-words">
        {jsonAt(block, 'text') !== null && (
          <div className="words">
            <TextObject text={jsonAt(block, 'text')} />
          </div>
        )}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, index) => (
              <div key={`${index}`} className="words">
                <TextObject text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory !== null && (
        <div className="accessory">
          <Element blockId={textAt(block, 'block_id')} element={accessory} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { block: Json }) {
  return (
    <div className="context-block">
      {listAt(block, 'elements').map((element, index) =>
        element['type'] === 'image' ? (
          <img
            key={`${index}`}
            src={textAt(element, 'image_url')}
            alt={textAt(element, 'alt_text')}
          />
        ) : (
          <span key={`${index}`} className="words">
            <TextObject text={element} />
          </span>
        ),
      )}
    </div>
  );
}

function Actions({ block }: { block: Json }) {
  const blockId = textAt(block, 'block_id');
  return (
    <div className="actions-block">
      {listAt(block, 'elements').map((element, index) => (
        <Element
          key={textAt(element, 'action_id') || `${index}`}
          blockId={blockId}
          element={element}
        />
      ))}
    </div>
  );
}

function Picture({ block }: { block: Json }) {
  const title = jsonAt(block, 'title');
  return (
    <figure>
      {title !== null && (
        <figcaption>
          <TextObject text={title} />
        </figcaption>
      )}
      <img src={textAt(block, 'image_url')} alt={textAt(block, 'alt_text')} />
    </figure>
  );
}

const alertMarks: Readonly<Record<string, string>> = {
  info: 'ℹ',
  warning: '⚠',
  error: '⛔',
  success: '✓',
};

function Alert({ block }: { block: Json }) {
  const level = textAt(block, 'level') || 'default';
  return (
    <div className={`alert alert-${level}`} role="note">
      <span aria-hidden="true">{alertMarks[level] ?? '•'}</span>
      <span>
        <TextObject text={jsonAt(block, 'text')} />
      </span>
    </div>
  );
}

function Container({ block }: { block: Json }) {
  const folds = block['is_collapsible'] === true;
  const [open, setOpen] = useState(block['default_collapsed'] !== true);
  const rich = jsonAt(block, 'rich_title') ?? jsonAt(block, 'rich_text_title');
  const title =
    rich === null ? <TextObject text={jsonAt(block, 'title')} /> : <RichText block={rich} />;
  return (
    <section className="container-block">
      {folds ? (
        <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> {title}
        </button>
      ) : (
        <div className="container-title">{title}</div>
      )}
      {jsonAt(block, 'subtitle') !== null && (
        <div className="hint">
          <TextObject text={jsonAt(block, 'subtitle')} />
        </div>
      )}
      {(open || !folds) && <Blocks blocks={listAt(block, 'child_blocks')} />}
    </section>
  );
}

function Card({ block }: { block: Json }) {
  const hero = jsonAt(block, 'hero_image');
  const blockId = textAt(block, 'block_id');
  const words = (key: string, className: string): ReactNode =>
    jsonAt(block, key) === null ? null : (
      <div className={className}>
        <TextObject text={jsonAt(block, key)} />
      </div>
    );
  return (
    <article className="card-block">
      {hero !== null && <img src={textAt(hero, 'image_url')} alt={textAt(hero, 'alt_text')} />}
      {words('title', 'card-title')}
      {words('subtitle', 'hint')}
      {words('body', 'words')}
      <div className="actions-block">
        {listAt(block, 'actions').map((element) => (
          <Element key={textAt(element, 'action_id')} blockId={blockId} element={element} />
        ))}
      </div>
    </article>
  );
}
