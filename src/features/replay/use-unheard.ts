/** Records that no handler of the behavior is for, counted once after each load. */
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.ts';
import type { UnheardTypes } from '../../core/replay/unheard.ts';
import type { BehaviorOutline } from '../../sandbox/protocol.ts';

/** `outline` is another one after each load. Undefined until it is counted. */
export function useUnheard(ready: boolean, outline: BehaviorOutline): UnheardTypes | undefined {
  const { replay } = useServices();
  const [found, setFound] = useState<{ readonly of: BehaviorOutline; readonly unheard: UnheardTypes }>();
  useEffect(() => {
    if (!ready) return;
    const abort = new AbortController();
    const { signal } = abort;
    replay.ask({ ask: 'unheard' }, { signal }).then(
      (unheard) => {
        if (!signal.aborted) setFound({ of: outline, unheard });
      },
      // A realm that had to be ended is told of where it is sought in.
      () => undefined,
    );
    return () => abort.abort();
  }, [replay, ready, outline]);
  return found?.of === outline ? found.unheard : undefined;
}
