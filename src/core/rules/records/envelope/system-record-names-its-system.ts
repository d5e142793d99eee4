import type { JournalRecord } from '../../../record/record.ts';
import type { RecordRule } from '../record-rule.ts';
import { isBlank } from './fields.ts';

interface Fault {
  readonly field: string;
  readonly message: string;
  readonly clauses: readonly string[];
}

function faultOf(
  { type, system_id: id = '', system_version: version = '' }: JournalRecord,
  systems: ReadonlySet<string>,
): Fault | undefined {
  const [system_id, system_version] = [isBlank(id) ? '' : id, isBlank(version) ? '' : version];
  if (type.startsWith('sys.')) {
    const [, system = '', ...rest] = type.split('.');
    if (system === '' || rest.length === 0)
      return {
        field: 'type',
        message: `\`${type}\` names no system: the events of one are called \`sys.<system_id>.…\`, so that replay finds its module. Name it \`sys.${system_id || '<id>'}.${system || '…'}\`.`,
        clauses: system_id !== '' && system_id !== system ? ['GS-052', 'GS-054'] : ['GS-052'],
      };
    if (system_id === '' || system_version === '') {
      const field = system_id === '' ? 'system_id' : 'system_version';
      return {
        field,
        message: `\`${type}\` is a system's event, and this record has no \`${field}\`: replay cannot find the module that understands it. Write \`system_id\` and \`system_version\` on every record of a system.`,
        clauses: system_id !== '' && system_id !== system ? ['GS-024', 'GS-054'] : ['GS-024'],
      };
    }
    return system_id === system
      ? undefined
      : {
          field: 'system_id',
          message: `ErrSystemTypeNamespaceMismatch: the type \`${type}\` belongs to the system \`${system}\`, and \`system_id\` is \`${system_id}\`. Write the id that the type names.`,
          clauses: ['GS-054'],
        };
  }
  const head = type.split('.', 1)[0] ?? '';
  if (systems.has(head) || (system_id !== '' && head === system_id))
    return {
      field: 'type',
      message: `\`${type}\` is an event of the system \`${head}\` outside its namespace, so it may be taken for a core event. Name it \`sys.${type}\`.`,
      clauses: ['GS-052'],
    };
  if (system_id === '' && system_version === '') return undefined;
  return {
    field: system_id === '' ? 'system_version' : 'system_id',
    message: `\`${type}\` is a core event and carries system metadata (\`${system_id || system_version}\`). Leave \`system_id\` and \`system_version\` out, or name the type \`sys.${system_id || '<id>'}.…\`.`,
    clauses: ['GS-055'],
  };
}

export const systemRecordNamesItsSystem: RecordRule = {
  meta: {
    id: 'system-record-names-its-system',
    title: 'Records of a system, and only they, carry its id and version',
    clauses: ['GS-024', 'GS-052', 'GS-054', 'GS-055'],
    severity: { game: 'error', unified: 'error' },
    targets: 'records',
    since: '0.1',
    fixed: true,
  },
  start({ model, report }) {
    const systems = new Set(Object.keys(model?.systems ?? {}));
    const none = systems.size === 0;
    return {
      record(at) {
        const { type, system_id, system_version } = at.record;
        if (none && system_id === undefined && system_version === undefined && !type.startsWith('sys.')) return;
        const fault = faultOf(at.record, systems);
        if (fault) report({ at, field: fault.field, message: fault.message, clauses: fault.clauses });
      },
    };
  },
};
