/** What the YAML parser finds wrong, in words: what, and what to do. */
import type { YAMLError } from 'yaml';

import type { TextFix } from './nodes.ts';

export interface Told {
  readonly message: string;
  /** Offsets in the text. */
  readonly from: number;
  readonly to: number;
  readonly fix?: TextFix;
}

const quoteIt = (word: string): TextFix => ({ title: `Write '${word}'`, text: `'${word}'` });

/** `string[]` in braces: YAML ends the bare word at the bracket. Undefined where the error is another. */
function bareArray(text: string, at: number): Told | undefined {
  if (text[at] !== '[') return undefined;
  const word = /[\w.]+$/.exec(text.slice(Math.max(0, at - 80), at))?.[0];
  const mark = /^(?:\[\])+\??/.exec(text.slice(at, at + 80))?.[0];
  if (word === undefined || mark === undefined) return undefined;
  const whole = word + mark;
  return {
    message: `\`${whole}\` stands inside braces, where YAML ends a bare word at \`[\`. Quote it: \`'${whole}'\``,
    from: at - word.length,
    to: at + mark.length,
    fix: quoteIt(whole),
  };
}

/** `*` for "every type not named"; the parser may mean the sign behind it. */
function bareStar(text: string, at: number): Told | undefined {
  const from = text[at] === '*' ? at : at - 1;
  return /^\*[:\s,\]}]/.test(text.slice(from, from + 2))
    ? { message: "a bare `*` stands for an anchor. Quote it: `'*'`", from, to: from + 1, fix: quoteIt('*') }
    : undefined;
}

const MEANT: Readonly<Record<string, string>> = {
  '@': 'YAML keeps `@` for itself. Quote the text that begins with it',
  '`': 'YAML keeps the backtick for itself. Quote the text that begins with it',
  '%': 'YAML keeps `%` at the beginning for directives. Quote the text that begins with it',
  '|': 'a bare `|` begins a text of several lines, which cannot stand inside braces. Quote it',
  '>': 'a bare `>` begins a text of several lines, which cannot stand inside braces. Quote it',
  '*': 'a word that begins with `*` stands for an anchor. Quote it',
};

/** One error of the parser; where it says too little of its place, the text does. */
export function explain(error: YAMLError, text: string): Told {
  const told = toldOf(error, text);
  return { ...told, message: noYaml(told.message) };
}

/** A reason as a sentence. */
export const noYaml = (reason: string): string => `This is no YAML: ${reason}${/[?]$/.test(reason) ? '' : '.'}`;

function toldOf({ code, message, pos: [from, to] }: YAMLError, text: string): Told {
  const at = (said: string, fix?: TextFix): Told => ({ message: said, from, to, ...(fix && { fix }) });
  switch (code) {
    case 'TAB_AS_INDENT':
      return at(
        'a tab indents here; YAML indents with spaces only. Replace it by two spaces',
        /^\t+$/.test(text.slice(from, to)) ? { title: 'Indent with spaces', text: '  '.repeat(to - from) } : undefined,
      );
    case 'BAD_ALIAS':
      return bareStar(text, from) ?? at(`${plain(message)}. A word that begins with \`*\` or \`&\` must be quoted`);
    case 'NON_STRING_KEY':
      if (text[from] === '*' && text[from + 1] === ':') return bareStar(text, from) ?? at(plain(message));
      return at('a key must be a word. Quote what is in brackets or braces, or put the value on a line of its own');
    case 'KEY_OVER_1024_CHARS':
      return at('a name here is longer than 1,024 characters; YAML allows no more. Is a line end or a quote missing?');
    case 'BAD_SCALAR_START':
      return at(MEANT[text[from] ?? ''] ?? `${plain(message)}. Quote the text`);
    case 'BLOCK_AS_IMPLICIT_KEY':
      return at(
        'a second colon stands in this line, and YAML cannot tell key from value. Quote the text if the colon is part of it',
      );
    case 'MULTILINE_IMPLICIT_KEY':
      return at('this key goes over several lines. A colon is missing here, or a line is not indented as it should be');
    case 'BAD_INDENT':
      if (message.includes('same column'))
        return at('this line is indented otherwise than its neighbours. Keys of one map begin in the same column');
      break;
    case 'BAD_DQ_ESCAPE':
      return at(
        `${plain(message)}: a backslash in double quotes begins an escape. Write it twice, or use single quotes`,
      );
    case 'MISSING_CHAR':
      if (message.includes('followed by map values'))
        return at(
          'this is no key: a colon and a space are missing behind it (`key: value`), or behind the dash of a list (`- item`)',
        );
      if (/^Missing , (?:or : )?between/.test(message))
        return at('something is missing before this: a comma, or the quotes around a text that holds `?`, `:` or `,`');
      break;
    case 'UNEXPECTED_TOKEN':
      return (
        bareArray(text, from) ??
        at(`${shown(text, from, to)} does not belong here. Is a quote, a comma or a bracket missing before it?`)
      );
    default:
  }
  return at(plain(message));
}

/** An opening bracket, brace or quote whose other end is not there. */
export const unclosed = (sign: string): string =>
  noYaml(`this ${isQuote(sign) ? 'quote' : `\`${sign}\``} is never closed. Close it with \`${CLOSES[sign] ?? sign}\``);
export const isQuote = (sign: string): boolean => sign === '"' || sign === "'";
const CLOSES: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
/** Whether the error is that of `unclosed`, told at the end; it is told at the beginning instead. */
export const isUnclosed = ({ message }: YAMLError): boolean =>
  /^Missing closing ["']quote|must (?:be sufficiently indented and )?end with a [}\]]/.test(message);

const plain = (message: string) => message.replace(/\s+/g, ' ').replace(/[.\s]+$/, '');
const shown = (text: string, from: number, to: number) => {
  const what = text.slice(from, Math.max(to, from + 1)).split('\n', 1)[0] ?? '';
  return what.trim() === '' ? 'the end of the line' : `\`${what.slice(0, 40)}\``;
};
