import { blockCase, type LimitCases, times, words } from './limit-build.ts';

const cell = (length: number) => ({ type: 'raw_text', text: words(length) });
const table = (more: object) => ({ type: 'table', rows: [[cell(1)]], ...more });
const dataTable = (more: object) => ({
  type: 'data_table',
  caption: 'Roles',
  rows: [[cell(1)], [cell(1)]],
  ...more,
});
const labels = (n: number) => times(n, (index) => `label ${index}`);
const series = (name: string, names: string[]) => ({
  name,
  data: names.map((label) => ({ label, value: 1 })),
});
const plot = (n: number, names: string[], more: object = {}) => ({
  type: 'data_visualization',
  title: 'Incidents',
  chart: {
    type: 'line',
    series: times(n, (index) => series(`series ${index}`, names)),
    axis_config: { categories: names, ...more },
  },
});
const pie = (segments: object[]) => ({
  type: 'data_visualization',
  title: 'Incidents',
  chart: { type: 'pie', segments },
});

export const dataLimits: LimitCases = {
  'table.rows.min_items': blockCase((n) => table({ rows: times(n, () => [cell(1)]) }), '/rows'),
  'table.rows.max_items': blockCase((n) => table({ rows: times(n, () => [cell(1)]) }), '/rows'),
  'table.columns.min_items': blockCase(
    (n) => table({ rows: [times(n, () => cell(1))] }),
    '/rows/0',
  ),
  'table.columns.max_items': blockCase(
    (n) => table({ rows: [times(n, () => cell(1))] }),
    '/rows/0',
  ),
  'table.column_settings.max_items': blockCase(
    (n) => table({ column_settings: times(n, () => ({ align: 'center' })) }),
    '/column_settings',
  ),
  'data_table.rows.min_items': blockCase(
    (n) => dataTable({ rows: times(n, () => [cell(1)]) }),
    '/rows',
  ),
  'data_table.rows.max_items': blockCase(
    (n) => dataTable({ rows: times(n, () => [cell(1)]) }),
    '/rows',
  ),
  'data_table.columns.min_items': blockCase(
    (n) => dataTable({ rows: times(2, () => times(n, () => cell(1))) }),
    '/rows/0',
  ),
  'data_table.columns.max_items': blockCase(
    (n) => dataTable({ rows: times(2, () => times(n, () => cell(1))) }),
    '/rows/0',
  ),
  'data_table.page_size.min': blockCase((n) => dataTable({ page_size: n }), '/page_size'),
  'data_table.page_size.max': blockCase((n) => dataTable({ page_size: n }), '/page_size'),
  'data_table.cell_text.min_length': blockCase(
    (n) => dataTable({ rows: [[cell(1)], [cell(n)]] }),
    '/rows/1/0/text',
  ),
  'data_table.content.max_length': blockCase(
    (n) => dataTable({ rows: [[cell(1)], [cell(n - 1)]] }),
    '/rows',
  ),
  'data_visualization.title.max_length': blockCase(
    (n) => ({ ...plot(1, ['a']), title: words(n) }),
    '/title',
  ),
  'data_visualization.segments.min_items': blockCase(
    (n) => pie(times(n, (index) => ({ label: `${index}`, value: 1 }))),
    '/chart/segments',
  ),
  'data_visualization.segments.max_items': blockCase(
    (n) => pie(times(n, (index) => ({ label: `${index}`, value: 1 }))),
    '/chart/segments',
  ),
  'data_visualization.segment.label.max_length': blockCase(
    (n) => pie([{ label: words(n), value: 1 }]),
    '/chart/segments/0/label',
  ),
  'data_visualization.segment.value.exclusive_min': blockCase(
    (n) => pie([{ label: 'sev1', value: n }]),
    '/chart/segments/0/value',
  ),
  'data_visualization.series.min_items': blockCase((n) => plot(n, ['a']), '/chart/series'),
  'data_visualization.series.max_items': blockCase((n) => plot(n, ['a']), '/chart/series'),
  'data_visualization.series_name.max_length': blockCase(
    (n) => ({
      ...plot(1, []),
      chart: {
        type: 'area',
        series: [series(words(n), ['a'])],
        axis_config: { categories: ['a'] },
      },
    }),
    '/chart/series/0/name',
  ),
  'data_visualization.data.min_items': blockCase((n) => plot(1, labels(n)), '/chart/series/0/data'),
  'data_visualization.data.max_items': blockCase((n) => plot(1, labels(n)), '/chart/series/0/data'),
  'data_visualization.point_label.max_length': blockCase(
    (n) => plot(1, [words(n)]),
    '/chart/series/0/data/0/label',
  ),
  'data_visualization.categories.min_items': blockCase(
    (n) => plot(1, labels(n)),
    '/chart/axis_config/categories',
  ),
  'data_visualization.categories.max_items': blockCase(
    (n) => plot(1, labels(n)),
    '/chart/axis_config/categories',
  ),
  'data_visualization.category_label.max_length': blockCase(
    (n) => plot(1, [words(n)]),
    '/chart/axis_config/categories/0',
  ),
  'data_visualization.axis_label.max_length': blockCase(
    (n) => plot(1, ['a'], { y_label: words(n) }),
    '/chart/axis_config/y_label',
  ),
};
