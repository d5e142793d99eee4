/**
 * Hears of every way in which behavior could give an array a property beside its items, or another prototype: by its text, where what is taken for
 * one without being one only costs time, and by the functions that do it. Until there was one, the guard over states need not list an array's keys.
 */
let naming = false;

export const mayName = (): boolean => naming;
export const noteNaming = (): void => {
  naming = true;
};

const WAYS: readonly RegExp[] = [
  // What is written with escapes could be anything.
  /\\[ux]/,
  // Regular expressions give arrays with names, and so do some methods; classes define fields on what they extend. A quotient is taken for a regular expression.
  /\/|\b(?:assign|construct|defineProperty|exec|match|matchAll|Reflect|RegExp|set|class)\b/,
  // A member by a name that is put together: `o[k]`, `{ [k]: v } = o`, which is not `a ? [b] : c`.
  /[\w$)\]}'"`]\s*(?:\?\.\s*)?\[(?!\s*\d+\s*\])/,
  /[{,]\s*\[[\s\S]*\]\s*:/,
  // `o.x = 1`, `o.x ??= 1`, and further down `o.x++`, `++o.x`, and as the target of a pattern or a loop.
  /\.\s*[^\s.()[\]{};,=+\-*/%&|^<>?!~:'"`]+\s*(?:\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?=(?![=>])/,
  /\+\+|--/,
  // `{ x: o.x } = v`, `[o.x] = v`, `(o.x) = v`.
  /[)\]}]\s*(?:\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?=(?![=>])/,
  /\bfor\s*\(\s*(?!(?:const|let|var)\b)/,
];

/** What `export` becomes. */
const EXPORT = /\bexports\.[\w$]+\s*=(?![=>])/g;

export function writesNames(code: string): boolean {
  const rest = code.replace(EXPORT, '');
  // Somebody else's `exports` could be an array.
  return /\bexports\b/.test(rest) || WAYS.some((way) => way.test(rest));
}
