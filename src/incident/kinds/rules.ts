import type { Rules } from '../decision.ts';
import type { KindsCommand } from './types.ts';

export const kindsRules: Rules<KindsCommand> = {};
