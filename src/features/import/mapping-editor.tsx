import { useState } from 'react';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { download } from '../../app/workspace-files.ts';
import type { Mapping, Role } from '../../core/formats/mapping.ts';
import { ROLES } from '../../core/formats/mapping.ts';
import type { SourceField } from '../../core/formats/preview.ts';
import { pathsOf, withPut } from './mapping-edit.ts';
import { RoleRow } from './role-row.tsx';
import { mappingFile } from './saved-mappings.ts';
import { Sequence } from './sequence.tsx';
import { SourceFields } from './source-fields.tsx';
import { TextInput } from './text-input.tsx';
import { correct } from './wizard.ts';

const MAIN: readonly Role[] = [
  'type',
  'subject_id',
  'sequence',
  't_event',
  't_log',
  't_process',
  'id',
  'also',
  'payload',
];
const REST: readonly Role[] = ROLES.filter((role) => !MAIN.includes(role));

interface EditorProps {
  readonly mapping: Mapping;
  readonly fields: readonly SourceField[];
}

/** Which fields of the source make which field of the record. Each change is looked at once. */
export function MappingEditor({ mapping, fields }: EditorProps) {
  const [more, setMore] = useState(false);
  const [held, setHeld] = useState<string>();
  const [dragging, setDragging] = useState(false);
  const [said, setSaid] = useState('');
  const used = REST.filter(
    (role) => pathsOf(mapping, role).length > 0 || mapping.constants?.[role] !== undefined,
  ).length;
  const hold = (path: string | undefined) => {
    setHeld(path);
    if (path === undefined) setSaid('');
    else {
      setMore(true);
      setSaid(`${path} is picked up: choose where it goes, or Escape.`);
    }
  };
  // Nothing may move under the pointer: what is dragged only marks the places where it can go.
  const drag = (on: boolean) => {
    setDragging(on);
    if (on) setMore(true);
  };
  const put = (path: string, role: Role) => {
    correct(withPut(mapping, role, path, fields));
    setHeld(undefined);
    setSaid(`${path} is in ${role} now.`);
  };
  const rows = (roles: readonly Role[]) =>
    roles.map((role) => <RoleRow key={role} role={role} mapping={mapping} fields={fields} held={held} onPut={put} />);
  return (
    <section
      className="import-mapping"
      aria-label="Mapping"
      data-holding={held !== undefined || dragging}
      onKeyDown={(event) => event.key === 'Escape' && hold(undefined)}
    >
      <h3>Mapping</h3>
      <p className="import-said muted">
        <span role="status">{said}</span>
        {said === '' && 'Drag a field onto what it means; or press it, then the place where it goes.'}
      </p>
      <div className="import-columns">
        <SourceFields mapping={mapping} fields={fields} held={held} onHold={hold} onDrag={drag} />
        <div className="import-mapping-roles">
          <div className="import-roles">{rows(MAIN)}</div>
          <Sequence mapping={mapping} />
          <details open={more} onToggle={(event) => setMore(event.currentTarget.open)}>
            <summary>More fields of the record{used > 0 ? ` (${used} in use)` : ''}</summary>
            {more && <div className="import-roles">{rows(REST)}</div>}
          </details>
        </div>
      </div>
      <SaveMapping mapping={mapping} />
    </section>
  );
}

/** Into the workspace, where the wizard lists it by its name, and as a file for others and the command line. */
function SaveMapping({ mapping }: { readonly mapping: Mapping }) {
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
    <div className="import-actions">
      <TextInput
        label="Name of the mapping"
        placeholder="name of the mapping"
        value={mapping.name}
        fits={(name) => name !== ''}
        hint="A mapping that is kept needs a name."
        onChange={(name) => correct({ ...mapping, name })}
      />
      <button type="button" className="btn" onClick={save}>
        Save mapping
      </button>
      <span className="muted">as {mappingFile(mapping).path}, for this workspace and the command line</span>
    </div>
  );
}
