/**
 * A model and its outline for somebody who has an older one: only the definitions that changed, and where each stands as columns of numbers.
 * Whole, a model of 10,000 types would hold up the page at every pause in typing.
 */
import type { OutlineItem } from './assist.ts';
import type { Model } from './model.ts';
import { namesIn, rememberNames, setOwn } from './names-in.ts';
import { shiftRange } from './nodes.ts';
import type { ParsedModel } from './parse.ts';
import { SECTIONS } from './schema.ts';

export interface KnownModel {
  readonly model: Model | undefined;
  readonly outline: readonly OutlineItem[];
}
type Parts = Readonly<Record<string, unknown>>;
interface SectionNews {
  /** In order; absent = those that are known. */
  readonly names?: readonly string[];
  readonly changed: readonly (readonly [name: string, value: unknown])[];
}
interface OutlineNews {
  readonly item: Omit<OutlineItem, 'children'>;
  /** Absent = those that are known of the section in this place. */
  readonly names?: readonly string[];
  readonly lines: Int32Array;
  readonly endLines: Int32Array;
}
export interface ModelNews {
  /** What is no section. */
  readonly top: Parts;
  readonly sections: Readonly<Record<string, SectionNews>>;
  readonly outline: readonly OutlineNews[];
}

const isSection = (key: string): boolean => (SECTIONS as readonly string[]).includes(key);
const sameNames = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((name, i) => name === b[i]);

/** What is new in `now` for somebody who knows `before`. */
export function newsOf(now: ParsedModel, before: ParsedModel | undefined): ModelNews {
  const [mine, old] = [now.model as unknown as Parts, before?.model as unknown as Parts | undefined];
  const sections: Record<string, SectionNews> = {};
  for (const key of SECTIONS) {
    const [items, known] = [mine[key] as Parts, old?.[key] as Parts | undefined];
    if (items === known) continue;
    const names = namesIn(items);
    const same = known !== undefined && sameNames(names, namesIn(known));
    const changed = names.filter((name) => !known || !Object.hasOwn(known, name) || known[name] !== items[name]);
    sections[key] = { ...(!same && { names }), changed: changed.map((name) => [name, items[name]]) };
  }
  const outlined = before ? blocksOf(before) : [];
  return {
    top: Object.fromEntries(Object.entries(mine).filter(([key]) => !isSection(key))),
    sections,
    outline: blocksOf(now).map(({ path, section }, i): OutlineNews => {
      const { key, keyRange, blocks, value, shift } = section;
      const lines = Int32Array.from(blocks, (block) => block.entry.keyRange.line + block.shift);
      const endLines = Int32Array.from(
        blocks,
        ({ entry, shift: by }) => Math.max(entry.keyRange.line, entry.value.range.endLine) + by,
      );
      const names = blocks.map(({ entry }) => entry.key);
      const known = outlined[i]?.section.blocks.map(({ entry }) => entry.key);
      const endLine = endLines.at(-1) ?? (value ? shiftRange(value.range, shift).endLine : keyRange.endLine);
      return {
        item: { name: key, kind: 'section', file: path, line: keyRange.line, endLine },
        ...(!(known && sameNames(names, known)) && { names }),
        lines,
        endLines,
      };
    }),
  };
}

const blocksOf = ({ documents }: ParsedModel) =>
  documents.flatMap(({ path, document }) => document.sections.map((section) => ({ path, section })));

const alike = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The model that `news` are of, out of the one that they were made for. What did not change stays the same object. */
export function withNews({ top, sections, outline }: ModelNews, before: KnownModel): KnownModel {
  const old = before.model as unknown as Parts | undefined;
  const parts = SECTIONS.map((key) => {
    const known = (old?.[key] ?? {}) as Parts;
    const news = sections[key];
    if (!news) return [key, known] as const;
    const changed = new Map(news.changed);
    const names = news.names ?? namesIn(known);
    const made: Record<string, unknown> = {};
    for (const name of names) setOwn(made, name, changed.has(name) ? changed.get(name) : known[name]);
    rememberNames(made, news.names ? Object.keys(made) : names);
    return [key, made] as const;
  });
  const unchanged =
    old && Object.keys(sections).length === 0 && Object.entries(top).every(([key, value]) => alike(value, old[key]));
  return {
    model: unchanged && before.model ? before.model : ({ ...top, ...Object.fromEntries(parts) } as unknown as Model),
    outline: outline.map(({ item, names, lines, endLines }, i): OutlineItem => {
      const known = before.outline[i]?.children ?? [];
      return {
        ...item,
        children: Array.from(lines, (line, n): OutlineItem => {
          const was = known[n];
          const name = names ? (names[n] ?? '') : (was?.name ?? '');
          const endLine = endLines[n] ?? line;
          const same =
            was?.name === name &&
            was.line === line &&
            was.endLine === endLine &&
            was.kind === item.name &&
            was.file === item.file;
          return same ? was : { name, kind: item.name, file: item.file, line, endLine, children: [] };
        }),
      };
    }),
  };
}
