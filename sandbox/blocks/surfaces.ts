import { chartBlocks } from './charts.ts';
import { layoutBlocks } from './layout.ts';
import { newerBlocks } from './newer-blocks.ts';
import type { ObjectShape } from './shape.ts';
import { tableBlocks } from './tables.ts';

export type Surface = 'message' | 'modal' | 'home';

export const allBlocks = { ...layoutBlocks, ...newerBlocks, ...tableBlocks, ...chartBlocks };

export type BlockType = keyof typeof allBlocks;

const everywhere: readonly Surface[] = ['message', 'modal', 'home'];

/** Where Slack documents each block to be available. */
export const surfacesOf: Readonly<Record<BlockType, readonly Surface[]>> = {
  actions: everywhere,
  alert: ['modal'],
  card: everywhere,
  carousel: ['message', 'home'],
  container: ['message'],
  context: everywhere,
  context_actions: ['message'],
  data_table: ['message', 'home'],
  data_visualization: ['message'],
  divider: everywhere,
  file: ['message'],
  header: everywhere,
  image: everywhere,
  input: everywhere,
  markdown: ['message'],
  plan: ['message'],
  rich_text: everywhere,
  section: everywhere,
  table: ['message', 'home'],
  task_card: ['message'],
  video: everywhere,
};

/** The blocks that may stand at the top of a surface. */
export function blocksFor(surface: Surface): Record<string, ObjectShape> {
  return Object.fromEntries(
    Object.entries(allBlocks).filter(([type]) => surfacesOf[type as BlockType].includes(surface)),
  );
}
