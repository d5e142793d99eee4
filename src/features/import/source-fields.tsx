import type { Mapping } from '../../core/formats/mapping.ts';
import type { SourceField } from '../../core/formats/preview.ts';
import { dragField } from './dragged-field.ts';
import { isOpened, rolesInside, rolesOf, withOpened, wrappingOf } from './mapping-edit.ts';
import { correct } from './wizard.ts';

interface SourceFieldsProps {
  readonly mapping: Mapping;
  readonly fields: readonly SourceField[];
  readonly held: string | undefined;
  readonly onHold: (path: string | undefined) => void;
  readonly onDrag: (on: boolean) => void;
}

/** The fields of the source: each can be dragged onto a role, or picked up by a press and put there by another. */
export function SourceFields({ mapping, fields, held, onHold, onDrag }: SourceFieldsProps) {
  return (
    <section className="import-fields" aria-label="Fields of the source">
      <h4>Fields of the source</h4>
      <ul>
        {fields.map((field) => (
          <Field key={field.path} field={field} mapping={mapping} held={held} onHold={onHold} onDrag={onDrag} />
        ))}
      </ul>
    </section>
  );
}

function Field({
  field: { path, kinds, examples },
  mapping,
  held,
  onHold,
  onDrag,
}: Omit<SourceFieldsProps, 'fields'> & { readonly field: SourceField }) {
  const roles = rolesOf(mapping, path);
  const wrapping = wrappingOf(kinds);
  const inside = rolesInside(mapping, path);
  return (
    <li data-field={path} data-used={roles.length > 0}>
      <button
        type="button"
        className="import-field"
        draggable
        aria-pressed={held === path}
        title={examples.length > 0 ? examples.join('\n') : kinds.join(', ')}
        onClick={() => onHold(held === path ? undefined : path)}
        onDragStart={(event) => {
          dragField(event, path);
          // What changes the page in the middle of the event would end the drag.
          requestAnimationFrame(() => onDrag(true));
        }}
        onDragEnd={() => onDrag(false)}
      >
        <span className="mono">{path}</span>
        <span className="muted">{examples[0]?.slice(0, 24) ?? kinds[0]}</span>
        {roles.length > 0 && <span className="import-field-roles">{roles.join(', ')}</span>}
      </button>
      {wrapping !== undefined && (
        <label className="import-open">
          <input
            type="checkbox"
            checked={isOpened(mapping, path)}
            disabled={inside.length > 0}
            title={inside.length > 0 ? `${inside.join(', ')} reaches into it` : undefined}
            onChange={(event) => correct(withOpened(mapping, path, event.target.checked))}
          />
          open the {wrapping}
        </label>
      )}
    </li>
  );
}
