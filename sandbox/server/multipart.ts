export interface Part {
  name: string;
  filename?: string;
  content: Buffer;
}

/** The parts of a multipart/form-data body; empty when it is none. */
export function readMultipart(body: Buffer, contentType: string): Part[] {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return [];
  const delimiter = Buffer.from(`--${mark}`);
  const parts: Part[] = [];
  let from = body.indexOf(delimiter);
  while (from !== -1) {
    const start = from + delimiter.length;
    const next = body.indexOf(delimiter, start);
    if (next === -1) break;
    // Between the delimiters: CRLF, headers, an empty line, content, CRLF.
    const part = readPart(body.subarray(start + 2, next - 2));
    if (part !== undefined) parts.push(part);
    from = next;
  }
  return parts;
}

function readPart(bytes: Buffer): Part | undefined {
  const gap = bytes.indexOf('\r\n\r\n');
  if (gap === -1) return undefined;
  const head = bytes.subarray(0, gap).toString('utf8');
  const name = /name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  const filename = /filename="([^"]*)"/i.exec(head)?.[1];
  const content = bytes.subarray(gap + 4);
  return filename === undefined ? { name, content } : { name, filename, content };
}
