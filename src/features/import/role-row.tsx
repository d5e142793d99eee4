import { useId, useState } from 'react';
import type { Mapping, Role, TimeRole, TimeUnit } from '../../core/formats/mapping.ts';
import { TIME_ROLES } from '../../core/formats/mapping.ts';
import type { SourceField } from '../../core/formats/preview.ts';
import { offsetMinutes } from '../../core/record/time.ts';
import { draggedField, holdsField } from './dragged-field.ts';
import { pathsOf, takesMany, withConstant, withPaths, withTime } from './mapping-edit.ts';
import { TextInput } from './text-input.tsx';
import { correct } from './wizard.ts';

const MEANING: Readonly<Partial<Record<Role, string>>> = {
  type: 'what kind of event it is',
  subject_id: 'what it is about',
  sequence: 'its number within the subject',
  t_event: 'when it happened',
  t_log: 'when it was written to the log',
  t_process: 'when it was processed',
  id: 'what tells it from all others',
  also: 'further subjects that it concerns',
  payload: 'nothing chosen = the whole source object',
};

const isTime = (role: Role): role is TimeRole => (TIME_ROLES as readonly Role[]).includes(role);
const takesConstant = (role: Role) =>
  !isTime(role) && !['payload', 'meta', 'id', 'also', 'sequence', 'position'].includes(role);

interface RoleRowProps {
  readonly role: Role;
  readonly mapping: Mapping;
  readonly fields: readonly SourceField[];
  /** The field that is picked up, to be put down in a role. */
  readonly held: string | undefined;
  readonly onPut: (path: string, role: Role) => void;
}

/** A field of the record: what it is made of, and where a field of the source can be dropped. */
export function RoleRow({ role, mapping, fields, held, onPut }: RoleRowProps) {
  const [over, setOver] = useState(false);
  const label = useId();
  const paths = pathsOf(mapping, role);
  const put = (next: readonly string[]) => correct(withPaths(mapping, role, next, fields));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of the grid in all browsers
    <div
      className="import-role-row"
      data-role={role}
      data-over={over}
      role="group"
      aria-labelledby={label}
      tabIndex={-1}
      onDragOver={(event) => {
        if (!holdsField(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const path = draggedField(event);
        if (path === undefined) return;
        event.preventDefault();
        onPut(path, role);
      }}
    >
      <span className="import-role-name" id={label}>
        <code>{role}</code> {MEANING[role] !== undefined && <span className="muted">{MEANING[role]}</span>}
      </span>
      <span className="import-role-paths">
        {paths.map((path, i) => (
          <span className="import-path" key={path}>
            {i > 0 && <span aria-hidden="true">{role === 'also' ? ',' : '/'}</span>}
            <FieldSelect
              label={`Field ${i + 1} of ${role}`}
              value={path}
              fields={fields}
              onChange={(next) =>
                put(next === '' ? paths.filter((p) => p !== path) : paths.map((p) => (p === path ? next : p)))
              }
            />
          </span>
        ))}
        {(paths.length === 0 || takesMany(role)) && (
          <FieldSelect
            label={paths.length === 0 ? `Field of ${role}` : `Another field of ${role}`}
            value=""
            fields={fields.filter((f) => !paths.includes(f.path))}
            onChange={(next) => put([...paths, next])}
            adding={paths.length > 0}
          />
        )}
        {paths.length === 0 && takesConstant(role) && (
          <TextInput
            label={`The same ${role} for all records`}
            placeholder="or one text for all"
            value={String(mapping.constants?.[role] ?? '')}
            onChange={(value) => correct(withConstant(mapping, role, value))}
          />
        )}
        {paths.length > 0 && isTime(role) && <TimeControls role={role} mapping={mapping} />}
        {held !== undefined && !paths.includes(held) && (
          <button
            type="button"
            className="btn"
            onClick={(event) => {
              // The button goes with what is held; the row takes the focus.
              event.currentTarget.closest<HTMLElement>('.import-role-row')?.focus();
              onPut(held, role);
            }}
          >
            Put {held} {takesMany(role) || paths.length === 0 ? 'here' : `in place of ${paths.join(', ')}`}
          </button>
        )}
        <span className="muted import-examples">{examplesOf(paths, fields)}</span>
      </span>
    </div>
  );
}

function examplesOf(paths: readonly string[], fields: readonly SourceField[]): string {
  const first = paths.map((path) => fields.find((f) => f.path === path)?.examples ?? []);
  if (first.length === 0 || first.some((examples) => examples.length === 0)) return '';
  if (first.length > 1) return first.map((examples) => examples[0]).join('/');
  return (first[0] ?? [])
    .slice(0, 2)
    .map((example) => example.slice(0, 40))
    .join(', ');
}

interface FieldSelectProps {
  readonly label: string;
  readonly value: string;
  readonly fields: readonly SourceField[];
  readonly onChange: (path: string) => void;
  readonly adding?: boolean;
}

function FieldSelect({ label, value, fields, onChange, adding = false }: FieldSelectProps) {
  const known = value === '' || fields.some((f) => f.path === value);
  return (
    <select
      className="select"
      aria-label={label}
      value={value}
      data-adding={adding}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{value !== '' ? '– remove –' : adding ? '+ field' : '– none –'}</option>
      {!known && <option value={value}>{value} (not in this file)</option>}
      {fields.map(({ path, examples }) => (
        <option key={path} value={path}>
          {path}
          {examples[0] !== undefined ? ` · ${examples[0].slice(0, 32)}` : ''}
        </option>
      ))}
    </select>
  );
}

const UNITS: readonly (readonly [TimeUnit, string])[] = [
  ['iso', 'written as date and time'],
  ['s', 'seconds since 1970'],
  ['ms', 'milliseconds since 1970'],
  ['us', 'microseconds since 1970'],
  ['ns', 'nanoseconds since 1970'],
];

function TimeControls({ role, mapping }: { readonly role: TimeRole; readonly mapping: Mapping }) {
  const { unit = 'iso', zone = '' } = mapping.times?.[role] ?? {};
  return (
    <>
      <select
        className="select"
        aria-label={`Unit of ${role}`}
        value={unit}
        onChange={(event) => {
          const next = UNITS.find(([id]) => id === event.target.value)?.[0] ?? 'iso';
          correct(withTime(mapping, role, { unit: next, zone }));
        }}
      >
        {UNITS.map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      {unit === 'iso' && (
        <TextInput
          label={`Zone of ${role}, where a time says none`}
          placeholder="zone: Z or ±hh:mm"
          value={zone}
          fits={(text) => text === '' || offsetMinutes(text) !== undefined}
          hint="Write Z, or the offset from UTC as ±hh:mm, such as -04:00. A region’s name will not do: its offset changes with the season."
          onChange={(next) => correct(withTime(mapping, role, { unit, zone: next }))}
        />
      )}
    </>
  );
}
