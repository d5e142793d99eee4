/** What changed, asked again a moment after either side did. */
import { useEffect, useState } from 'react';
import { isBehaviorFile } from '../../app/checking.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { ModelFile } from '../../core/model/parse.ts';
import type { DiffResult } from '../../workers/language/language.protocol.ts';

const PAUSE_MILLIS = 150;

/** Undefined until both are there and the first answer came. */
export function useDiff(old: readonly ModelFile[] | undefined, now: readonly ModelFile[]): DiffResult | undefined {
  const { language } = useServices();
  const all = useWorkbench((s) => s.workspace?.files);
  const [result, setResult] = useState<DiffResult>();
  useEffect(() => {
    if (!old || now.length === 0) {
      setResult(undefined);
      return;
    }
    let current = true;
    const behavior = (all ?? []).filter(({ path }) => isBehaviorFile(path));
    const timer = setTimeout(() => {
      language.diff({ old, now, behavior }).then((answer) => current && setResult(answer), report);
    }, PAUSE_MILLIS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [language, old, now, all]);
  return result;
}
