import { describe, expect, it } from 'vitest';
import { parseMapping } from '../../core/formats/header.ts';
import type { Mapping } from '../../core/formats/mapping.ts';
import type { SourceField } from '../../core/formats/preview.ts';
import {
  pathsOf,
  withConstant,
  withIdentity,
  withOpened,
  withPaths,
  withPut,
  withSequence,
  withTime,
} from './mapping-edit.ts';
import { mappingFile, readSaved } from './saved-mappings.ts';

const field = (path: string, ...kinds: readonly string[]): SourceField => ({
  path,
  kinds,
  present: 1,
  distinct: 1,
  examples: [],
});
const fields = [field('type', 'text'), field('data', 'JSON text'), field('data.id', 'text'), field('n', 'number')];
const start: Mapping = { mapping: 1, name: 'a b/c', shape: 'csv', roles: { type: 'type' } };

describe('a correction of the mapping', () => {
  it('puts one path or several, and takes the role out with the last', () => {
    const two = withPaths(start, 'type', ['n', 'type'], fields);
    expect(two.roles).toEqual({ type: ['n', 'type'] });
    expect(pathsOf(two, 'type')).toEqual(['n', 'type']);
    expect(withPaths(two, 'type', ['n'], fields).roles).toEqual({ type: 'n' });
    expect(withPaths(two, 'type', [], fields).roles).toEqual({});
  });

  it('opens JSON text for as long as a path reaches into it', () => {
    const inside = withPaths(start, 'subject_id', ['data.id'], fields);
    expect(inside.unwrap).toEqual(['data']);
    expect(withPaths(inside, 'subject_id', ['n'], fields)).not.toHaveProperty('unwrap');
  });

  it('leaves open what a person opened, and closed what they closed', () => {
    const opened = withOpened(start, 'data', true);
    expect(opened.unwrap).toEqual(['data']);
    expect(withPaths(opened, 'subject_id', ['n'], fields).unwrap).toEqual(['data']);
    const closed = withOpened(withPaths(start, 'payload', ['data'], fields), 'data', false);
    expect(closed).not.toHaveProperty('unwrap');
    expect(withPaths(closed, 'subject_id', ['n'], fields)).not.toHaveProperty('unwrap');
  });

  it('puts a dropped field beside the others where a role takes several, else in their place', () => {
    expect(withPut(start, 'type', 'n', fields).roles).toEqual({ type: ['type', 'n'] });
    expect(withPut(start, 'type', 'type', fields).roles).toEqual({ type: 'type' });
    const numbered = withPut(start, 'sequence', 'type', fields);
    expect(withPut(numbered, 'sequence', 'n', fields).roles).toEqual({ type: 'type', sequence: 'n' });
    expect(withPut(start, 'also', 'data.id', fields)).toMatchObject({ roles: { also: 'data.id' }, unwrap: ['data'] });
  });

  it('replaces a constant by a field', () => {
    const constant = withConstant(withPaths(start, 'type', [], fields), 'type', 'row');
    expect(constant.constants).toEqual({ type: 'row' });
    expect(withPaths(constant, 'type', ['n'], fields)).not.toHaveProperty('constants');
    expect(withConstant(constant, 'type', '')).not.toHaveProperty('constants');
  });

  it('writes units, zones, scope and identity, and nothing that is the default', () => {
    expect(withTime(start, 't_event', { unit: 'iso', zone: '' })).toEqual(start);
    const timed = withTime(withTime(start, 't_event', { zone: '-04:00' }), 't_log', { unit: 'ms' });
    expect(timed.times).toEqual({ t_event: { zone: '-04:00' }, t_log: { unit: 'ms' } });
    expect(withTime(timed, 't_event', { unit: 's' }).times).toEqual({ t_event: { unit: 's' }, t_log: { unit: 'ms' } });
    expect(withSequence(start, { base: 0 }).sequence).toEqual({ per: 'subject', base: 0 });
    expect(withIdentity(withIdentity(start, ['producer', 'id']), ['id'])).toEqual(start);
  });

  it('is saved as a file that reads back as the same mapping', () => {
    const mapping = withSequence(withTime(withPaths(start, 't_event', ['n'], fields), 't_event', { unit: 'us' }), {
      per: 'log',
    });
    const file = mappingFile(mapping);
    expect(file.path).toBe('a-b-c.mapping.json');
    expect(parseMapping(JSON.parse(file.text))).toEqual(mapping);
    expect(readSaved(file)).toEqual({ path: file.path, mapping });
    expect(readSaved({ path: 'x.mapping.json', text: '{"mapping":1,"zone":2}' })).toMatchObject({
      problem: expect.stringContaining('zone'),
    });
    expect(readSaved({ path: 'x.mapping.json', text: '{' })).toHaveProperty('problem');
  });
});
