/** A question under way, its answer, or why there is none; one at a time, and the newest wins. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { AskOptions } from '../sandbox/protocol.ts';

export type Answer<T> =
  | { readonly phase: 'none' }
  /** `part` of all that is to be done, between 0 and 1. */
  | { readonly phase: 'running'; readonly part: number }
  | { readonly phase: 'done'; readonly value: T }
  | { readonly phase: 'failed'; readonly message: string };

export interface Answering<T> {
  readonly answer: Answer<T>;
  run(work: (options: Required<AskOptions>) => Promise<T>): void;
  cancel(): void;
}

export function useAnswer<T>(): Answering<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ phase: 'none' });
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);
  const run = useCallback((work: (options: Required<AskOptions>) => Promise<T>) => {
    current.current?.abort();
    const mine = new AbortController();
    current.current = mine;
    setAnswer({ phase: 'running', part: 0 });
    const tell = (next: Answer<T>) => {
      if (current.current === mine) setAnswer(next);
    };
    // What throws before it waits fails like what throws later.
    Promise.resolve()
      .then(() => work({ signal: mine.signal, onProgress: (part) => tell({ phase: 'running', part }) }))
      .then(
        (value) => tell({ phase: 'done', value }),
        (error: unknown) =>
          tell(
            mine.signal.aborted
              ? { phase: 'none' }
              : { phase: 'failed', message: error instanceof Error ? error.message : String(error) },
          ),
      );
  }, []);
  const cancel = useCallback(() => current.current?.abort(), []);
  return { answer, run, cancel };
}

interface AnswerViewProps<T> {
  readonly answering: Answering<T>;
  /** What is being done: `Folding the journal`. */
  readonly doing: string;
  readonly children: (value: T) => ReactNode;
}

export function AnswerView<T>({ answering: { answer, cancel }, doing, children }: AnswerViewProps<T>) {
  switch (answer.phase) {
    case 'none':
      return null;
    case 'running':
      return (
        <p role="status" className="answering">
          {doing}… <progress aria-label={doing} value={answer.part} max={1} />{' '}
          <button type="button" className="btn" onClick={cancel}>
            Cancel
          </button>
        </p>
      );
    case 'failed':
      return (
        <p className="notice" data-severity="error" role="alert">
          {answer.message}
        </p>
      );
    case 'done':
      return children(answer.value);
  }
}
