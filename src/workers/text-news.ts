/**
 * A long text that the far side has in an older form is sent as what has changed in it: at every key, a model of three million characters would
 * be copied twice. Files are `{ path, text }`, as an argument or listed in one; both sides keep the last text of each path.
 */
import { changeOf } from '../core/model/text-change.ts';

/** Shorter ones are sent as they are. */
const LONG = 10_000;

interface Text {
  readonly path: string;
  readonly text: string;
}
/** In place of `text`: of the text that was `length` long, `put` stands for the `drop` characters at `from`. */
interface Changed {
  readonly path: string;
  readonly length: number;
  readonly from: number;
  readonly drop: number;
  readonly put: string;
}

const has = (value: unknown, ...keys: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key));
const isText = (value: unknown): value is Text => has(value, 'path', 'text');
const isChanged = (value: unknown): value is Changed => has(value, 'path', 'length', 'from', 'drop', 'put');

/** An argument, or what it lists, with each text read anew. */
function mapTexts(argument: unknown, read: (value: unknown) => unknown): unknown {
  if (typeof argument !== 'object' || argument === null || ArrayBuffer.isView(argument)) return argument;
  const entries = Object.entries(argument).map(([key, value]) => [key, Array.isArray(value) ? value.map(read) : value]);
  return read(Object.fromEntries(entries));
}

/** What of the arguments is sent, in the order in which they are. */
export function textSender(): (argument: unknown) => unknown {
  const sent = new Map<string, string>();
  const shorten = (value: unknown): unknown => {
    if (!isText(value) || value.text.length < LONG) return value;
    const { path, text, ...rest } = value;
    const was = sent.get(path);
    sent.set(path, text);
    if (was === undefined) return value;
    const { from, before, now } = changeOf(was, text) ?? { from: 0, before: 0, now: 0 };
    return { ...rest, path, length: was.length, from, drop: before - from, put: text.slice(from, now) };
  };
  return (argument) => mapTexts(argument, shorten);
}

/** The arguments again, out of what was sent. */
export function textReceiver(): (argument: unknown) => unknown {
  const known = new Map<string, string>();
  const restore = (value: unknown): unknown => {
    if (isText(value)) {
      if (value.text.length >= LONG) known.set(value.path, value.text);
      return value;
    }
    if (!isChanged(value)) return value;
    const { path, length, from, drop, put, ...rest } = value;
    const was = known.get(path);
    if (was?.length !== length) throw new Error(`The text of ${path} is not known here as it was.`);
    const text = drop === 0 && put === '' ? was : was.slice(0, from) + put + was.slice(from + drop);
    known.set(path, text);
    return { ...rest, path, text };
  };
  return (argument) => mapTexts(argument, restore);
}
