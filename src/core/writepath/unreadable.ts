/** A record that nobody can read, as behavior meets it. */
import type { BehaviorEvent } from '../replay/event.ts';

/** The same event, at whose payload nobody can look. */
export function unreadable(event: BehaviorEvent, onLook: () => void): BehaviorEvent {
  const look = () => {
    onLook();
    throw new Error('the payload cannot be read');
  };
  return Object.freeze(Object.defineProperty({ ...event }, 'payload', { get: look, enumerable: true }));
}
