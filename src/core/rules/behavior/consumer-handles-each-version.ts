import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

/** A consumer that may get several versions of one event decides by version, and refuses the rest. */
export const consumerHandlesEachVersion: Rule = {
  meta: {
    id: 'consumer-handles-each-version',
    title: 'A consumer decides by version',
    clauses: ['ES-032'],
    severity: { envelope: 'error', unified: 'error' },
    targets: 'behavior',
    since: '0.2',
  },
  consumer(name, { on, unknown_version }, { behavior, report }) {
    const code = behavior?.consumers.get(name);
    if (!behavior || !code || code.open) return;
    if (code.openSwitch && unknown_version !== 'park' && unknown_version !== 'fail')
      report({
        pointer: pointer('consumers', name),
        place: code.openSwitch,
        message: `\`${name}\` switches on the version and says nothing of others: a version that is new to it passes silently. Add a \`default\` that throws, or declare \`unknown_version: park\`.`,
      });
    if (code.looksAtVersion) return;
    for (const [event, versions] of Object.entries(on ?? {})) {
      if (!versions || versions.length < 2) continue;
      // What upcasters lead to the highest version arrives as that one (contract §3).
      const steps = new Set(behavior.upcasters.get(event) ?? []);
      const lowest = Math.min(...versions);
      const highest = Math.max(...versions);
      if (highest - lowest < 1000 && rangeOf(lowest, highest).every((version) => steps.has(version))) continue;
      report({
        pointer: pointer('consumers', name),
        place: code.place,
        message: `\`${name}\` gets ${versions.length} versions of \`${event}\` and never looks at \`event.version\`: one is read as if it were the other. Decide by version, or write upcasters that lead to version ${highest}.`,
      });
    }
  },
};
const rangeOf = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
