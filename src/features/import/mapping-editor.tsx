import { useId, useState } from 'react';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { download } from '../../app/workspace-files.ts';
import type { Mapping, Role, SequenceScope, TimeRole, TimeUnit } from '../../core/formats/mapping.ts';
import { ROLES, TIME_ROLES } from '../../core/formats/mapping.ts';
import type { SourceField } from '../../core/formats/preview.ts';
import { offsetMinutes } from '../../core/record/time.ts';
import { pathsOf, withConstant, withIdentity, withPaths, withSequence, withTime } from './mapping-edit.ts';
import { mappingFile } from './saved-mappings.ts';
import { correct } from './wizard.ts';

const MAIN: readonly Role[] = ['type', 'subject_id', 'sequence', 't_event', 't_log', 't_process', 'id', 'payload'];
const REST: readonly Role[] = ROLES.filter((role) => !MAIN.includes(role));
const MEANING: Readonly<Partial<Record<Role, string>>> = {
  type: 'what kind of event it is',
  subject_id: 'what it is about',
  sequence: 'its number within the subject',
  t_event: 'when it happened',
  t_log: 'when it was written to the log',
  t_process: 'when it was processed',
  id: 'what tells it from all others',
  payload: 'nothing chosen = the whole source object',
};

interface EditorProps {
  readonly mapping: Mapping;
  readonly fields: readonly SourceField[];
}

/** Which fields of the source make which field of the record. Each change is looked at once. */
export function MappingEditor({ mapping, fields }: EditorProps) {
  const [more, setMore] = useState(false);
  const used = REST.filter(
    (role) => pathsOf(mapping, role).length > 0 || mapping.constants?.[role] !== undefined,
  ).length;
  const save = () => {
    const file = mappingFile(mapping);
    const { workspace, readOnly, editFile } = useWorkbench.getState();
    if (workspace && !readOnly) editFile(file);
    download(file.path, new Blob([file.text], { type: 'application/json' }));
    toast(
      workspace && !readOnly
        ? `${file.path} is in the workspace now, and was downloaded.`
        : `${file.path} was downloaded.`,
    );
  };
  return (
    <section className="import-mapping" aria-label="Mapping">
      <h3>Mapping</h3>
      <div className="import-roles">
        {MAIN.map((role) => (
          <RoleRow key={role} role={role} mapping={mapping} fields={fields} />
        ))}
      </div>
      <Sequence mapping={mapping} />
      <details open={more} onToggle={(event) => setMore(event.currentTarget.open)}>
        <summary>More fields of the record{used > 0 ? ` (${used} in use)` : ''}</summary>
        {more && (
          <div className="import-roles">
            {REST.map((role) => (
              <RoleRow key={role} role={role} mapping={mapping} fields={fields} />
            ))}
          </div>
        )}
      </details>
      <div className="import-actions">
        <button type="button" className="btn" onClick={save}>
          Save mapping
        </button>
        <span className="muted">as {mappingFile(mapping).path}, for this workspace and the command line</span>
      </div>
    </section>
  );
}

/** Roles whose value is text, or an object, can be put together from several fields. */
const takesMany = (role: Role) => !isTime(role) && !['sequence', 'position', 'version', 'meta'].includes(role);
const isTime = (role: Role): role is TimeRole => (TIME_ROLES as readonly Role[]).includes(role);
const takesConstant = (role: Role) =>
  !isTime(role) && !['payload', 'meta', 'id', 'sequence', 'position'].includes(role);

function RoleRow({ role, mapping, fields }: EditorProps & { readonly role: Role }) {
  const label = useId();
  const paths = pathsOf(mapping, role);
  const put = (next: readonly string[]) => correct(withPaths(mapping, role, next, fields));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of the grid in all browsers
    <div className="import-role-row" data-role={role} role="group" aria-labelledby={label}>
      <span className="import-role-name" id={label}>
        <code>{role}</code> {MEANING[role] !== undefined && <span className="muted">{MEANING[role]}</span>}
      </span>
      <span className="import-role-paths">
        {paths.map((path, i) => (
          <span className="import-path" key={path}>
            {i > 0 && <span aria-hidden="true">/</span>}
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

interface TextInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly fits?: (text: string) => boolean;
  /** What to write, said where the text does not fit. */
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}

/** A text that counts as soon as it fits; until then it is marked, and what was before stays in force. */
function TextInput({ label, placeholder, value, fits = () => true, hint, onChange }: TextInputProps) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? value;
  const wrong = !fits(shown.trim());
  return (
    <>
      <input
        className="input import-text"
        aria-label={label}
        aria-invalid={wrong}
        aria-describedby={wrong && hint !== undefined ? id : undefined}
        placeholder={placeholder}
        value={shown}
        onChange={(event) => {
          const text = event.target.value;
          setDraft(text);
          if (fits(text.trim()) && text.trim() !== value) onChange(text.trim());
        }}
        onBlur={() => !wrong && setDraft(undefined)}
      />
      {wrong && hint !== undefined && (
        <span id={id} className="sev-error import-hint" role="alert">
          {hint}
        </span>
      )}
    </>
  );
}

const SCOPES: readonly (readonly [SequenceScope, string])[] = [
  ['subject', 'subject'],
  ['partition', 'partition'],
  ['stream', 'stream'],
  ['log', 'the whole log'],
  ['none', 'nothing: gaps are not judged'],
];

function Sequence({ mapping }: { readonly mapping: Mapping }) {
  const { per = 'subject', base = 1 } = mapping.sequence ?? {};
  const identity = mapping.identity ?? ['id'];
  const ids = useId();
  const options = [...new Set(['id', 'producer, id', identity.join(', ')])];
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
    </div>
  );
}
