/** The few forms that our pages use: paragraphs, `## ❌ / ✅`, fenced examples, `code` and *emphasis*. */
export interface Part {
  readonly kind: 'text' | 'heading' | 'code';
  readonly text: string;
  /** Of code: `yaml`, `ts`, `ndjson`. */
  readonly language?: string;
}

export function partsOf(markdown: string): readonly Part[] {
  return markdown.split(/(```\w*\n[\s\S]*?```)/).flatMap((chunk): Part[] => {
    const [, language = '', code] = /^```(\w*)\n([\s\S]*?)```$/.exec(chunk) ?? [];
    if (code !== undefined) return [{ kind: 'code', text: code, language }];
    return chunk
      .split(/\n{2,}/)
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text): Part => {
        const heading = /^#+ (.*)/.exec(text)?.[1];
        return heading !== undefined ? { kind: 'heading', text: heading } : { kind: 'text', text };
      });
  });
}

export function Inline({ text }: { readonly text: string }) {
  return text.split(/(`[^`]+`|\*[^*]+\*)/).map((piece, i) => {
    const key = `${i}:${piece}`;
    if (piece.startsWith('`')) return <code key={key}>{piece.slice(1, -1)}</code>;
    if (piece.startsWith('*') && piece.length > 1) return <em key={key}>{piece.slice(1, -1)}</em>;
    return piece;
  });
}
