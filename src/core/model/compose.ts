/** YAML text composed within bounds: the parser behind recurses, and V8 does not always survive the end of its stack. */
import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';

/** Collections within collections. A JSON Schema of a payload seldom has ten. */
export const MAX_DEPTH = 64;

/** What cannot be read at all; `from` and `to` are offsets in the text. */
export class TooMuch extends Error {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
  ) {
    super(message);
  }
}

/** Tokens until one nests too deeply: the lexer and the token parser keep no stack but their own. */
function* bounded(text: string): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_DEPTH + 1)
      throw new TooMuch(
        `What begins here is nested deeper than ${MAX_DEPTH} levels, as no model needs. Is a closing bracket missing above? If not, make it flatter.`,
        Math.max(0, parser.offset - lexeme.length),
        parser.offset,
      );
  }
  yield* parser.end();
}

/** The first document of a YAML 1.2 text; `second` is where another begins. Throws TooMuch. */
export function compose(text: string): { readonly document: Document.Parsed; readonly second: number | undefined } {
  const composer = new Composer({
    uniqueKeys: false,
    strict: true,
    stringKeys: true,
    logLevel: 'error',
    version: '1.2',
    merge: false,
  });
  let first: Document.Parsed | undefined;
  let second: number | undefined;
  for (const document of composer.compose(bounded(text), true, text.length)) {
    if (!first) first = document as Document.Parsed;
    else {
      second = document.range?.[0] ?? 0;
      break;
    }
  }
  if (!first) throw new TooMuch('There is no document in it.', 0, 0);
  return { document: first, second };
}
