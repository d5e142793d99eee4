/** The payload as fields or as JSON, and the envelope, folded. */
import { useWorkbench } from '../../app/store.ts';
import type { Model } from '../../core/model/model.ts';
import { CodeEditor } from '../../ui/code-editor/code-editor.tsx';
import type { Marker } from '../../ui/code-editor/types.ts';
import { type Draft, ENVELOPE, fieldsOf, type Request, toForm, toJson } from './draft.ts';
import type { FormField } from './form-fields.ts';

interface CommandFormProps {
  readonly model: Model;
  readonly draft: Draft;
  readonly request: Request;
  readonly onChange: (draft: Draft) => void;
}

export function CommandForm({ model, draft, request: { wrong, misfits }, onChange }: CommandFormProps) {
  const fields = fieldsOf(model, draft.type);
  const form = draft.as === 'json' ? toForm(model, draft) : draft;
  const { rest, texts } = draft.written;
  const others = Object.keys(rest);
  const setText = (name: string, text: string) =>
    onChange({ ...draft, written: { rest, texts: { ...texts, [name]: text } } });
  return (
    <>
      <fieldset className="commands-as" aria-label="Write it as">
        <button
          type="button"
          className="btn"
          aria-pressed={draft.as === 'form'}
          disabled={!form}
          title={fields ? undefined : 'Its schema is no list of fields.'}
          onClick={() => form && onChange(form)}
        >
          Form
        </button>
        <button
          type="button"
          className="btn"
          aria-pressed={draft.as === 'json'}
          onClick={() => draft.as === 'form' && onChange(toJson(model, draft))}
        >
          JSON
        </button>
      </fieldset>
      {draft.as === 'json' ? (
        <JsonText
          name={draft.type}
          label="Payload"
          text={draft.json}
          tall
          onChange={(json) => onChange({ ...draft, json })}
        />
      ) : (
        fields?.map((field) => (
          <Field
            key={`${draft.type} ${field.name}`}
            of={draft.type}
            field={field}
            text={texts[field.name] ?? ''}
            wrong={wrong[field.name]}
            onText={(text) => setText(field.name, text)}
          />
        ))
      )}
      {draft.as === 'form' && fields?.length === 0 && <p className="muted">Its payload declares no fields.</p>}
      {draft.as === 'form' && others.length > 0 && (
        <p className="muted">And what the schema does not declare: {others.join(', ')}.</p>
      )}
      {wrong[''] !== undefined && <p className="sev-error">The payload {wrong['']}.</p>}
      {misfits.length > 0 && (
        <div className="notice" data-severity="warning">
          This does not fit the schema, and will be refused: {misfits.join('; ')}.
        </div>
      )}
      <Envelope draft={draft} wrong={wrong} onChange={onChange} />
    </>
  );
}

interface FieldProps {
  readonly of: string;
  readonly field: FormField;
  readonly text: string;
  readonly wrong: string | undefined;
  readonly onText: (text: string) => void;
}

function Field({ of, field, text, wrong, onText }: FieldProps) {
  const { name, type, optional, description, input } = field;
  const about = `${type}${optional ? ', optional' : ''}`;
  const head = (
    <span className="commands-name">
      {name} <span className="muted">{about}</span>
    </span>
  );
  return (
    <div className="commands-field" title={description}>
      {input === 'json' ? (
        <>
          {head}
          <JsonText name={`${of}.${name}`} label={name} text={text} onChange={onText} />
        </>
      ) : (
        // biome-ignore lint/a11y/noLabelWithoutControl: each control of `Control` is one
        <label>
          {head}
          <Control field={field} text={text} onText={onText} invalid={wrong !== undefined} />
        </label>
      )}
      {input === 'uuid' && (
        <button type="button" className="btn-link" onClick={() => onText(crypto.randomUUID())}>
          another {name}
        </button>
      )}
      {wrong !== undefined && (
        <span className="sev-error">
          {name} {wrong}.
        </span>
      )}
    </div>
  );
}

interface ControlProps extends Pick<FieldProps, 'field' | 'text' | 'onText'> {
  readonly invalid: boolean;
}

function Control({ field: { name, input, optional, values, open }, text, onText, invalid }: ControlProps) {
  if (input === 'boolean' || (input === 'enum' && !open))
    return (
      <select className="select" value={text} onChange={(event) => onText(event.target.value)}>
        {(optional || text === '') && <option value="">–</option>}
        {(input === 'boolean' ? ['true', 'false'] : values).map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
        {input === 'enum' && text !== '' && !values.includes(text) && <option value={text}>{text}</option>}
      </select>
    );
  return (
    <>
      <input
        className="input"
        type={input === 'date' ? 'date' : 'text'}
        inputMode={input === 'number' || input === 'integer' ? 'decimal' : undefined}
        list={input === 'enum' ? `commands-values-${name}` : undefined}
        value={text}
        aria-invalid={invalid}
        spellCheck={false}
        onChange={(event) => onText(event.target.value)}
      />
      {input === 'enum' && (
        <datalist id={`commands-values-${name}`}>
          {values.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </>
  );
}

interface JsonTextProps {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly tall?: boolean;
  readonly markers?: readonly Marker[];
  readonly onChange: (text: string) => void;
}

const NONE: readonly Marker[] = [];

export function JsonText({ name, label, text, tall = false, markers = NONE, onChange }: JsonTextProps) {
  const scope = useWorkbench((s) => s.workspace?.id ?? '');
  return (
    <div className="commands-json" data-tall={tall}>
      <CodeEditor
        scope={scope}
        path={`commands/${name}.json`}
        language="json"
        text={text}
        readOnly={false}
        markers={markers}
        label={label}
        onChange={onChange}
      />
    </div>
  );
}

const SAYS: Readonly<Record<(typeof ENVELOPE)[number], string>> = {
  expected_sequence: 'the head that this command was made for; another one is a CONFLICT',
  correlation_id: 'the thread; a new one where it is empty',
  actor_type: 'who asks',
  actor_id: '',
  system_id: 'on a command of a system only',
  system_version: '',
};

function Envelope({ draft, wrong, onChange }: Pick<CommandFormProps, 'draft' | 'onChange'> & Pick<Request, 'wrong'>) {
  return (
    <details className="commands-envelope">
      <summary>Envelope</summary>
      <label className="commands-field">
        <span className="commands-name">
          id <span className="muted">the same id again is the same command</span>
        </span>
        <input
          className="input"
          value={draft.id}
          spellCheck={false}
          onChange={(event) => onChange({ ...draft, id: event.target.value })}
        />
      </label>
      {ENVELOPE.map((name) => (
        <label key={name} className="commands-field">
          <span className="commands-name">
            {name} <span className="muted">{SAYS[name]}</span>
          </span>
          <input
            className="input"
            value={draft.envelope[name] ?? ''}
            aria-invalid={wrong[name] !== undefined}
            spellCheck={false}
            onChange={(event) => onChange({ ...draft, envelope: { ...draft.envelope, [name]: event.target.value } })}
          />
          {wrong[name] !== undefined && (
            <span className="sev-error">
              {name} {wrong[name]}.
            </span>
          )}
        </label>
      ))}
    </details>
  );
}
