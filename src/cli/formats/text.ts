/** Problems to be read: the message, the line, and a caret below what is meant. */
import type { Finding } from '../../core/finding.ts';
import { type Problems, ruleText, summaryText } from './problems.ts';

/** A line longer than this is cut around the caret, so many characters before it. */
const LONGEST = 200;
const BEFORE = 80;

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
/** What would steer the terminal, or turn the direction of text, instead of being seen. */
const UNSEEN = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const seen = (text: string) => text.replace(UNSEEN, '\ufffd');
const widthOf = (grapheme: string) => (WIDE.test(grapheme) ? 2 : NO_WIDTH.test(grapheme) ? 0 : 1);
/** Not between the halves of a surrogate pair. */
const boundary = (text: string, at: number) => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at);

/** A line and the carets below its UTF-16 code units `[from, to)`, in columns of a terminal; at least one caret. */
export function underlined(text: string, from: number, to: number): readonly [string, string] {
  const start = Math.min(from, text.length);
  const long = text.length > LONGEST;
  const first = long ? boundary(text, Math.max(0, Math.min(start - BEFORE, text.length - LONGEST))) : 0;
  const last = long ? boundary(text, Math.min(text.length, first + LONGEST)) : text.length;
  const shown = seen(text.slice(first, last));
  const end = Math.max(to, start + 1);
  let carets = first > 0 ? ' ' : '';
  for (const { segment, index } of graphemes.segment(shown)) {
    const at = first + index;
    if (at >= end) break;
    const before = at + segment.length <= start;
    if (segment !== '\t') carets += (before ? ' ' : '^').repeat(widthOf(segment));
    else if (before || carets.endsWith('^')) carets += '\t';
    // The tab is what is meant: its beginning.
    else break;
  }
  if (!carets.includes('^')) carets += '^';
  return [`${first > 0 ? '…' : ''}${shown}${last < text.length ? '…' : ''}`, carets.trimEnd()];
}

function findingText(finding: Finding, lines: readonly string[] | undefined): string {
  const { severity, message, place, examples } = finding;
  const { file, line, column = 1, endLine = line, endColumn } = place;
  const where = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  const told = `${where === '' ? '' : `${where} `}${severity} ${message} (${ruleText(finding)})`;
  const records = examples ?? (place.record === undefined ? [] : [place.record]);
  const out = [seen(records.length > 0 ? `${told}\n  records: ${records.join(', ')}` : told)];
  const text = line === undefined ? undefined : lines?.[line - 1];
  if (text !== undefined) {
    const to = endLine === line ? (endColumn ?? column + 1) - 1 : text.length;
    out.push(...underlined(text, column - 1, to).map((shown) => `  ${shown}`));
  }
  return out.join('\n');
}

export function textText({ findings, files, summary }: Problems): string {
  const met = new Set(findings.map(({ place }) => place.file));
  const lines = new Map(
    files.filter(({ path }) => met.has(path)).map(({ path, text }) => [path, text.split(/\r\n?|\n/)]),
  );
  return [...findings.map((f) => findingText(f, lines.get(f.place.file ?? ''))), summaryText(summary)].join('\n');
}
