import limits from '../data/limits.json' with { type: 'json' };
import { list, string, upTo } from './composition.ts';
import { broken, type Fault, repeated } from './fault.ts';
import { block } from './layout.ts';
import { isObject, type ObjectShape, objectsIn, type Rule } from './shape.ts';

const facts = limits.data_visualization;

const segment: ObjectShape = {
  is: 'object',
  keys: {
    label: upTo(facts.segment.label.max_length),
    value: { is: 'number', above: facts.segment.value.exclusive_min },
  },
};

const series: ObjectShape = {
  is: 'object',
  keys: {
    name: upTo(facts.series_name.max_length),
    data: list(
      {
        is: 'object',
        keys: { label: upTo(facts.point_label.max_length), value: { is: 'number' } },
      },
      facts.data,
    ),
  },
};

const axes: ObjectShape = {
  is: 'object',
  keys: {
    categories: list(upTo(facts.category_label.max_length), facts.categories),
    'x_label?': upTo(facts.axis_label.max_length),
    'y_label?': upTo(facts.axis_label.max_length),
  },
};

const namesDiffer: Rule = (value, at) => {
  const seen = new Set<string>();
  return objectsIn(value['series']).flatMap(({ value: one, index }): Fault[] => {
    const name = one['name'];
    if (typeof name !== 'string') return [];
    if (seen.has(name)) return [repeated(`${at}/series/${index}/name`, 'name', name)];
    seen.add(name);
    return [];
  });
};

/** Every point of a series belongs to a category, and every category has its point. */
const pointsMatchCategories: Rule = (value, at) => {
  const axis = value['axis_config'];
  const listed = isObject(axis) ? axis['categories'] : undefined;
  if (!Array.isArray(listed)) return [];
  const categories = listed.map(String);
  return objectsIn(value['series']).flatMap(({ value: one, index }): Fault[] => {
    const labels = objectsIn(one['data']).map((point) => String(point.value['label']));
    const same =
      labels.length === categories.length && categories.every((name) => labels.includes(name));
    if (same) return [];
    const place = `${at}/series/${index}/data`;
    return [
      broken(place, 'labels must match the categories', { type: 'enum', expected: categories }),
    ];
  });
};

const plotted: ObjectShape = {
  is: 'object',
  keys: { type: string, series: list(series, facts.series), axis_config: axes },
  rules: [namesDiffer, pointsMatchCategories],
};

export const chartBlocks = {
  data_visualization: block({
    title: upTo(facts.title.max_length),
    chart: {
      is: 'typed',
      of: {
        pie: { is: 'object', keys: { type: string, segments: list(segment, facts.segments) } },
        bar: plotted,
        area: plotted,
        line: plotted,
      },
    },
  }),
} satisfies Record<string, ObjectShape>;
