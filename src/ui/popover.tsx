/** A button, and what opens beside it, always within the window: placed here, since not every browser has CSS anchors. */
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { type Beside, beside } from './beside.ts';
import './popover.css';

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
  const button = useRef<HTMLButtonElement>(null);
  const [placed, setPlaced] = useState<Beside>();
  const open = placed !== undefined;
  const place = useCallback(() => {
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    if (button.current) setPlaced(beside(button.current.getBoundingClientRect(), { width, height }));
  }, []);
  useEffect(() => {
    if (!open) return;
    addEventListener('resize', place);
    return () => removeEventListener('resize', place);
  }, [open, place]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={icon === undefined ? 'btn' : 'btn btn-icon'}
        aria-label={icon === undefined ? undefined : title}
        title={icon === undefined ? undefined : title}
        aria-pressed={pressed}
        popoverTarget={id}
      >
        {icon ?? label}
      </button>
      <fieldset
        id={id}
        popover="auto"
        className={`popover ${className}`}
        style={placed}
        onBeforeToggle={({ newState }) => (newState === 'open' ? place() : setPlaced(undefined))}
      >
        <legend className="visually-hidden">{title}</legend>
        {children}
      </fieldset>
    </>
  );
}
