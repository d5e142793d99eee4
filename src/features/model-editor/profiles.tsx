/** The profiles that the model is checked against: written into its text, so that the command line says the same. */
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { PROFILES } from '../../core/model/model.ts';

const LINE = /^profiles:[ \t]*(?:\[[^\]\n]*\]|[\w-]+)[ \t]*(?:#.*)?$/m;
const ANY = /^profiles:/m;

/** The text with these profiles; undefined where they are written over several lines, which is left to the person. */
export function withProfiles(text: string, profiles: readonly string[]): string | undefined {
  const line = `profiles: [${profiles.join(', ')}]`;
  if (LINE.test(text)) return text.replace(LINE, line);
  if (ANY.test(text)) return undefined;
  const after = /^(?:factline|model|description):.*\n/gm;
  let end = 0;
  for (const match of text.matchAll(after)) end = match.index + match[0].length;
  return `${text.slice(0, end)}${line}\n${text.slice(end)}`;
}

export function Profiles({ path }: { readonly path: string | undefined }) {
  const chosen = useWorkbench((s) => s.profiles);
  const readOnly = useWorkbench((s) => s.readOnly);
  const toggle = (name: (typeof PROFILES)[number]) => {
    const { workspace, editFile } = useWorkbench.getState();
    const home =
      workspace?.files.find((f) => ANY.test(f.text) && f.path.includes('.model.')) ??
      workspace?.files.find((f) => f.path === path);
    if (!home) return;
    const rest = chosen.filter((p) => p !== name);
    const next = chosen.includes(name)
      ? rest
      : name === 'unified'
        ? [name]
        : [...rest.filter((p) => p !== 'unified'), name];
    const text = withProfiles(home.text, next.length > 0 ? next : ['unified']);
    if (text === undefined) toast(`The profiles stand over several lines of ${home.path}: change them in the text.`);
    else editFile({ path: home.path, text });
  };
  return (
    <fieldset className="profiles" aria-label="Profiles">
      <span className="muted" title="The specifications that the model is checked against">
        Checked against
      </span>
      {PROFILES.map((name) => (
        <button
          key={name}
          type="button"
          className="btn profile"
          aria-pressed={chosen.includes(name)}
          disabled={readOnly}
          onClick={() => toggle(name)}
          title={`Check against ${name}`}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
