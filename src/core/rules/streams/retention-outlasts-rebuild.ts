import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { own, yaml } from './look.ts';
import { durationMeant, lasting } from './retention.ts';

export const retentionOutlastsRebuild: Rule = {
  meta: {
    id: 'retention-outlasts-rebuild',
    title: 'Records are kept as long as a rebuild needs them',
    clauses: ['HL-022'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  projection(name, { on = [], horizon }, { model, report }) {
    if (horizon === undefined) return;
    const at = pointer('projections', name, 'horizon');
    const needed = lasting(horizon);
    if (needed === undefined) {
      const meant = durationMeant(horizon);
      return report({
        pointer: at,
        part: 'value',
        clauses: [],
        message: `The horizon of \`${name}\`, \`${horizon.slice(0, 60)}\`, is no duration, so nobody knows how far back it needs records: write 90d, 12h, P3M or forever.`,
        ...(meant !== undefined && { fix: { title: `Change to ${meant}`, replace: { at, value: meant } } }),
      });
    }
    const heard = on.includes('*') ? Object.keys(model.events) : on;
    const said = new Set<string>();
    for (const type of heard) {
      const event = own(model.events, type);
      if (event === undefined) continue;
      const stream = own(model.streams, event.stream);
      const kept = event.retention ?? stream?.retention;
      const span = kept === undefined ? undefined : lasting(kept);
      if (kept === undefined || span === undefined || span >= needed) continue;
      const place =
        event.retention === undefined
          ? pointer('streams', event.stream ?? '', 'retention')
          : pointer('events', type, 'retention');
      if (said.has(place)) continue;
      said.add(place);
      const source = event.retention === undefined ? `stream \`${event.stream}\`` : `\`${type}\``;
      report({
        pointer: at,
        part: 'value',
        message: `\`${name}\` shows what happened up to ${horizon} ago, but ${source} keeps records for ${kept} only. After a rebuild the rest would be missing: keep them for ${horizon}, or shorten the horizon.`,
        fix: { title: `Keep ${source.replace(/`/g, '')} for ${horizon}`, replace: { at: place, value: yaml(horizon) } },
      });
    }
  },
  stream(name, stream, { model, report }) {
    const { record_kind, rebuild, retention, derives_from = [] } = stream;
    const needed = retention === undefined ? undefined : lasting(retention);
    if (record_kind !== 'DERIVATION' || (rebuild ?? 'full_replay') !== 'full_replay' || needed === undefined) return;
    for (const source of derives_from) {
      const kept = source === name ? undefined : own(model.streams, source)?.retention;
      const span = kept === undefined ? undefined : lasting(kept);
      if (kept === undefined || span === undefined || span >= needed) continue;
      report({
        pointer: pointer('streams', name, 'retention'),
        part: 'value',
        message: `Stream \`${name}\` keeps what it computed for ${retention} and is rebuilt by a full replay, but its source \`${source}\` keeps records for ${kept} only. What is older could never be rebuilt: keep the source for ${retention}, or keep less.`,
        fix: {
          title: `Keep stream ${source} for ${retention}`,
          replace: { at: pointer('streams', source, 'retention'), value: yaml(retention ?? 'forever') },
        },
      });
    }
  },
};
