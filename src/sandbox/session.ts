/** One realm from outside, whatever hosts it: requests, answers that are parsed, and the watch over hangs. */

import type { Model } from '../core/model/model.ts';
import { withHash } from '../core/replay/engine.ts';
import {
  REPLAY_ERROR_CODES,
  type ReplayAnswer,
  type ReplayError,
  type ReplayResult,
  type SeekRequest,
  type StateView,
  type SubjectPage,
  type SubjectRow,
} from '../core/replay/view.ts';
import type { SimulateAnswer, SimulateRequest } from '../core/writepath/simulator.ts';
import type {
  AnswerTo,
  AskOptions,
  BehaviorFile,
  FromRealm,
  Loaded,
  Module,
  Question,
  RealmQuestion,
  Reload,
  ToRealm,
} from './protocol.ts';
import { RealmEnded } from './protocol.ts';
import { journalSender } from './sent-journal.ts';
import { transpile } from './transpile.ts';

/** A realm that does not answer for so long is ended; a slice of honest work takes 8 ms. */
const SILENT_MILLIS = 800;
/** Where the engine itself said that it will be busy. Behavior cannot say so: it has no way out of its compartment. */
const OWN_WORK_MILLIS = 30_000;
const PING_MILLIS = 200;

export interface RealmHost {
  post(message: ToRealm, transfer: readonly MessagePort[]): void;
  /** Ends the realm at once, whatever it does. */
  end(): void;
}

type Transferable = MessagePort;

