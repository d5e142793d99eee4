/** A journal's header and a mapping, from JSON: every key is known and fits, or a ReadError says which does not. */

import { parseExact } from '../record/json.ts';
import type { JsonNode } from '../record/json-tree.ts';
import { offsetMinutes } from '../record/time.ts';
import type { JournalHeader, Mapping, SequenceScope, SequenceSpec } from './mapping.ts';
import { ROLES, TIME_ROLES } from './mapping.ts';
import { parsePath } from './path.ts';
import { ReadError } from './read-error.ts';

const SCOPES: readonly string[] = ['subject', 'partition', 'stream', 'log', 'none'] satisfies SequenceScope[];
const UNITS: readonly string[] = ['iso', 's', 'ms', 'us', 'ns'];
type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((v) => typeof v === 'string');

function known(what: string, value: unknown, keys: readonly string[]): Json {
  if (!isObject(value)) throw new ReadError(`The ${what} is no JSON object.`);
  const odd = Object.keys(value).find((key) => !keys.includes(key));
  if (odd !== undefined)
    throw new ReadError(`The ${what} has a key \`${odd}\` that is not known here. Known are: ${keys.join(', ')}.`);
  return value;
}

function expect(condition: boolean, what: string, key: string, form: string): asserts condition {
  if (!condition) throw new ReadError(`In the ${what}, \`${key}\` is not ${form}.`);
}

function parseSequence(what: string, value: unknown): SequenceSpec {
  const { per, base = 1 } = known(`${what}'s \`sequence\``, value, ['per', 'base']);
  expect(typeof per === 'string' && SCOPES.includes(per), what, 'sequence.per', `one of ${SCOPES.join(', ')}`);
  expect(
    typeof base === 'number' && Number.isSafeInteger(base) && base >= 0,
    what,
    'sequence.base',
    'a whole number from 0',
  );
  return { per: per as SequenceScope, base };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [k in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [k in K]?: V });
}

/** A mapping (contract §4) from parsed JSON. Throws a ReadError. */
export function parseMapping(value: unknown): Mapping {
  const what = 'mapping';
  const json = known(what, value, [
    'mapping',
    'name',
    'shape',
    'rows',
    'unwrap',
    'roles',
    'constants',
    'times',
    'sequence',
    'identity',
  ]);
  const { name = 'mapping', shape, rows, unwrap, roles, constants, times, sequence, identity } = json;
  expect(json.mapping === 1, what, 'mapping', '1, the version that this Factline reads');
  expect(typeof name === 'string', what, 'name', 'text');
  expect(shape === 'ndjson' || shape === 'array' || shape === 'csv', what, 'shape', 'one of ndjson, array, csv');
  const isPath = (path: unknown) => typeof path === 'string' && parsePath(path) !== undefined;
  expect(rows === undefined || isPath(rows), what, 'rows', 'a path to the array of rows');
  expect(unwrap === undefined || (isTexts(unwrap) && unwrap.every(isPath)), what, 'unwrap', 'a list of paths');
  for (const [role, paths] of Object.entries(known("mapping's `roles`", roles, ROLES))) {
    const fits = isPath(paths) || (isTexts(paths) && paths.length > 0 && paths.every(isPath));
    expect(
      fits,
      what,
      `roles.${role}`,
      'a path or a list of paths (keys with dots between them, a key that holds a dot in quotes)',
    );
  }
  for (const [role, constant] of Object.entries(
    constants === undefined ? {} : known("mapping's `constants`", constants, ROLES),
  )) {
    expect(typeof constant === 'string' || typeof constant === 'number', what, `constants.${role}`, 'text or a number');
  }
  for (const [role, time] of Object.entries(times === undefined ? {} : known("mapping's `times`", times, TIME_ROLES))) {
    const { unit, zone } = known(`mapping's \`times.${role}\``, time, ['unit', 'zone']);
    expect(
      unit === undefined || (typeof unit === 'string' && UNITS.includes(unit)),
      what,
      `times.${role}.unit`,
      `one of ${UNITS.join(', ')}`,
    );
    expect(
      zone === undefined || (typeof zone === 'string' && offsetMinutes(zone) !== undefined),
      what,
      `times.${role}.zone`,
      'Z or an offset such as -04:00',
    );
  }
  expect(identity === undefined || isTexts(identity), what, 'identity', 'a list of fields');
  return {
    mapping: 1,
    name,
    shape,
    roles: roles as Mapping['roles'],
    ...optional('rows', rows as string | undefined),
    ...optional('unwrap', unwrap as readonly string[] | undefined),
    ...optional('constants', constants as Mapping['constants']),
    ...optional('times', times as Mapping['times']),
    ...optional('sequence', sequence === undefined ? undefined : parseSequence(what, sequence)),
    ...optional('identity', identity as readonly string[] | undefined),
  };
}

