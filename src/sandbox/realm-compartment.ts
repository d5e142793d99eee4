/** The compartment of a load: what is in scope there, and how modules are linked. */
import { type Module, SETTLE } from './protocol.ts';
import { noteGenerators, writesGenerators } from './realm-disguise.ts';
import { noteHiding, noteOwnMore, writesAccessors, writesOwnMore } from './realm-hidden.ts';
import { noteNaming, writesNames } from './realm-naming.ts';

/** Taken away before the freeze: ways to wait, to fill memory outside of the heap, or to reach the realm. */
const REMOVED = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Promise',
  'Proxy',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'FinalizationRegistry',
  'Compartment',
  'lockdown',
  'harden',
  'eval',
  'Function',
  'TextEncoder',
  'TextDecoder',
  'Iterator',
  'AsyncIterator',
  'Temporal',
  'HandledPromise',
  'Atomics',
  'WebAssembly',
  'ModuleSource',
] as const;

/** Before a module's first line, on that line. */
const OPENING = `(function (exports, require, ${SETTLE}) {"use strict";`;

/** The engine looks at these itself, and says more exactly what is wrong with them. */
const READ_BY_ENGINE: ReadonlySet<string> = new Set(['folds', 'projections']);

/** Freezes what a file declares at its top, all the way down: what a handler could change there would be a memory beside the state. */
function settle(parts: object): void {
  const seen = new Set<unknown>();
  const visit = (value: unknown, name: string): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
    seen.add(value);
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    if (tag === 'Map' || tag === 'Set')
      throw new TypeError(
        `\`${name}\` is a ${tag}: at the top of a file it would be a memory beside the state. Use an object or an array there, or make the ${tag} inside of the handler.`,
      );
    Object.freeze(value);
    for (const property of Object.values(getOwnPropertyDescriptors(value))) visit(property.value, name);
  };
  for (const [name, value] of Object.entries(parts)) if (!READ_BY_ENGINE.has(name)) visit(value, name);
}

/** Before what is said here: the realm watches who calls these later (`realm-hidden.ts`). */
const { create, defineProperty, getOwnPropertyDescriptors } = Object;
/** What sucrase begins a module with; nobody here asks for it. */
const ES_MODULE = 'Object.defineProperty(exports, "__esModule", {value: true});';

