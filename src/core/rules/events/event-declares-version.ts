import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

export const eventDeclaresVersion: Rule = {
  meta: {
    id: 'event-declares-version',
    title: 'An event declares the version of its schema',
    clauses: ['ES-002', 'ES-030', 'EM-014', 'EM-040', 'EM-042'],
    severity: { envelope: 'error', eventing: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { report }) {
    const at = pointer('events', name);
    if (event.version !== undefined && event.version >= 1) return;
    report({
      pointer: event.version === undefined ? at : `${at}/version`,
      message: `\`${name}\` ${event.version === undefined ? 'has no version' : 'has a version below 1'}. Its records outlive its schema: without a version nobody can tell how to read an old one.`,
      fix:
        event.version === undefined
          ? { title: 'Add version: 1', insert: { into: at, key: 'version', value: '1' } }
          : { title: 'Change to 1', replace: { at: `${at}/version`, value: '1' } },
    });
  },
};
