import { useId } from 'react';
import type { Mapping, Role, SequenceScope } from '../../core/formats/mapping.ts';
import { pathsOf, withIdentity, withSequence } from './mapping-edit.ts';
import { correct } from './wizard.ts';

const SCOPES: readonly (readonly [SequenceScope, string])[] = [
  ['subject', 'subject'],
  ['partition', 'partition'],
  ['stream', 'stream'],
  ['log', 'the whole log'],
  ['none', 'nothing: gaps are not judged'],
];

/** Fields that with the id may tell records apart, where ids are unique only within them. */
const PAIRED: readonly Role[] = ['producer', 'tenant_id', 'space_id', 'partition', 'stream', 'subject_id', 'type'];

export function Sequence({ mapping }: { readonly mapping: Mapping }) {
  const { per = 'subject', base = 1 } = mapping.sequence ?? {};
  const identity = mapping.identity ?? ['id'];
  const ids = useId();
  const options = [...new Set(['id', ...PAIRED.map((role) => `${role}, id`), identity.join(', ')])];
  const missing = identity.filter(
    (role) => pathsOf(mapping, role as Role).length === 0 && mapping.constants?.[role as Role] === undefined,
  );
  return (
    <div className="import-sequence">
      <label>
        The sequence counts per{' '}
        <select
          className="select"
          value={per}
          onChange={(event) =>
            correct(withSequence(mapping, { per: SCOPES.find(([id]) => id === event.target.value)?.[0] ?? 'subject' }))
          }
        >
          {SCOPES.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        from{' '}
        <select
          className="select"
          value={base}
          onChange={(event) => correct(withSequence(mapping, { base: Number(event.target.value) }))}
        >
          {[...new Set([0, 1, base])].map((n) => (
            <option key={n} value={n}>
              {n}
            </option>
          ))}
        </select>
      </label>
      <label htmlFor={ids}>
        A record is told from others by{' '}
        <select
          id={ids}
          className="select"
          value={identity.join(', ')}
          onChange={(event) => correct(withIdentity(mapping, event.target.value.split(', ')))}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {option.replace(', ', ' and ')}
            </option>
          ))}
        </select>
      </label>
      {missing.length > 0 && identity.length > 1 && (
        <span className="sev-warning" role="status">
          No field makes <code>{missing.join(', ')}</code> yet: put one there.
        </span>
      )}
    </div>
  );
}
