/** A list (tuple, set) of text and numbers as Python prints it: `['o1', "it's", 3]`. */

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };
const CLOSES: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/** The items as text, without None; undefined where the text is no such list. */
export function pythonList(text: string): readonly string[] | undefined {
  const close = CLOSES[text[0] ?? ''];
  if (close === undefined) return undefined;
  const items: string[] = [];
  let at = 1;
  const space = () => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  for (;;) {
    space();
    if (text[at] === close) break;
    const item = itemAt(text, at);
    if (!item) return undefined;
    if (item.text !== undefined) items.push(item.text);
    at = item.end;
    space();
    if (text[at] === ',') at++;
    else if (text[at] !== close) return undefined;
  }
  return text.slice(at + 1).trim() === '' ? items : undefined;
}

function itemAt(text: string, start: number): { readonly text: string | undefined; readonly end: number } | undefined {
  const quote = text[start];
  if (quote !== "'" && quote !== '"') {
    const word = /^[^\s,'"\])}[({]+/.exec(text.slice(start, start + 256))?.[0];
    if (word === undefined) return undefined;
    return { text: word === 'None' || word === 'nan' ? undefined : word, end: start + word.length };
  }
  let found = '';
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === quote) return { text: found, end: i + 1 };
    if (c !== '\\') {
      found += c;
      continue;
    }
    const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(i + 1, i + 10));
    const digits = code?.[1] ?? code?.[2] ?? code?.[3];
    if (code && digits !== undefined && Number.parseInt(digits, 16) <= 0x10ffff) {
      found += String.fromCodePoint(Number.parseInt(digits, 16));
      i += code[0].length;
    } else {
      const next = text[++i] ?? '';
      found += ESCAPES[next] ?? `\\${next}`;
    }
  }
  return undefined;
}
