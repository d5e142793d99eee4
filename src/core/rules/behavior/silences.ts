/** Comments of behavior code that set a rule aside at one place. */
import type { CodeSilence } from './facts.ts';
import type { SourceFile } from './source.ts';

export function silencesOf({ path, text, comments }: SourceFile): readonly CodeSilence[] {
  const meant = comments.filter((comment) => /^[\s*]*factline-ignore\b/.test(comment.text));
  if (meant.length === 0) return [];
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const alone = (line: number, column: number) => /^[\s/*]*$/.test((lines[line - 1] ?? '').slice(0, column));
  /** Lines on which nothing but a comment stands. */
  const commented = new Set<number>();
  for (const { loc } of comments)
    if (alone(loc.start.line, loc.start.column) && (lines[loc.end.line - 1] ?? '').slice(loc.end.column).trim() === '')
      for (let line = loc.start.line; line <= loc.end.line; line++) commented.add(line);
  return meant.map(({ text: said, loc }) => {
    let line = loc.start.line;
    if (commented.has(line)) {
      line = loc.end.line + 1;
      while (commented.has(line)) line++;
    }
    const place = {
      file: path,
      line: loc.start.line,
      column: loc.start.column + 1,
      endLine: loc.end.line,
      endColumn: loc.end.column + 1,
    };
    return { text: said.replace(/^[\s*]+/, '').trim(), place, line };
  });
}
