/** The sample files as damage is done to them: unpacked, and of a large one its head, closed so that it can be read to its end. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface DamageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A mutation of more would cost more than milliseconds. */
const WHOLE = 32 << 10;
const HEAD = 20 << 10;

export function damageFiles(folder: string): readonly DamageFile[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      return { name, bytes: headOf(name.endsWith('.gz') ? gunzipSync(bytes) : bytes) };
    });
}

/** The whole of a small file. Of lines the first ones, at least three; of a JSON or XML document as much, with what is open closed. */
function headOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= WHOLE) return Uint8Array.from(bytes);
  let text = new TextDecoder().decode(bytes.subarray(0, 256 << 10));
  if (text.charCodeAt(0) < 9 || text.includes('\u0000')) return Uint8Array.from(bytes.subarray(0, HEAD));
  const third = text.indexOf('\n', text.indexOf('\n', text.indexOf('\n') + 1) + 1);
  const end = text.indexOf('\n', Math.max(HEAD, third < 0 ? 0 : third));
  text = text.slice(0, end < 0 || end > 64 << 10 ? HEAD : end + 1);
  const begin = text.trimStart();
  const isDocument = /^\[|^\{\s*\n|^\{(?!.*\}\s*\n)/.test(begin);
  const closed = begin.startsWith('<') ? closeXml(text) : isDocument ? closeJson(text) : text;
  return new TextEncoder().encode(closed);
}

/** Cut after the last whole member or element, with all brackets closed. */
function closeJson(text: string): string {
  const open: string[] = [];
  let safe = 0;
  let closers = '';
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{' || c === '[') open.push(c === '{' ? '}' : ']');
    else if (c === '}' || c === ']') {
      open.pop();
      safe = i + 1;
      closers = open.toReversed().join('');
    }
  }
  return open.length === 0 ? text : text.slice(0, safe) + closers;
}

function closeXml(text: string): string {
  const cut = text.slice(0, text.lastIndexOf('<'));
  const open: string[] = [];
  for (const [, slash, name = '', empty] of cut.matchAll(/<(\/?)([\w:.-]+)(?:"[^"]*"|'[^']*'|[^>"'])*?(\/?)>/g)) {
    if (slash) open.pop();
    else if (!empty) open.push(name);
  }
  return `${cut}${open
    .toReversed()
    .map((name) => `</${name}>`)
    .join('')}`;
}
