import type { IncomingMessage } from 'node:http';
import { isObject } from './arguments.ts';
import type { Json } from './model.ts';
import { readMultipart } from './multipart.ts';
import { readBody } from './read-body.ts';

/** Slack takes arguments of some megabytes; beyond that it hangs up. */
const mostBytes = 16 * 1024 * 1024;

/** The arguments of a call from its query and its body, be that a form, JSON or multipart. */
export async function readRequest(request: IncomingMessage): Promise<{ values: Json }> {
  const url = new URL(request.url ?? '/', 'http://local');
  const query = Object.fromEntries(url.searchParams);
  const body = await readBody(request, mostBytes);
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  return { values: { ...query, ...readValues(body, type, request.headers['content-type'] ?? '') } };
}

/** A JSON body, or undefined when it is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, mostBytes)).toString('utf8');
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readValues(body: Buffer, type: string, exactType: string): Json {
  if (body.byteLength === 0) return {};
  if (type.startsWith('multipart/form-data'))
    return Object.fromEntries(
      readMultipart(body, exactType)
        .filter((part) => part.filename === undefined)
        .map((part) => [part.name, part.content.toString('utf8')]),
    );
  const text = body.toString('utf8');
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(text));
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
