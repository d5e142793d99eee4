import { useId, useState } from 'react';

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
export function TextInput({ label, placeholder, value, fits = () => true, hint, onChange }: TextInputProps) {
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
