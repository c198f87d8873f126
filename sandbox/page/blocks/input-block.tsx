import { useId } from 'react';
import { type Json, jsonAt, textAt } from '../json.ts';
import { Field } from './field.tsx';
import { useStanding } from './select-menu.tsx';
import { useSurface } from './surface.ts';
import { TextObject } from './text-object.tsx';

/** A labelled input with its hint, and what is wrong with it. */
export function InputBlock({ block }: { block: Json }) {
  const surface = useSurface();
  const helpId = useId();
  const element = jsonAt(block, 'element') ?? {};
  const blockId = textAt(block, 'block_id');
  const value = useStanding(blockId, element);
  const error = surface.errors[blockId];
  const label = textAt(jsonAt(block, 'label'), 'text');
  const hint = jsonAt(block, 'hint');
  const optional = block['optional'] === true;
  return (
    <div className={error === undefined ? 'input-block' : 'input-block faulty'}>
      <div className="label" aria-hidden="true">
        <TextObject text={jsonAt(block, 'label')} />
        {optional && <span className="optional"> (optional)</span>}
      </div>
      <Field
        blockId={blockId}
        element={element}
        label={label}
        value={value}
        describedBy={helpId}
        onEnter={(entered, settled) => surface.enter(block, element, entered, settled)}
      />
      <div id={helpId} className="help">
        {error !== undefined && (
          <p className="error" role="alert">
            ⚠ {error}
          </p>
        )}
        {hint !== null && (
          <p className="hint">
            <TextObject text={hint} />
          </p>
        )}
      </div>
    </div>
  );
}
