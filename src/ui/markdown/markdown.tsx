/** Our own Markdown pages (rules, help) as elements: no HTML is ever set, so nothing in a page can run. */
import { marked, type Token, type Tokens } from 'marked';
import { type ReactNode, useMemo } from 'react';
import './markdown.css';

export interface MarkdownProps {
  readonly text: string;
  /** Beside a fenced block: what one can do with it. */
  readonly onCode?: (code: string, language: string) => ReactNode;
  /** Instead of the words of a heading. */
  readonly heading?: (words: string) => string;
}

type More = Pick<MarkdownProps, 'onCode' | 'heading'>;

/** `marked` escapes what is no markup; here it is text. */
const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** A page does not change while it is shown: place and words name a part. */
const nth = (i: number, words: string) => `${i}:${words.slice(0, 40)}`;

export const anchorOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

const inlines = (tokens: readonly Token[] | undefined): ReactNode =>
  (tokens ?? []).map((token, i) => {
    const key = nth(i, token.raw);
    const inner = 'tokens' in token && token.tokens ? inlines(token.tokens) : 'text' in token ? plain(token.text) : '';
    if (token.type === 'codespan') return <code key={key}>{plain((token as Tokens.Codespan).text)}</code>;
    if (token.type === 'strong') return <strong key={key}>{inner}</strong>;
    if (token.type === 'em') return <em key={key}>{inner}</em>;
    if (token.type === 'br') return <br key={key} />;
    return <span key={key}>{inner}</span>;
  });

function Block({ token, onCode, heading }: { readonly token: Token } & More): ReactNode {
  if (token.type === 'heading') {
    const { depth, tokens, text } = token as Tokens.Heading;
    const Heading = depth <= 1 ? 'h2' : depth === 2 ? 'h3' : 'h4';
    return <Heading id={anchorOf(text)}>{heading ? heading(text) : inlines(tokens)}</Heading>;
  }
  if (token.type === 'paragraph') return <p>{inlines((token as Tokens.Paragraph).tokens)}</p>;
  if (token.type === 'text') return <>{inlines((token as Tokens.Text).tokens ?? [token])}</>;
  if (token.type === 'list') {
    const { ordered, items } = token as Tokens.List;
    const List = ordered ? 'ol' : 'ul';
    return (
      <List>
        {items.map((item, i) => (
          <li key={nth(i, item.raw)}>
            <Blocks tokens={item.tokens} {...(onCode && { onCode })} {...(heading && { heading })} />
          </li>
        ))}
      </List>
    );
  }
  if (token.type === 'code') {
    const { text, lang = '' } = token as Tokens.Code;
    return (
      <div className="example">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <pre tabIndex={0}>{text}</pre>
        {onCode?.(`${text}\n`, lang)}
      </div>
    );
  }
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      <section className="wide" aria-label={header.map(({ text }) => text).join(', ')} tabIndex={0}>
        <table className="plain">
          <thead>
            <tr>
              {header.map((cell, i) => (
                <th key={nth(i, cell.text)} scope="col">
                  {inlines(cell.tokens)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={nth(r, row[0]?.text ?? '')}>
                {row.map((cell, i) => (
                  <td key={nth(i, cell.text)}>{inlines(cell.tokens)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    );
  }
  return null;
}

const Blocks = ({ tokens, ...more }: { readonly tokens: readonly Token[] } & More): ReactNode =>
  tokens.map((token, i) => <Block key={nth(i, token.raw)} token={token} {...more} />);

export function Markdown({ text, ...more }: MarkdownProps) {
  const tokens = useMemo(() => marked.lexer(text), [text]);
  return (
    <div className="markdown">
      <Blocks tokens={tokens} {...more} />
    </div>
  );
}
