/** Behavior text to plain script: types gone, imports as `require`, comments blanked (SES refuses words in them). Lines stay where they are. */
import { transform } from 'sucrase';
import type { ReplayError } from '../core/replay/view.ts';
import type { BehaviorFile, Module } from './protocol.ts';

const BEFORE_REGEX = /(^|[(,=:[!&|?{};+\-*%<>~^]|\b(return|typeof|case|in|of|delete|void|throw|new|else|do))\s*$/;

/** Comments become spaces; strings, templates and regular expressions stay. */
export function blankComments(text: string): string {
  let out = '';
  let i = 0;
  const templates: number[] = [];
  let depth = 0;
  const copyUntil = (end: number) => {
    out += text.slice(i, end);
    i = end;
  };
  const blankUntil = (end: number) => {
    out += text.slice(i, end).replace(/[^\n\r\u2028\u2029]/g, ' ');
    i = end;
  };
  const quoted = (quote: string) => {
    let end = i + 1;
    while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
    copyUntil(Math.min(text.length, end + 1));
  };
  const template = () => {
    let end = i;
    while (end < text.length && text[end] !== '`' && !(text[end] === '$' && text[end + 1] === '{'))
      end += text[end] === '\\' ? 2 : 1;
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
    copyUntil(Math.min(text.length, end + 1));
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
  return out;
}

const lineOf = (text: string, index: number) => text.slice(0, index).split('\n').length;

/** The modules, or what is wrong with the first file that does not parse, with its place. */
export function transpile(
  files: readonly BehaviorFile[],
): { readonly modules: readonly Module[] } | { readonly error: ReplayError } {
  const modules: Module[] = [];
  for (const { path, text } of files) {
    let code: string;
    try {
      code = transform(blankComments(text), {
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
    // SES refuses this sequence wherever it stands, strings included.
    const reach = /\bimport\s*\(/.exec(code);
    if (reach)
      return {
        error: {
          code: 'syntax',
          message:
            '`import(` may not stand in behavior code, in a string neither: behavior cannot load anything while it runs. Import other behavior files at the top, or split the text.',
          file: path,
          line: lineOf(code, reach.index),
        },
      };
    modules.push({ path, code });
  }
  return { modules };
}
