/** Behavior text to plain script: types gone, imports as `require`, comments blanked (SES refuses words in them). Lines stay where they are. */
import { transform } from 'sucrase';
import type { ReplayError } from '../core/replay/view.ts';
import { type BehaviorFile, type Loaded, type Module, RealmEnded, SETTLE } from './protocol.ts';

const BEFORE_REGEX = /(^|[(,=:[!&|?{};+\-*%<>~^]|\b(return|typeof|case|in|of|delete|void|throw|new|else|do))\s*$/;

/** SES refuses or rewrites these words wherever they stand; inside of a string an escape means the same and passes. */
const escapeWords = (literal: string): string =>
  literal
    .replaceAll('<!--', '\\x3c!--')
    .replaceAll('-->', '--\\x3e')
    .replace(/\bimport(\s*)\(/g, 'import$1\\x28');

interface Scanned {
  /** The text, its comments blanked, words that SES minds escaped in strings. */
  readonly code: string;
  /** The same without what stands in strings, templates and regular expressions: what is left is code. */
  readonly bare: string;
}

/** Comments become spaces; strings, templates and regular expressions stay. Lines stay where they are. */
export function scan(text: string): Scanned {
  let out = '';
  let bare = '';
  let i = 0;
  const templates: number[] = [];
  let depth = 0;
  const copyUntil = (end: number) => {
    out += text.slice(i, end);
    bare += text.slice(i, end);
    i = end;
  };
  const literalUntil = (end: number) => {
    const literal = text.slice(i, end);
    out += escapeWords(literal);
    bare += literal.replace(/[^\n\r\u2028\u2029]/g, ' ');
    i = end;
  };
  const blankUntil = (end: number) => {
    const blank = text.slice(i, end).replace(/[^\n\r\u2028\u2029]/g, ' ');
    out += blank;
    bare += blank;
    i = end;
  };
  const quoted = (quote: string) => {
    let end = i + 1;
    while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
    literalUntil(Math.min(text.length, end + 1));
  };
  const template = () => {
    let end = i;
    while (end < text.length && text[end] !== '`' && !(text[end] === '$' && text[end + 1] === '{'))
      end += text[end] === '\\' ? 2 : 1;
    literalUntil(Math.min(text.length, end));
    if (text[end] === '$') {
      templates.push(depth++);
      copyUntil(end + 2);
    } else copyUntil(Math.min(text.length, end + 1));
  };
  const regex = () => {
    let end = i + 1;
    let inClass = false;
    while (end < text.length && text[end] !== '\n' && (inClass || text[end] !== '/')) {
      if (text[end] === '[') inClass = true;
      if (text[end] === ']') inClass = false;
      end += text[end] === '\\' ? 2 : 1;
    }
    literalUntil(Math.min(text.length, end + 1));
  };
  while (i < text.length) {
    const c = text[i];
    const next = text[i + 1];
    if (c === '/' && next === '/') {
      const end = text.slice(i).search(/[\n\r\u2028\u2029]/);
      blankUntil(end < 0 ? text.length : i + end);
    } else if (c === '/' && next === '*') {
      const end = text.indexOf('*/', i + 2);
      blankUntil(end < 0 ? text.length : end + 2);
    } else if (c === '/' && BEFORE_REGEX.test(out.slice(-20))) regex();
    else if (c === '"' || c === "'") quoted(c);
    else if (c === '`') {
      copyUntil(i + 1);
      template();
    } else if (c === '{') {
      depth++;
      copyUntil(i + 1);
    } else if (c === '}') {
      depth--;
      copyUntil(i + 1);
      if (templates.at(-1) === depth) {
        templates.pop();
        template();
      }
    } else copyUntil(i + 1);
  }
  return { code: out, bare };
}

/** Comments become spaces, and nothing else of the meaning changes. */
export const blankComments = (text: string): string => scan(text).code;

/** What behavior may not hold, by what is left of the text when strings and comments are gone (contract §3). */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\bimport\s*\(/, 'behavior cannot load anything while it runs: import other behavior files at the top'],
  [
    /\bawait\b|\basync\b(?=\s*(?:function\b|\(|[A-Za-z_$][\w$]*\s*(?:=>|\()))/,
    'behavior cannot wait: a handler gives its answer at once',
  ],
];
const VARIABLE = /(?<![.\w$])(?:let|var)\b/;
const MEMORY =
  'a variable at the top of the file would be a memory beside the state, and a replay that was sought to would differ from one from the start: use const, and keep what changes in the state';

/** What stands in no bracket; all else is blank, so that places stay. */
function topOf(bare: string): string {
  let depth = 0;
  let top = '';
  for (const c of bare) {
    if (c === '}' || c === ')' || c === ']') depth--;
    top += depth === 0 || c === '\n' ? c : ' '.repeat(c.length);
    if (c === '{' || c === '(' || c === '[') depth++;
  }
  return top;
}

/** What is declared at the top is settled once the file was evaluated: it cannot be changed by what is called later (`settle` of the realm). */
function settled(top: string): string {
  const names = [...top.matchAll(/(?<![.\w$])(?:const|class|function\s*\*?)\s+([A-Za-z_$][\w$]*)/g)];
  return `\n;${SETTLE}({ ${[...new Set(names.map(([, name]) => name))].join(', ')} });`;
}

const lineOf = (text: string, index: number) => text.slice(0, index).split('\n').length;

/** The modules, or what is wrong with the first file that does not parse, with its place. */
export function transpile(
  files: readonly BehaviorFile[],
): { readonly modules: readonly Module[] } | { readonly error: ReplayError } {
  const modules: Module[] = [];
  for (const { path, text } of files) {
    const scanned = scan(text);
    for (const [pattern, why] of REFUSED) {
      const found = pattern.exec(scanned.bare);
      if (found)
        return {
          error: {
            code: 'syntax',
            message: `\`${found[0].trim()}\`: ${why}.`,
            file: path,
            line: lineOf(scanned.bare, found.index),
          },
        };
    }
    const top = topOf(scanned.bare);
    const variable = VARIABLE.exec(top);
    if (variable)
      return {
        error: {
          code: 'syntax',
          message: `\`${variable[0]}\`: ${MEMORY}.`,
          file: path,
          line: lineOf(top, variable.index),
        },
      };
    let code: string;
    try {
      code = transform(scanned.code + settled(top), {
        transforms: ['typescript', 'imports'],
        disableESTransforms: true,
        filePath: path,
        preserveDynamicImport: true,
      }).code;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const at = /\((\d+):(\d+)\)/.exec(message);
      const cleaned = message.replace(/^Error transforming [^:]*: /, '').replace(/\s*\(\d+:\d+\)$/, '');
      return {
        error: {
          code: 'syntax',
          message: `This is no TypeScript: ${cleaned}`,
          file: path,
          ...(at && { line: Number(at[1]), column: Number(at[2]) }),
        },
      };
    }
    modules.push({ path, code });
  }
  return { modules };
}

/** What `load` gives; a realm that had to be ended is an error like another. */
export async function loadedBy(
  files: readonly BehaviorFile[],
  load: (modules: readonly Module[]) => Promise<Loaded>,
): Promise<Loaded> {
  const outline = { folds: [], projections: [] };
  const result = transpile(files);
  if ('error' in result) return { outline, error: result.error };
  try {
    return await load(result.modules);
  } catch (error) {
    if (error instanceof RealmEnded) return { outline, error: error.detail };
    throw error;
  }
}
