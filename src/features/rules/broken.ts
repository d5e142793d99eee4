/** Which rules are broken now, by model, behavior and records. */
import { useMemo } from 'react';
import { useWorkbench } from '../../app/store.ts';
import type { Finding } from '../../core/finding.ts';

export type Broken = ReadonlyMap<string, readonly Finding[]>;

export function useBroken(): Broken {
  const ofModel = useWorkbench((s) => s.findings);
  const ofTypes = useWorkbench((s) => s.behaviorFindings);
  const ofReplay = useWorkbench((s) => s.replayFindings);
  const ofRecords = useWorkbench((s) => s.recordFindings);
  return useMemo(() => {
    const found = new Map<string, Finding[]>();
    for (const finding of [...ofModel, ...ofTypes, ...ofReplay, ...ofRecords]) {
      const same = found.get(finding.rule);
      if (same) same.push(finding);
      else found.set(finding.rule, [finding]);
    }
    return found;
  }, [ofModel, ofTypes, ofReplay, ofRecords]);
}

const SEVERITIES = ['error', 'warning', 'info'] as const;
/** The gravest of what was found. */
export const gravest = (findings: readonly Finding[]): Finding['severity'] =>
  SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';

/** A grouped finding stands for many records. */
export const placesIn = (findings: readonly Finding[]): number =>
  findings.reduce((sum, { count = 1 }) => sum + count, 0);
