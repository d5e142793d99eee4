/** A JSON value as a tree that keyboard and screen reader can walk. Numbers keep their digits; what is folded costs nothing. */
import { type KeyboardEvent, memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { stringifyExact } from '../../core/record/json.ts';
import type { ExactValue, JsonValue } from '../../core/record/record.ts';
import type { Part, PartWanted } from '../../core/replay/part.ts';
import './json-tree.css';
import {
  CHILDREN,
  isMore,
  leafText,
  SEARCHED,
  searchTree,
  type TreeLine,
  type TreeNode,
  treeLines,
  valueAtPointer,
} from './nodes.ts';

export interface JsonTreeProps {
  readonly value: ExactValue;
  readonly label: string;
  /** Levels open at first; 2 unless set. */
  readonly openLevels?: number;
  /** JSON pointers to highlight: what a step changed. */
  readonly changed?: ReadonlySet<string>;
  readonly searchable?: boolean;
  /** Where `value` is only what is unfolded of a larger one. */
  readonly part?: TreePart | undefined;
  /** More to do with the value that is active, by its JSON pointer. */
  readonly actions?: readonly { readonly title: string; readonly run: (pointer: string) => void }[] | undefined;
}

export interface TreePart extends Omit<Part, 'value'> {
  /** Asks for another part: what a person unfolded or looks for. */
  readonly onWant: (wanted: PartWanted) => void;
  readonly whole: () => Promise<JsonValue>;
}

const LONG = 400;

export function JsonTree({ value, label, openLevels = 2, changed, searchable = true, part, actions }: JsonTreeProps) {
  const id = useId();
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [shown, setShown] = useState<ReadonlyMap<string, number>>(new Map());
  const [text, setText] = useState('');
  const [active, setActive] = useState('');
  const [said, setSaid] = useState('');
  const sizes = useMemo(() => part && { folded: new Map(part.folded), longer: new Map(part.longer) }, [part]);
  const search = useMemo(() => {
    if (text === '') return undefined;
    if (!part) return searchTree(value, text);
    return part.found && { ...part.found, pointers: new Set(part.found.pointers) };
  }, [value, text, part]);
  const latest = useRef(part?.onWant);
  latest.current = part?.onWant;
  const isPart = part !== undefined;
  useEffect(() => {
    if (!isPart) return;
    const open = [...chosen].flatMap(([pointer, is]) => (is ? [pointer] : []));
    latest.current?.({ open, shown: [...shown], ...(text !== '' && { find: text }) });
  }, [isPart, chosen, shown, text]);
  const lines = treeLines(value, {
    isOpen: (pointer, depth) => chosen.get(pointer) ?? (sizes ? !sizes.folded.has(pointer) : depth < openLevels - 1),
    shownOf: (pointer) => shown.get(pointer) ?? CHILDREN,
    sizeOf: sizes && ((pointer) => sizes.folded.get(pointer) ?? sizes.longer.get(pointer)),
    ...(search && { only: search.pointers }),
  });
  const at = Math.max(
    0,
    lines.findIndex((line) => keyOf(line) === active),
  );
  const current = lines[at];

  const fold = (pointer: string, open: boolean) => setChosen(new Map(chosen).set(pointer, open));
  const more = (pointer: string) => setShown(new Map(shown).set(pointer, (shown.get(pointer) ?? CHILDREN) + CHILDREN));
  const copy = async (what: 'value' | 'path') => {
    if (!current || isMore(current)) return;
    const { value: shownValue, pointer } = current;
    const copied = part && what === 'value' ? (valueAtPointer(await part.whole(), pointer) ?? null) : shownValue;
    await navigator.clipboard.writeText(
      what === 'path' ? pointer : typeof copied === 'string' ? copied : stringifyExact(copied),
    );
    setSaid(what === 'path' ? `Path ${pointer} copied` : 'Value copied');
  };
  const tellFailure = () => setSaid('The browser did not allow copying');

  const onKey = (event: KeyboardEvent) => {
    if (!current || event.altKey) return;
    const go = (index: number) => {
      const line = lines[Math.min(Math.max(0, index), lines.length - 1)];
      if (line) setActive(keyOf(line));
    };
    if (event.ctrlKey || event.metaKey) {
      if (event.code !== 'KeyC' || String(getSelection()) !== '') return;
      copy(event.shiftKey ? 'path' : 'value').catch(tellFailure);
    } else if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(lines.length - 1);
    else if (event.key === 'ArrowRight' && !isMore(current) && current.size)
      if (current.open) go(at + 1);
      else fold(current.pointer, true);
    else if (event.key === 'ArrowLeft' && !isMore(current))
      if (current.open && !search) fold(current.pointer, false);
      else go(lines.findLastIndex((line, i) => i < at && line.depth < current.depth));
    else if (event.key === 'Enter' || event.key === ' ')
      if (isMore(current)) more(current.pointer);
      else fold(current.pointer, !current.open);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const pick = (line: TreeLine) => {
    setActive(keyOf(line));
    if (isMore(line)) more(line.pointer);
    else if (line.size && String(getSelection()) === '') fold(line.pointer, !line.open);
  };
  const picking = useRef(pick);
  picking.current = pick;
  const onPick = useCallback((line: TreeLine) => picking.current(line), []);

  return (
    <div className="json-tree">
      <div className="json-tree-bar">
        {searchable && (
          <input
            type="search"
            className="input"
            aria-label={`Find in ${label}`}
            placeholder="Find"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        <button type="button" className="btn-link" onClick={() => copy('value').catch(tellFailure)}>
          Copy value
        </button>
        <button type="button" className="btn-link" onClick={() => copy('path').catch(tellFailure)}>
          Copy path
        </button>
        {current &&
          !isMore(current) &&
          actions?.map(({ title, run }) => (
            <button key={title} type="button" className="btn-link" onClick={() => run(current.pointer)}>
              {title}
            </button>
          ))}
        <span className="muted" role="status">
          {search
            ? `${search.matches.toLocaleString('en-US')} found${search.cut ? ` in the first ${SEARCHED.toLocaleString('en-US')} values` : ''}`
            : said}
        </span>
      </div>
      {lines.length === 0 ? (
        <p className="muted">{search ? 'Nothing matches' : leafText(value)}</p>
      ) : (
        <div
          role="tree"
          aria-label={label}
          tabIndex={0}
          aria-activedescendant={`${id}-${at}`}
          className="json-tree-lines"
          onKeyDown={onKey}
        >
          {lines.map((line, i) => (
            <TreeRow
              key={keyOf(line)}
              id={`${id}-${i}`}
              line={line}
              selected={i === at}
              changed={!isMore(line) && (changed?.has(line.pointer) ?? false)}
              onPick={onPick}
            />
          ))}
        </div>
      )}
    </div>
  );
}

const keyOf = (line: TreeLine) => (isMore(line) ? `${line.pointer}…` : line.pointer);

interface RowProps {
  readonly id: string;
  readonly line: TreeLine;
  readonly selected: boolean;
  readonly changed: boolean;
  readonly onPick: (line: TreeLine) => void;
}

/** Looks the same: containers show their size and nothing else of what they hold. */
function sameLine(a: TreeLine, b: TreeLine): boolean {
  if (isMore(a) || isMore(b)) return isMore(a) && isMore(b) && a.hidden === b.hidden && a.depth === b.depth;
  return (
    a.key === b.key &&
    a.depth === b.depth &&
    a.size === b.size &&
    a.open === b.open &&
    (a.size === undefined ? leafText(a.value) === leafText(b.value) : Array.isArray(a.value) === Array.isArray(b.value))
  );
}

/** Most lines stay as they are from one value to the next. */
const TreeRow = memo(
  function TreeRow({ id, line, selected, changed, onPick }: RowProps) {
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree's keys do the same
      <div
        id={id}
        role="treeitem"
        aria-level={line.depth + 1}
        aria-selected={selected}
        aria-expanded={isMore(line) || !line.size ? undefined : line.open}
        className="json-tree-line"
        data-changed={changed}
        style={{ paddingLeft: 6 + line.depth * 14 }}
        onClick={() => onPick(line)}
      >
        {isMore(line) ? (
          <span className="muted">… {line.hidden.toLocaleString('en-US')} more</span>
        ) : (
          <Line node={line} />
        )}
      </div>
    );
  },
  (a, b) =>
    a.id === b.id &&
    a.selected === b.selected &&
    a.changed === b.changed &&
    a.onPick === b.onPick &&
    a.line.pointer === b.line.pointer &&
    sameLine(a.line, b.line),
);

function Line({ node: { key, value, size, open } }: { readonly node: TreeNode }) {
  if (size !== undefined)
    return (
      <>
        <span className="json-tree-fold" aria-hidden="true">
          {size === 0 ? '' : open ? '▾' : '▸'}
        </span>
        <span className="json-tree-key">{key}</span>
        <span className="muted"> {Array.isArray(value) ? `[${size}]` : `{${size}}`}</span>
      </>
    );
  const text = leafText(value);
  const type = value === null ? 'null' : typeof value === 'object' ? 'number' : typeof value;
  return (
    <>
      <span className="json-tree-fold" />
      {key !== '' && <span className="json-tree-key">{key}: </span>}
      <span
        className="json-tree-leaf"
        data-type={type}
        title={text.length > LONG ? `${text.length} characters` : undefined}
      >
        {text.length > LONG ? `${text.slice(0, LONG)}…` : text}
      </span>
    </>
  );
}