/** What a value looks like on the captured console. */
function show(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** A Date that knows UTC only and never the present: local getters and zone-less parsing would depend on the machine. */
const UTC_DATE = `((refuse) => {
  const Native = Date;
  const zoned = (text) => (typeof text === 'string' && /T\\d\\d:\\d\\d/.test(text) && !/(Z|[+-]\\d\\d:?\\d\\d)$/.test(text) ? text + 'Z' : text);
  function UtcDate(...args) {
    if (!new.target) refuse();
    if (args.length === 0) refuse();
    const d = args.length === 1 ? new Native(zoned(args[0])) : new Native(Native.UTC(...args));
    Object.setPrototypeOf(d, UtcDate.prototype);
    return d;
  }
  const proto = { constructor: UtcDate };
  for (const part of ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds', 'Day']) {
    const get = Native.prototype['getUTC' + part];
    const set = Native.prototype['setUTC' + part];
    for (const name of ['get', 'getUTC']) proto[name + part] = function () { return Reflect.apply(get, this, []); };
    if (set) for (const name of ['set', 'setUTC']) proto[name + part] = function (...a) { return Reflect.apply(set, this, a); };
  }
  for (const name of ['getTime', 'setTime', 'valueOf', 'toISOString', 'toJSON', 'toUTCString']) {
    const f = Native.prototype[name];
    proto[name] = function (...a) { return Reflect.apply(f, this, a); };
  }
  proto.getTimezoneOffset = () => 0;
  for (const name of ['toString', 'toLocaleString', 'toDateString', 'toTimeString', 'toLocaleDateString', 'toLocaleTimeString'])
    proto[name] = function () { return Reflect.apply(Native.prototype.toISOString, this, []); };
  UtcDate.prototype = proto;
  UtcDate.UTC = (...a) => Native.UTC(...a);
  UtcDate.parse = (text) => Native.parse(zoned(text));
  UtcDate.now = refuse;
  return UtcDate;
})`;

interface Linked {
  /** Evaluates all modules and joins what they export; a name exported twice is an error. `entering` hears each path. */
  link(modules: readonly Module[], entering: (path: string) => void): Record<string, unknown>;
  /** Prototypes of plain objects. */
  readonly prototypes: ReadonlySet<object | null>;
}

/** Hears of what behavior reaches for and does not get, whatever it makes of it. */
export interface Listener {
  /** The clock and the dice are there, and refuse; the error is what behavior gets. */
  onRefused(kind: 'clock' | 'randomness', error: Error): void;
  /** These are not there: who reads one gets undefined. The error shows where it was read. */
  readonly names: readonly string[];
  onMissing(name: string, error: Error): void;
}

export function compartmentFor(log: (level: string, text: string) => void, listener?: Listener): Linked {
  const refusing = (kind: 'clock' | 'randomness', message: string) =>
    harden(() => {
      const error = new TypeError(message);
      listener?.onRefused(kind, error);
      throw error;
    });
  const line =
    (level: string) =>
    (...args: readonly unknown[]) =>
      log(level, args.map(show).join(' '));
  const console = harden({
    log: line('log'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    debug: line('debug'),
  });
  const accept = harden((...events: readonly unknown[]) => Object.freeze({ accepted: events }));
  const reject = harden((code: unknown, message: unknown) => Object.freeze({ rejected: code, message }));
  const compartment = new Compartment({ __options__: true, globals: { console, accept, reject } });
  const scope = compartment.globalThis as Record<string, unknown>;
  // In another one: what is evaluated in this one before its globals are settled keeps looking each of them up, at ten times the cost.
  const dateWithout = new Compartment({ __options__: true }).evaluate(UTC_DATE) as (refuse: () => never) => unknown;
  const date = dateWithout(refusing('clock', 'there is no clock in behavior: use event.t_event or command.t'));
  const random = refusing('randomness', 'there is no randomness in behavior: let the event carry the value');
  const math = create(Object.prototype, {
    ...getOwnPropertyDescriptors(scope.Math as object),
    random: { value: random, enumerable: false },
  });
  for (const name of REMOVED) delete scope[name];
  scope.Date = harden(date);
  scope.Math = harden(math);
  const { Symbol: symbol } = scope;
  const symbols = () => {
    noteHiding();
    return symbol;
  };
  defineProperty(scope, 'Symbol', { get: symbols, enumerable: false });
  for (const name of listener?.names ?? [])
    if (!(name in scope))
      defineProperty(scope, name, { get: () => listener?.onMissing(name, new Error(name)), enumerable: false });
  Object.freeze(scope);

  const link: Linked['link'] = (modules, entering) => {
    const exportsOf = new Map<string, Record<string, unknown>>();
    const under = new Set<string>();
    const load = (module: Module): Record<string, unknown> => {
      const known = exportsOf.get(module.path);
      if (known) return known;
      if (under.has(module.path))
        throw new SyntaxError(`${module.path} imports itself, through ${[...under].join(', ')}`);
      under.add(module.path);
      const require = (target: string) => {
        const wanted = target.replace(/^\.\//, '').replace(/\.(js|ts)$/, '');
        const found = modules.find(({ path }) => path.replace(/\.ts$/, '') === wanted);
        if (!found || !target.startsWith('./'))
          throw new SyntaxError(
            `${module.path} imports '${target}': behavior may import other behavior files of its workspace ('./name.behavior.ts') and nothing else`,
          );
        return load(found);
      };
      const exported: Record<string, unknown> = {};
      entering(module.path);
      const code = module.code.replace(ES_MODULE, '');
      if (writesAccessors(code)) noteHiding();
      if (writesNames(code)) noteNaming();
      if (writesOwnMore(code)) noteOwnMore();
      if (writesGenerators(code)) {
        noteGenerators();
        noteHiding();
      }
      const run = compartment.evaluate(`${OPENING}${code}\n})\n//# sourceURL=${module.path}`, {
        __evadeHtmlCommentTest__: true,
        __rejectSomeDirectEvalExpressions__: false,
      }) as (exports: object, require: (target: string) => unknown, settle: (parts: object) => void) => void;
      run(exported, require, settle);
      under.delete(module.path);
      exportsOf.set(module.path, exported);
      return exported;
    };
    const joined: Record<string, Record<string, unknown>> = {};
    for (const module of modules) {
      for (const [name, value] of Object.entries(load(module))) {
        if (name === '__esModule') continue;
        if (typeof value !== 'object' || value === null) continue;
        joined[name] ??= {};
        const target = joined[name];
        for (const [key, part] of Object.entries(value)) {
          if (Object.hasOwn(target, key) && target[key] !== part)
            throw new SyntaxError(`${name}.${key} is exported twice, the second time by ${module.path}`);
          target[key] = part;
        }
      }
    }
    return joined;
  };
  return { link, prototypes: new Set([Object.prototype, null, compartment.evaluate('Object.prototype') as object]) };
}

/** File and line of an error, from its stack: frames of behavior carry the module's path as their name. */
export function placeOfError(error: unknown): {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
} {
  let stack = '';
  try {
    stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : '';
  } catch {
    // A stack that throws when it is read is no stack.
  }
  const [, file, line, column] = /([^\s()]+\.behavior\.ts):(\d+):(\d+)/.exec(stack) ?? [];
  if (file === undefined) return {};
  // The first line begins with our own words, so its columns are not those of the file.
  return { file, line: Number(line), ...(line !== '1' && { column: Number(column) }) };
}