/** The header line of a journal (contract §4). `name`: what one is called that does not name itself. Throws a ReadError. */
export function parseHeader(node: JsonNode, name = 'journal'): JournalHeader {
  const what = "journal's header";
  const json = known(what, parseExact(node.source.slice(node.start, node.end)), [
    'factline',
    'journal',
    'from',
    'mapping',
    'sequence',
    'identity',
    'zones',
    'sources',
    'state',
    'head',
    'masked',
    'fork',
  ]);
  const {
    journal = name,
    from,
    mapping,
    sequence,
    identity = ['id'],
    zones,
    sources,
    state,
    head,
    masked,
    fork,
  } = json;
  expect(json.factline === 1, what, 'factline', '1, the version of the contract that this Factline reads');
  expect(typeof journal === 'string', what, 'journal', 'text');
  expect(from === undefined || typeof from === 'string', what, 'from', 'text');
  expect(isTexts(identity) && identity.length > 0, what, 'identity', 'a list of fields');
  for (const [role, zone] of Object.entries(
    zones === undefined ? {} : known(`${what}'s \`zones\``, zones, TIME_ROLES),
  )) {
    expect(
      typeof zone === 'string' && offsetMinutes(zone) !== undefined,
      what,
      `zones.${role}`,
      'Z or an offset such as -04:00',
    );
  }
  expect(
    sources === undefined || (Array.isArray(sources) && sources.every(isSource)),
    what,
    'sources',
    'a list of { name, bytes, sha256 }',
  );
  expect(
    state === undefined || state === 'complete' || state === 'importing',
    what,
    'state',
    '`complete` or `importing`',
  );
  expect(
    head === undefined || (typeof head === 'string' && /^[0-9a-f]{64}$/.test(head)),
    what,
    'head',
    '64 hex digits',
  );
  expect(
    masked === undefined || (Array.isArray(masked) && masked.every(isMaskedPart)),
    what,
    'masked',
    'a list of { path, kind, count }',
  );
  expect(fork === undefined || isFork(fork), what, 'fork', '{ of, edits }, edits being a list of texts');
  const isEmpty = mapping === undefined || (isObject(mapping) && Object.keys(mapping).length === 0);
  return {
    factline: 1,
    journal,
    sequence: sequence === undefined ? { per: 'subject', base: 1 } : parseSequence(what, sequence),
    identity,
    ...optional('from', from as string | undefined),
    ...optional('mapping', isEmpty ? undefined : parseMapping(mapping)),
    ...optional('zones', zones as JournalHeader['zones']),
    ...optional('sources', sources as JournalHeader['sources']),
    ...optional('state', state as JournalHeader['state']),
    ...optional('head', head as string | undefined),
    ...optional('masked', masked as JournalHeader['masked']),
    ...optional('fork', fork as JournalHeader['fork']),
  };
}

const isFork = (value: unknown): boolean => isObject(value) && typeof value.of === 'string' && isTexts(value.edits);

function isMaskedPart(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.path === 'string' &&
    typeof value.kind === 'string' &&
    typeof value.count === 'number'
  );
}

function isSource(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.name === 'string' &&
    typeof value.bytes === 'number' &&
    (value.sha256 === undefined || typeof value.sha256 === 'string')
  );
}
