import type { Declare } from '../../incident/types.ts';
import type { Submitted } from '../modals.ts';

/** What the fields of `views/links/record-fields.ts` say of an incident that is recorded after it began. */
export function recorded({ userId: by, filled }: Submitted) {
  return {
    type: 'declare',
    by,
    title: filled.text('title').replace(/\s+/g, ' '),
    severity: filled.choice('severity') || null,
    kind: filled.choice('kind') || null,
    isDrill: false,
    origin: null,
  } satisfies Partial<Declare>;
}
