import { Fragment, type ReactNode } from 'react';

/** Text with `names` in backticks as code. */
export function withCode(text: string): ReactNode {
  return text.split('`').map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name
    i % 2 === 1 ? <code key={i}>{part}</code> : <Fragment key={i}>{part}</Fragment>,
  );
}
