/**
 * Casual text as proposed definitions: plain lines, Dazzle blocks, an AsyncAPI document. Nothing is assumed in silence: each proposal has its
 * kind and why, for a person to confirm, and what was not taken over is listed with its line.
 */
import { asyncApiIn, takeAsyncApi } from './casual/asyncapi.ts';
import { type Block, isDazzle, takeDazzle } from './casual/dazzle.ts';
import { takeLine } from './casual/line.ts';
import { mergeProposals } from './casual/merge.ts';
import type { Casual, LeftOver, NameStyle, Proposal, Taking } from './casual/proposal.ts';

/** More is no text that somebody would confirm line by line. */
const MOST_LINES = 20_000;

export function readCasual(source: string, style: NameStyle = 'pascal'): Casual {
  const proposals: Proposal[] = [];
  const left: LeftOver[] = [];
  const into: Taking = {
    propose: (proposal) => proposals.push(proposal),
    leave: (line, text, why) => left.push({ line, text: text.slice(0, 300), why }),
  };
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const root = asyncApiIn(text);
  if (root) takeAsyncApi(root, into);
  else {
    const lines = text.split('\n');
    if (lines.length > MOST_LINES) into.leave(MOST_LINES + 1, '…', `only the first ${MOST_LINES} lines were read`);
    const blocks = blocksOf(lines.slice(0, MOST_LINES), into);
    const dazzle = blocks.filter(isDazzle);
    // Together, since a schema may extend one of another stream.
    takeDazzle(dazzle, into);
    const takeAll = ({ line, text: words, below }: Block): void => {
      takeLine(line, words, style, into);
      below.forEach(takeAll);
    };
    for (const block of blocks) if (!dazzle.includes(block)) takeAll(block);
  }
  return {
    proposals: mergeProposals(proposals),
    left: left.sort((a, b) => a.line - b.line),
  };
}

/** Lines with what is indented below them. */
function blocksOf(lines: readonly string[], into: Taking): readonly Block[] {
  const top: Block[] = [];
  const open: { readonly indent: number; readonly below: Block[] }[] = [{ indent: -1, below: top }];
  for (const [i, raw] of lines.entries()) {
    const comment = /(?<=\S)\s+#\s.*$/.exec(raw)?.[0] ?? '';
    if (comment !== '') into.leave(i + 1, comment.trim(), 'a comment');
    const text = raw.slice(0, raw.length - comment.length).trim();
    if (text === '') continue;
    const indent = raw.length - raw.trimStart().length;
    while (open.length > 1 && (open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const below: Block[] = [];
    open.at(-1)?.below.push({ line: i + 1, text, below });
    open.push({ indent, below });
  }
  return top;
}
