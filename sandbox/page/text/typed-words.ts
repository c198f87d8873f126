interface Names {
  people: ReadonlyMap<string, { name: string }>;
  channels: ReadonlyMap<string, { name: string }>;
}

/** What a person would type to get this text: mentions by name, links as their address. */
export function typedWords(text: string, { people, channels }: Names): string {
  return unescaped(
    text
      .replaceAll(/<@(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${people.get(id)?.name ?? id}`)
      .replaceAll(/<#(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `#${channels.get(id)?.name ?? id}`)
      .replaceAll(/<!(here|channel|everyone)>/g, '@$1')
      .replaceAll(/<!date\^[^>|]*\|([^<>]*)>/g, '$1')
      .replaceAll(/<([^<>|]+)(?:\|[^<>]*)?>/g, '$1'),
  );
}

/** The three characters that Slack escapes. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
