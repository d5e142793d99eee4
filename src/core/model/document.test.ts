import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNFINISHED } from './cut.ts';
import { type DocumentMemory, type ModelDocument, parseDocumentText, parseWhole } from './document.ts';
import { type Node, shiftRange } from './nodes.ts';

const shop = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');

/** A document with absolute lines, for comparison. */
function flat({ sections, errors }: ModelDocument) {
  const node = (n: Node, shift: number): unknown =>
    n.kind === 'map'
      ? {
          ...n,
          range: shiftRange(n.range, shift),
          entries: n.entries.map((e) => ({
            ...e,
            keyRange: shiftRange(e.keyRange, shift),
            value: node(e.value, shift),
          })),
        }
      : n.kind === 'list'
        ? { ...n, range: shiftRange(n.range, shift), items: n.items.map((i) => node(i, shift)) }
        : { ...n, range: shiftRange(n.range, shift) };
  return {
    ok: errors.length === 0,
    sections: sections.map((s) => ({
      key: s.key,
      keyRange: s.keyRange,
      blocks: s.blocks.map(({ entry, shift }) => ({
        key: entry.key,
        keyRange: shiftRange(entry.keyRange, shift),
        value: node(entry.value, shift),
      })),
      value:
        s.value && s.blocks.length === 0 && !(s.value.kind === 'scalar' && s.value.value === null)
          ? node(s.value, s.shift)
          : undefined,
    })),
  };
}

describe('parsing by blocks', () => {
  it('gives what parsing the whole gives, for the worked example', () => {
    expect(flat(parseDocumentText(shop).document)).toEqual(flat(parseWhole(shop)));
  });

  it('gives what parsing the whole gives, under random edits', { timeout: 90_000 }, () => {
    const snippet = fc.constantFrom(
      'x',
      '\n',
      '  ',
      '\n  Foo: { a: 1 }',
      '\nfoo: bar',
      '{',
      '}',
      "'",
      '"',
      '# c',
      ': ',
      '- ',
      '[',
      ']',
      '\n    deep: 1',
      '|',
      '*a',
      '\t',
      'é',
    );
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(30), insert: snippet });
    const base = shop.split('\n').slice(0, 90).join('\n');
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let text = base;
        let memory: DocumentMemory;
        for (const { at, cut, insert } of edits) {
          const from = Math.floor(at * text.length);
          text = text.slice(0, from) + insert + text.slice(from + cut);
          const parsed = parseDocumentText(text, memory);
          memory = parsed.memory;
          expect(flat(parsed.document)).toEqual(flat(parseDocumentText(text).document));
          const whole = flat(parseWhole(text));
          const mine = flat(parsed.document);
          // A word alone where a name belongs is a key being typed to the one, and a value of the wrong type to the other.
          const typing = text.split('\n').some((line) => /^(?: {2})?\S/.test(line) && UNFINISHED.test(line.trim()));
          if (!typing) expect(mine.ok).toBe(whole.ok);
          // Of a broken text both give what they could read; only a sound one must be the same.
          if (whole.ok && mine.ok) expect(mine).toEqual(whole);
        }
      }),
      { numRuns: 150 },
    );
  });

  /** The names of those definitions of `text` that are not the same objects as they were in `before`. */
  function anew(before: string, text: string): readonly string[] {
    const first = parseDocumentText(before);
    const now = parseDocumentText(text, first.memory);
    const entries = ({ sections }: ModelDocument) => sections.flatMap(({ blocks }) => blocks.map(({ entry }) => entry));
    const known = new Set(entries(first.document));
    return entries(now.document).flatMap((entry) => (known.has(entry) ? [] : [entry.key]));
  }

  it('parses nothing again while a key is being typed', () => {
    const typing = shop.replace('events:\n', 'events:\n  Order\n');
    expect(parseDocumentText(typing).document.errors).toEqual([
      { message: expect.stringContaining('`Order` is no key yet'), range: expect.objectContaining({ column: 3 }) },
    ]);
    expect(anew(shop, typing)).toEqual([]);
  });

  it.each([
    ['a value', 'version: 2', 'version: 3'],
    ['an open bracket', 'version: 2', 'version: [2'],
    ['an open quote', 'version: 2', 'version: "2'],
  ])('parses only what changed: %s', (_, from, to) => {
    expect(anew(shop, shop.replace(from, to))).toEqual(['OrderPlaced']);
  });

  it('keeps what stands behind an open bracket or quote', () => {
    for (const open of ['[', '{', '"', "'"]) {
      const { sections, errors } = parseDocumentText(shop.replace('version: 2', `version: ${open}2`)).document;
      expect(errors.length).toBeGreaterThan(0);
      expect(sections.map(({ key, blocks }) => [key, blocks.length])).toEqual(
        parseWhole(shop).sections.map(({ key, blocks }) => [key, blocks.length]),
      );
    }
  });

  it.each([
    ['a tab', 'events:\n\tA: 1', 'tab'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefg'
        .split('')
        .map((k, i) => `${k}: &${k} [${Array(10).fill(`*${'abcdefg'[i]}`).join(',')}]`)
        .join('\n')}`,
      'aliases',
    ],
    ['two documents', 'a: 1\n---\nb: 2', 'second document'],
    ['a list', '- a\n- b', 'map of sections'],
    ['a duplicate key', 'model: a\nmodel: b', 'declared twice'],
    ['deep nesting', `a: ${'['.repeat(5000)}`, ''],
  ])('says what is wrong with %s', (_, text, message) => {
    const { errors } = parseDocumentText(text).document;
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.map((e) => e.message).join('; ')).toContain(message);
  });
});
