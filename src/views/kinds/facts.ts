import type { KindsFact } from '../../incident/kinds/types.ts';
import type { FactViews } from '../facts.ts';

export const kindsFacts: FactViews<KindsFact> = {};
