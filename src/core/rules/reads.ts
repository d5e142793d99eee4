/**
 * What a rule read of a model while it looked at one definition: as long as all of it is the same, so is what the rule says. Nothing is declared;
 * the rule gets a view of the model that hears every read.
 *
 *     model.streams.orders           that definition
 *     Object.keys(model.services)    the whole section
 *     ownersOf(model).get('order')   what an index (`perModel`) has under that key
 */
import type { Model } from '../model/model.ts';
import { SECTIONS } from '../model/schema.ts';
import { alike } from './alike.ts';
import type { BehaviorFacts } from './behavior/facts.ts';
import { type Made, watched } from './per-model.ts';

/** Everything that a rule can read beside the definition itself. */
export interface Ground {
  readonly model: Model;
  readonly behavior: BehaviorFacts | undefined;
}

/** A section, or an index. */
interface Source {
  readonly of: (ground: Ground) => unknown;
  readonly reads: Map<unknown, Read>;
  was: unknown;
  run: number;
  same: boolean;
}
interface Read {
  readonly source: Source;
  readonly of: (ground: Ground) => unknown;
  readonly was: unknown;
  readonly same: (a: unknown, b: unknown) => boolean;
  /** The run that asked last whether it is the same, and the answer. */
  run: number;
  holds: boolean;
}
/** One read after another. Rules that read the same share the object, so that it is looked at once for all definitions. */
export interface Reads {
  holds: boolean;
  readonly length: number;
  readonly next: Map<Read, Reads>;
}
type Index = (model: Model) => Made<unknown>;
export interface ReadMemory {
  readonly nothing: Reads;
  readonly sources: Map<unknown, Source>;
  run: number;
}

const readsOf = (length: number): Reads => ({ holds: true, length, next: new Map() });
/** Whoever reads more than this is asked again each time. */
const MOST = 50;
export const NEVER: Reads = { holds: false, length: MOST, next: new Map() };
const WHOLE = Symbol('whole');
const isSection = (part: string): boolean => (SECTIONS as readonly string[]).includes(part);

export const readMemory = (): ReadMemory => ({ nothing: readsOf(0), sources: new Map(), run: 0 });

/** Begins a run: reads that give something else now hold no longer. */
export function startRun(memory: ReadMemory, ground: Ground): void {
  memory.run++;
  const look = (reads: Reads): void => {
    for (const [read, more] of reads.next)
      if (holds(read, memory, ground)) look(more);
      else {
        reads.next.delete(read);
        letGo(more);
      }
  };
  look(memory.nothing);
}

function letGo(reads: Reads): void {
  reads.holds = false;
  for (const more of reads.next.values()) letGo(more);
}

function holds(read: Read, memory: ReadMemory, ground: Ground): boolean {
  const { run } = memory;
  if (read.run === run) return read.holds;
  const same = sameSource(read.source, memory, ground);
  const held = read.run === run - 1 && read.holds;
  read.run = run;
  read.holds = (held && same) || read.same(read.of(ground), read.was);
  return read.holds;
}

/** Whether what was read from is the object that it was in the run before: then nothing in it need be looked at. */
function sameSource(source: Source, { run }: ReadMemory, ground: Ground): boolean {
  if (source.run === run) return source.same;
  const now = source.of(ground);
  source.same = source.run === run - 1 && now === source.was;
  source.was = now;
  source.run = run;
  return source.same;
}

/** Of one run: a view of the ground, and what is read of it while some work is done. */
export interface Watch {
  readonly ground: Ground;
  /** Reads by section only: for a rule that goes through all of it. */
  readonly coarse: Ground;
  during(work: () => void): Reads;
}

