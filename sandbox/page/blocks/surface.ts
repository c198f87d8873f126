import { createContext, use } from 'react';
import type { ActResult, InputValue, OptionShown } from '../../protocol.ts';
import type { Json } from '../json.ts';

/** Where blocks stand, and what becomes of what is done with them. */
export interface Surface {
  /** What stands in an element, as Slack reports it; undefined: what it has at first. */
  standing: (blockId: string, actionId: string) => Json | undefined;
  /** A button, menu or picker outside of an input block was used. */
  dispatch: (blockId: string, actionId: string, value?: InputValue) => Promise<ActResult>;
  /** Something was put into an input block. `settled`: not in the middle of typing. */
  enter: (block: Json, element: Json, value: InputValue, settled: boolean) => void;
  /** What a person has put in since the server last heard of it. */
  draft: (blockId: string, actionId: string) => InputValue | undefined;
  /** Asks the app for the options of an external menu. */
  suggest: (blockId: string, actionId: string, query: string) => Promise<OptionShown[]>;
  /** Puts a file into the workspace and says its id. */
  upload: (file: File) => Promise<string | undefined>;
  /** What is wrong with an input, by block id. */
  errors: Readonly<Record<string, string>>;
}

export const SurfaceContext = createContext<Surface | null>(null);

/** The surface around an element. Throws outside of one: that is a bug. */
export function useSurface(): Surface {
  const surface = use(SurfaceContext);
  if (surface === null) throw new Error('This element stands on no surface.');
  return surface;
}