export interface Session {
  receive(data: unknown): void;
  /** The realm is gone for another reason: it ran out of memory, or its worker failed. */
  ended(error: ReplayError): void;
  load(modules: readonly Module[], model: Model | undefined, journal: Transferable, reload?: Reload): Promise<Loaded>;
  keep(slot: number, subject?: string): Promise<void>;
  seek(request: SeekRequest): Promise<StateView>;
  result(slot: number): Promise<ReplayResult>;
  dropBlocks(): Promise<void>;
  ask<Q extends Question>(question: Q, options?: AskOptions): Promise<AnswerTo<Q>>;
  /** Behavior for the simulator. */
  prepare(modules: readonly Module[], model: Model): Promise<Loaded>;
  /** The simulator's answer; only the engine beside the compartment can give one, and it is data. */
  simulate<R extends SimulateRequest>(request: R, options?: Pick<AskOptions, 'onProgress'>): Promise<SimulateAnswer<R>>;
  readonly alive: boolean;
  /** Nothing is under way. */
  readonly idle: boolean;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
function isText(value: unknown): value is string {
  return typeof value === 'string';
}
const text = (value: unknown, most = 20_000): string => (typeof value === 'string' ? value.slice(0, most) : '');

function parseError(value: unknown): ReplayError | undefined {
  if (!isObject(value)) return undefined;
  const code = REPLAY_ERROR_CODES.find((known) => known === value.code);
  if (!code) return undefined;
  const number = (key: string) => (Number.isSafeInteger(value[key]) ? { [key]: value[key] as number } : {});
  const word = (key: string) => (typeof value[key] === 'string' ? { [key]: text(value[key]) } : {});
  return {
    code,
    message: text(value.message),
    ...word('record'),
    ...word('file'),
    ...word('target'),
    ...number('slot'),
    ...number('line'),
    ...number('column'),
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const names = (value: unknown): readonly string[] =>
  list(value)
    .map((name) => text(name))
    .filter((name) => name !== '');

function parseLoaded(value: unknown): Loaded {
  const outline = isObject(value) && isObject(value.outline) ? value.outline : {};
  const error = isObject(value) ? parseError(value.error) : undefined;
  return { outline: { folds: names(outline.folds), projections: names(outline.projections) }, ...(error && { error }) };
}

const isChange = (value: unknown): boolean =>
  isObject(value) && Array.isArray(value['path']) && ['added', 'removed', 'changed'].includes(String(value['kind']));

function parseSubjects(value: unknown): SubjectPage {
  if (!isObject(value) || !Number.isSafeInteger(value.total) || !Number.isSafeInteger(value.from))
    throw new Error('the sandbox gave an answer that is none');
  const rows = list(value.rows).flatMap((row): readonly SubjectRow[] => {
    if (!isObject(row) || !Number.isSafeInteger(row.records) || !Number.isSafeInteger(row.lastSlot)) return [];
    const error = parseError(row.error);
    const { records, lastSlot } = row as { readonly records: number; readonly lastSlot: number };
    const words = { subject: text(row.subject), fold: text(row.fold), text: text(row.text, 500) };
    return [{ ...words, records, lastSlot, ...(error && { error }) }];
  });
  return { total: value.total as number, from: value.from as number, rows };
}

const isPart = (value: unknown): boolean =>
  isObject(value) &&
  Array.isArray(value.folded) &&
  Array.isArray(value.longer) &&
  (value.found === undefined || (isObject(value.found) && Array.isArray(value.found.pointers)));

/** A structured clone holds data only; what the page relies on is checked, the rest is shown as it is. */
function parseView(value: unknown): StateView {
  if (
    !isObject(value) ||
    !Number.isSafeInteger(value.slot) ||
    !Array.isArray(value.rows) ||
    !isObject(value.notApplied)
  )
    throw new Error('the sandbox gave an answer that is none');
  const rows = list(value.rows).filter(
    (row) =>
      isObject(row) &&
      typeof row.key === 'string' &&
      typeof row.text === 'string' &&
      (row.part === undefined || isPart(row.part)) &&
      list(row.changes).every(isChange),
  );
  const errors = Object.fromEntries(
    ['error', 'subjectError', 'projectionError'].flatMap((key) =>
      [[key, parseError(value[key])]].filter(([, e]) => e !== undefined),
    ),
  );
  if (value.subjectPart !== undefined && !isPart(value.subjectPart))
    throw new Error('the sandbox gave an answer that is none');
  const { error: _e, subjectError: _s, projectionError: _p, ...rest } = value;
  return {
    ...rest,
    rows,
    touched: names(value.touched),
    subjectChanges: list(value.subjectChanges).filter(isChange),
    logs: list(value.logs).filter(isObject),
    watched: list(value.watched).filter(isObject),
    ...(value.subjects !== undefined && { subjects: parseSubjects(value.subjects) }),
    ...errors,
  } as unknown as StateView;
}

function parseAnswer(value: unknown): ReplayAnswer {
  if (!isObject(value) || !isObject(value['states']) || !isObject(value['views']) || !isObject(value['not_applied']))
    throw new Error('the sandbox gave an answer that is none');
  const error = parseError(value['error']);
  const { error: _, ...rest } = value;
  return { ...rest, ...(error && { error }) } as unknown as ReplayAnswer;
}

const isCourse = (value: unknown): boolean =>
  isObject(value) &&
  value.slots instanceof Uint32Array &&
  value.numbers instanceof Float64Array &&
  value.slots.length === value.numbers.length &&
  typeof value.start === 'number' &&
  Number.isSafeInteger(value.total);

const isCounted = (one: unknown): boolean => isObject(one) && isText(one.type) && Number.isSafeInteger(one.records);

/** What an answer must hold to be one; the rest is shown as it is. */
const HOLDS: Readonly<
  Record<Exclude<Question['ask'], 'known'>, Readonly<Record<string, (value: unknown) => boolean>>>
> = {
  prove: { proofs: Array.isArray, chain: isObject, ran: isObject },
  chain: { final: isText, steps: (value) => value instanceof Uint32Array, slots: Number.isSafeInteger },
  retain: { proofs: Array.isArray, records: isObject, gaps: Array.isArray },
  blame: { writes: Array.isArray, total: Number.isSafeInteger },
  watch: { courses: (value) => Array.isArray(value) && value.every(isCourse) },
  when: { intervals: Array.isArray, total: Number.isSafeInteger },
  between: { rows: Array.isArray, total: Number.isSafeInteger },
  'known-between': { rows: Array.isArray, total: Number.isSafeInteger, records: isObject },
  compare: { partings: Array.isArray, total: Number.isSafeInteger, upcasters: Array.isArray },
  beside: { rows: Array.isArray, total: Number.isSafeInteger },
  'passed-over': { list: Array.isArray, total: Number.isSafeInteger },
  unheard: {
    records: Number.isSafeInteger,
    types: Number.isSafeInteger,
    list: (value) => Array.isArray(value) && value.every(isCounted),
  },
};

function parseAnswerTo(question: Question, value: unknown): unknown {
  if (question.ask === 'known') return parseView(value);
  const holds = isObject(value) && Object.entries(HOLDS[question.ask]).every(([key, check]) => check(value[key]));
  if (!holds) throw new Error('the sandbox gave an answer that is none');
  const { error: given, ...rest } = value;
  const error = parseError(given);
  return { ...rest, ...(error && { error }) };
}

/** The code of a question made ready. Throws an Error that says what is wrong with it. */
function readied(question: Question): RealmQuestion {
  const modulesOf = (files: readonly BehaviorFile[]) => {
    const result = transpile(files);
    if (!('error' in result)) return result.modules;
    const { message, file, line } = result.error;
    throw new Error(question.ask === 'when' || file === undefined ? message : `${file}:${line ?? 1}: ${message}`);
  };
  if (question.ask === 'compare') return { ask: 'compare', modules: modulesOf(question.files) };
  if (question.ask !== 'when') return question;
  const { over, expression } = question;
  const text = `export const condition = { holds: (state, event, record = event) => (\n${expression}\n) };`;
  return { ask: 'when', over, modules: modulesOf([{ path: 'condition.behavior.ts', text }]) };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly onProgress?: ((part: number) => void) | undefined;
}

export function createSession(host: RealmHost): Session {
  const waiting = new Map<number, Waiting>();
  const journals = journalSender();
  let last = 0;
  let heard = performance.now();
  let pinged = heard;
  let at: { readonly target: string; readonly slot: number; readonly exact: boolean } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let alive = true;
  let patience = SILENT_MILLIS;

  const end = (error: ReplayError) => {
    if (!alive) return;
    alive = false;
    clearTimeout(timer);
    host.end();
    for (const { reject } of waiting.values()) reject(new RealmEnded(error));
    waiting.clear();
  };
  const over = () => new RealmEnded({ code: 'stopped', message: 'The sandbox was ended.' });
  const hang = (): ReplayError => {
    const where =
      at === undefined
        ? ''
        : at.slot < 0
          ? `while ${at.target}`
          : `in ${at.target}, at slot ${(at.slot + 1).toLocaleString('en')}${at.exact ? '' : ' or soon after'}`;
    return {
      code: 'timeout',
      message: `The behavior did not come back within a second ${where}: an endless loop, or far too much work for one record. It was stopped; change the code and it runs again.`,
      ...(at && at.slot >= 0 && { slot: at.slot + 1, target: at.target }),
    };
  };
  const watch = () => {
    if (waiting.size === 0) {
      timer = undefined;
      return;
    }
    const now = performance.now();
    // A page that was itself held up (a debugger, a sleeping machine) must not blame the realm.
    if (now - pinged > 2 * PING_MILLIS + SILENT_MILLIS) heard = now;
    if (now - heard > patience) {
      end(hang());
      return;
    }
    pinged = now;
    host.post({ kind: 'ping' }, []);
    timer = setTimeout(watch, PING_MILLIS);
  };
  const ask = (
    message: (id: number) => ToRealm,
    transfer: readonly MessagePort[] = [],
    { onProgress, signal }: AskOptions = {},
  ) =>
    new Promise<unknown>((resolve, reject) => {
      if (!alive) {
        reject(over());
        return;
      }
      const id = ++last;
      if (waiting.size === 0) {
        heard = performance.now();
        pinged = heard;
      }
      waiting.set(id, { resolve, reject, onProgress });
      host.post(message(id), transfer);
      signal?.addEventListener('abort', () => waiting.has(id) && host.post({ kind: 'cancel', id }, []), { once: true });
      if (signal?.aborted) host.post({ kind: 'cancel', id }, []);
      timer ??= setTimeout(watch, PING_MILLIS);
    });

  return {
    get alive() {
      return alive;
    },
    get idle() {
      return waiting.size === 0;
    },
    ended: end,
    receive(data) {
      const message = data as FromRealm | undefined;
      if (!isObject(message)) return;
      heard = performance.now();
      // That it lives is no word about whose work it does.
      if (message.kind !== 'pong') patience = message.kind === 'own-work' ? OWN_WORK_MILLIS : SILENT_MILLIS;
      if (message.kind === 'at' && Number.isSafeInteger(message.slot))
        at = { target: text(message.target, 200), slot: message.slot, exact: message.exact === true };
      if (message.kind === 'progress' && typeof message.part === 'number')
        waiting.get(message.id)?.onProgress?.(message.part);
      if (message.kind !== 'answer' && message.kind !== 'failed') return;
      const entry = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'answer') entry?.resolve(message.value);
      else {
        const error = new Error(text(message.message));
        error.name = text(message.name, 100);
        entry?.reject(error);
      }
    },
    load: async (modules, model, journal, reload) =>
      parseLoaded(
        await ask((id) => ({ kind: 'load', id, modules, model, journal, ...(reload && { reload }) }), [journal]),
      ),
    keep: async (slot, subject) =>
      void (await ask((id) => ({ kind: 'keep', id, slot, ...(subject !== undefined && { subject }) }))),
    seek: async (request) => parseView(await ask((id) => ({ kind: 'seek', id, request }))),
    result: async (slot) => withHash(parseAnswer(await ask((id) => ({ kind: 'result', id, slot })))),
    async ask<Q extends Question>(question: Q, options?: AskOptions) {
      const ready = readied(question);
      const value = await ask(
        (id) => ({ kind: 'ask', id, question: ready }),
        ready.ask === 'beside' ? [ready.journal] : [],
        options,
      );
      return parseAnswerTo(question, value) as AnswerTo<Q>;
    },
    prepare: async (modules, model) => parseLoaded(await ask((id) => ({ kind: 'prepare', id, modules, model }))),
    async simulate<R extends SimulateRequest>(request: R, options?: Pick<AskOptions, 'onProgress'>) {
      if (!alive) throw over();
      const sent = journals.of(request);
      try {
        for (const part of sent.before) host.post({ kind: 'records', ...part }, []);
      } catch (error) {
        journals.forget();
        throw error;
      }
      const answer = await ask((id) => ({ kind: 'simulate', id, request: sent.request }), [], options);
      if (!isObject(answer)) throw new Error('the sandbox gave an answer that is none');
      return answer as unknown as SimulateAnswer<R>;
    },
    dropBlocks: async () => void (await ask((id) => ({ kind: 'drop-blocks', id }))),
  };
}