export function watch(memory: ReadMemory, ground: Ground): Watch {
  let at = memory.nothing;
  /** What was read as a whole: parts of it say no more. */
  let wholes: readonly unknown[] = [];
  const hear = (part: unknown, from: Source['of'], key: unknown, of: Read['of'], same: Read['same'] = alike) => {
    if (at === NEVER || wholes.includes(part)) return;
    if (key === WHOLE) wholes = [...wholes, part];
    const source = memory.sources.get(part) ?? {
      of: from,
      reads: new Map<unknown, Read>(),
      was: undefined,
      run: 0,
      same: false,
    };
    memory.sources.set(part, source);
    sameSource(source, memory, ground);
    let read = source.reads.get(key);
    if (!read || !holds(read, memory, ground)) {
      read = { source, of, was: of(ground), same, run: memory.run, holds: true };
      source.reads.set(key, read);
    }
    const next = at.next.get(read) ?? (at.length < MOST ? readsOf(at.length + 1) : NEVER);
    if (next !== NEVER) at.next.set(read, next);
    at = next;
  };
  const partOf = (part: keyof Model) =>
    hear(
      part,
      ({ model }) => model[part],
      WHOLE,
      ({ model }) => model[part],
      isSection(part) ? Object.is : alike,
    );
  const indexes = new Map<Index, unknown>();
  const index = <T>(of: (model: Model) => Made<T>): T => {
    const { made } = of(ground.model);
    const from = (g: Ground) => of(g.model).made;
    const whole = () => hear(of, from, WHOLE, from);
    if (!(made instanceof Map || made instanceof Set)) {
      whole();
      return made;
    }
    const view = indexes.get(of) ?? keyed(made, whole, (key) => hear(of, from, key, (g) => heldBy(from(g), key)));
    indexes.set(of, view);
    return view as T;
  };
  const sections = new Map<string, unknown>();
  const sectionOf = (part: keyof Model) => {
    const view =
      sections.get(part) ??
      entriesHeard(
        ground.model[part] as object,
        () => partOf(part),
        (name) =>
          hear(
            part,
            ({ model }) => model[part],
            name,
            ({ model }) => ownOf(model[part] as object, name),
            Object.is,
          ),
      );
    sections.set(part, view);
    return view;
  };
  const model = (section: (part: keyof Model) => unknown): Model =>
    watched(
      { model: ground.model, index },
      {
        get(_, key) {
          const part = key as keyof Model;
          if (isSection(part)) return section(part);
          partOf(part);
          return ground.model[part];
        },
      },
    );
  const groundOf = (view: Model): Ground => ({
    model: view,
    get behavior() {
      const of = (g: Ground) => g.behavior;
      hear('behavior', of, WHOLE, of, Object.is);
      return ground.behavior;
    },
  });
  return {
    ground: groundOf(model(sectionOf)),
    coarse: groundOf(
      model((part) => {
        partOf(part);
        return ground.model[part];
      }),
    ),
    during(work) {
      at = memory.nothing;
      wholes = [];
      work();
      return at;
    },
  };
}

const ownOf = (of: object, name: string): unknown => (Object.hasOwn(of, name) ? of[name as never] : undefined);
const heldBy = (index: unknown, key: unknown): unknown =>
  index instanceof Map ? index.get(key) : index instanceof Set ? index.has(key) : undefined;

/** A section, heard by definition as long as nobody asks for all. */
function entriesHeard(section: object, whole: () => void, entry: (name: string) => void): unknown {
  return new Proxy(section, {
    get(of, name) {
      if (typeof name === 'string') entry(name);
      return Reflect.get(of, name);
    },
    has(of, name) {
      if (typeof name === 'string') entry(name);
      return Reflect.has(of, name);
    },
    getOwnPropertyDescriptor(of, name) {
      if (typeof name === 'string') entry(name);
      return Reflect.getOwnPropertyDescriptor(of, name);
    },
    ownKeys(of) {
      whole();
      return Reflect.ownKeys(of);
    },
  });
}

/** An index, heard by key as long as nobody asks for all. */
function keyed(index: object, whole: () => void, one: (key: unknown) => void): unknown {
  return new Proxy(index, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name, of);
      if (typeof value !== 'function') {
        whole();
        return value;
      }
      return (...given: readonly unknown[]) => {
        if (name === 'get' || name === 'has') one(given[0]);
        else whole();
        return Reflect.apply(value, of, given) as unknown;
      };
    },
  });
}
