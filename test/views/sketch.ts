import type { Picture } from './gallery.ts';

/** A picture as people see it, line by line: `[Button]`, `(…)` for small print, `_____` for a field. */
export function sketch({ shows }: Picture): string {
  const view = shows as { title?: { text: string }; submit?: { text: string }; blocks: unknown[] };
  const lines = [
    ...(view.title ? [`= ${view.title.text} =`] : []),
    ...view.blocks.map((block) => sketchBlock(block as Part)),
    ...(view.submit ? [`[[${view.submit.text}]]`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

interface Part {
  type: string;
  action_id?: string;
  style?: string;
  optional?: boolean;
  multiline?: boolean;
  text?: Part | string;
  placeholder?: Part;
  label?: { text: string };
  element?: Part;
  accessory?: Part;
  elements?: Part[];
  options?: Part[];
  initial_option?: Part;
  initial_value?: string;
  value?: string;
}

function sketchBlock(block: Part): string {
  switch (block.type) {
    case 'header':
      return `# ${words(block)}`;
    case 'divider':
      return '---';
    case 'context':
      return (block.elements ?? []).map((each) => `(${words(each)})`).join(' ');
    case 'actions':
      return (block.elements ?? []).map(sketchElement).join(' ');
    case 'input':
      return `${block.label?.text}${block.optional ? '?' : ''} ${sketchElement(block.element)}`;
    default:
      return [words(block), ...(block.accessory ? [sketchElement(block.accessory)] : [])].join(
        '  ',
      );
  }
}

function sketchElement(element: Part | undefined): string {
  if (!element) return '';
  switch (element.type) {
    case 'button':
      return `[${words(element)}${element.style ? ` !${element.style}` : ''} ${element.action_id}]`;
    case 'overflow':
      return `[⋮ ${(element.options ?? []).map((each) => `${words(each)} ${each.value}`).join(' | ')}]`;
    case 'static_select':
      if (element.action_id !== 'value') {
        const taken = (element.options ?? []).map((each) => `${words(each)} ${each.value}`);
        return `[${words({ type: '', text: element.placeholder ?? '' })} ▾ ${taken.join(' | ')}]`;
      }
      return `<${(element.options ?? [])
        .map((each) =>
          each.value === element.initial_option?.value ? `*${words(each)}` : words(each),
        )
        .join(' | ')}>`;
    case 'checkboxes':
      return (element.options ?? []).map((each) => `☐ ${words(each)}`).join(' ');
    case 'users_select':
      return '<@…>';
    default:
      return `_____${element.multiline ? '¶' : ''}${element.initial_value ?? ''}`;
  }
}

/** Dates by their fallback: the rest of the token says the same in seconds. */
function words({ text }: Part): string {
  const said = typeof text === 'string' ? text : typeof text?.text === 'string' ? text.text : '';
  return said.replace(/<!date\^[^|>]*\|([^>]*)>/g, '{$1}');
}
