/** A button, and what opens below it. */
import { type ReactNode, useId } from 'react';

interface PopoverProps {
  readonly title: string;
  /** Instead of the title on the button. */
  readonly icon?: ReactNode;
  readonly pressed?: boolean;
  readonly label?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Popover({ title, icon, pressed, label = title, className = '', children }: PopoverProps) {
  const id = useId();
  const anchor = `--${CSS.escape(id)}`;
  return (
    <>
      <button
        type="button"
        className={icon === undefined ? 'btn' : 'btn btn-icon'}
        aria-label={icon === undefined ? undefined : title}
        title={icon === undefined ? undefined : title}
        aria-pressed={pressed}
        popoverTarget={id}
        style={{ anchorName: anchor } as React.CSSProperties}
      >
        {icon ?? label}
      </button>
      <fieldset
        id={id}
        popover="auto"
        className={`table-choice ${className}`}
        style={{ positionAnchor: anchor } as React.CSSProperties}
      >
        <legend className="visually-hidden">{title}</legend>
        {children}
      </fieldset>
    </>
  );
}
