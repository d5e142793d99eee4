import type { RecordRule } from '../record-rule.ts';

const REJECTED = 1;
const ACCEPTED = 2;

export const rejectionMutatesNothing: RecordRule = {
  meta: {
    id: 'rejection-mutates-nothing',
    title: 'A request that was rejected has no other event',
    clauses: ['GS-012'],
    severity: { game: 'error', unified: 'error' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const words = new Map<string, number>();
    for (const { emits = [], rejects = {} } of Object.values(model?.commands ?? {})) {
      for (const type of emits) words.set(type, ACCEPTED);
      for (const type of Object.values(rejects)) if (type !== undefined) words.set(type, REJECTED);
    }
    if (![...words.values()].includes(REJECTED)) return undefined;
    const seen = new Map<string, number>();
    return {
      record(at) {
        const { type, request_id } = at.record;
        const word = words.get(type);
        if (word === undefined || request_id === undefined) return;
        const before = seen.get(request_id) ?? 0;
        if ((before | word) === (REJECTED | ACCEPTED) && before !== (REJECTED | ACCEPTED))
          report({
            at,
            field: 'request_id',
            message: `The request \`${request_id}\` was rejected, and yet it has an event that changes the domain: \`${type}\` and another cannot both be true. Reject, or accept; not both.`,
          });
        seen.set(request_id, before | word);
      },
    };
  },
};
