/** Families of hostile texts: what one of them shows of a surface, its siblings may not. */

const wraps = [
  (it: string) => it,
  (it: string) => `a ${it} b`,
  (it: string) => `*${it}*`,
  (it: string) => `\`${it}\``,
  (it: string) => `>${it}`,
  (it: string) => `&lt;${it}&gt;`,
];

/** Slack's sequences, whole and in pieces, as they are and wrapped. */
const sequences = [
  ...['<!channel>', '<!here>', '<!everyone>', '<!subteam^S0SRE>', '<!subteam^S0SRE|@sre>'],
  ...['<@UADA>', '<@U0DBA|dba>', '<@W12345678>', '<#CROOM>', '<#CROOM|room>', '<#G123456>'],
  ...['<!date^0^{date}|soon>', '<!date^1^{time}^https://evil.example|x>', '<!bogus^x|y>'],
  ...['<https://evil.example|Declare>', '<http://evil.example/?a=1&b=2>', '<tel:110>'],
].flatMap((sequence) => wraps.map((wrap) => wrap(sequence)));

/** What only becomes one of them once something of it is taken away or undone. */
const twice = [
  '&amp;lt;!channel&amp;gt;',
  '&amp;amp;lt;!here&amp;amp;gt;',
  '&lt;@U0DBA&gt;',
  '&LT;!channel&GT;',
  '&lt!channel&gt',
  '&#0000060;!here>',
  '%3C!channel%3E',
  '\\u003c!here\\u003e',
  '\\x3c!here\\x3e',
  ...['\u0000', '\u0007', '\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u202e', '\n'].flatMap(
    (sign) => [
      `<${sign}!channel>`,
      `<!${sign}here>`,
      `<@${sign}U0DBA>`,
      `<${sign}https://e.example|x>`,
    ],
  ),
];

/** Gaps of sentences, of rooms' names, of templates and of other people's template languages. */
const gaps = [
  'title number who role text when policy severity status at by count name error reason room link id',
  'channel_id mention user me slug year month day key',
]
  .join(' ')
  .split(' ')
  .flatMap((gap) => [`{${gap}}`, `{{${gap}}}`])
  .concat([
    '$(process.env)',
    '<%- x %>',
    '#{1+1}',
    '{% x %}',
    '{title',
    'title}',
    '{}',
    '{{}}',
    '%(x)s',
  ]);

const keys = [
  'prototype',
  'valueOf',
  'isPrototypeOf',
  '__lookupGetter__',
  'then',
  'toJSON',
  'length',
].flatMap((key) => [key, `{${key}}`, `{"${key}":1}`, `__proto__.${key}`]);

/** Formulas of spreadsheets. */
const formulas = ['=', '+', '-', '@', '\t=', '|', '%'].flatMap((first) => [
  `${first}HYPERLINK("https://evil.example","x")`,
  `${first}cmd|'/C calc'!A0`,
]);

/** For regular expressions, shells, SQL, YAML, HTML and file systems. */
const languages = [
  ...[
    '(a+)+$',
    '[',
    '(',
    ')',
    '*',
    '+?',
    '\\',
    '^$',
    '.*',
    '[^]',
    '(?<x>',
    '\\1',
    '$&',
    '$1',
    "$'",
  ],
  ...[
    '; rm -rf /',
    '$(id)',
    '`id`',
    '&& id',
    '| id',
    '> /tmp/x',
    '\n id',
    '--help',
    '-rf',
    "' || 'x",
  ],
  ...["' or 1=1 --", "'); drop table timeline;--", '%', '_', '\\%', "E'\\\\'", '$$x$$', '::jsonb'],
  ...[
    '- a: b',
    '!!js/function x',
    '&anchor',
    '*alias',
    '---',
    '? key',
    '"',
    "'",
    '#x',
    'yes',
    '~',
    '<<: x',
  ],
  ...[
    '<b onload=x>',
    '"><svg/onload=x>',
    '</script>',
    '<!--',
    ']]>',
    '&nbsp;',
    'javascript:x',
    '<iframe>',
  ],
  ...[
    '../../../etc/passwd',
    '..\\..\\x',
    '/etc/passwd',
    'C:\\x',
    'a/b',
    '.',
    '..',
    'con',
    'x\u0000.png',
  ],
  ...['.bashrc', '-o x', '~/x', '%2e%2e%2fx', 'a\nb.txt', 'x'.repeat(300), '\u202Egpj.exe'],
  ...[
    '# x',
    '## x',
    '- x',
    '1. x',
    '[x](https://evil.example)',
    '![x](y)',
    '| a | b |',
    '***',
    '```',
  ],
];

/** What terminals, pagers and logs act on. */
const controls = [
  ...Array.from({ length: 32 }, (_, code) => `a${String.fromCharCode(code)}b`),
  ...['\u007f', '\u0080', '\u0085', '\u008d', '\u0090', '\u009b31m', '\u009d0;x\u0007'],
  ...[
    '\u001b[2J',
    '\u001b]0;title\u0007',
    '\u001b]8;;https://evil.example\u0007x',
    '\u001b[1A\u001b[2K',
  ],
  ...['\u001bP1$r\u001b\\', '\u001b[6n', '\r#1: all of it holds.', '\u0008\u0008\u0008', '\u000c'],
];

/** What is drawn otherwise than it is read, or as nothing. */
const unicode = [
  ...['\u061c', '\u115f', '\u1160', '\u17b4', '\u180e', '\u2800', '\u3164', '\uffa0'],
  ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'].map(
    (sign) => `a${sign}b`,
  ),
  ...['\ud800', '\udfff', 'x\udbff', '\udc00y', '\ud83d\ud83d\ude00', '\udc00\ud800'],
  ...[
    'ａｄｍｉｎ',
    'раураl',
    '‮',
    '𝐛𝐨𝐥𝐝',
    '①',
    'ﬁ',
    '\u0130',
    'ß',
    'ǆ',
    '\u0345',
    '\u{1f3f4}\u{e0067}\u{e007f}',
  ],
  ...['\u200d'.repeat(40), `e${'\u0301'.repeat(60)}`, '👩‍🚀'.repeat(30), '\u{e0001}'.repeat(20)],
];

/** Too long for some place or other, with something at the cut. */
const long = [149, 150, 151, 250, 251, 2999, 3000, 3001].flatMap((length) => [
  `${'x'.repeat(length - 3)}<!channel>`,
  `${'&'.repeat(length)}`,
  `${'x'.repeat(length - 1)}😀`,
]);

/** All of them, each once. */
export const hostileFamilies: readonly string[] = [
  ...new Set([
    ...sequences,
    ...twice,
    ...gaps,
    ...keys,
    ...formulas,
    ...languages,
    ...controls,
    ...unicode,
    ...long,
  ]),
];
