import { pointer } from '../../json-pointer.ts';
import { requestForm } from '../../words/rename.ts';
import { hasIntents } from '../names/kind.ts';
import type { Rule } from '../rule.ts';
import { kindOf, own, yaml } from './look.ts';

export const commandRecordsItsRequest: Rule = {
  meta: {
    id: 'command-records-its-request',
    title: 'A command that mutates records its request as an INTENT',
    clauses: [],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  command(name, command, { model, settings, report }) {
    const at = pointer('commands', name);
    const mutates = command.mutates ?? (command.emits ?? []).length > 0;
    if (command.records === undefined) {
      if (!mutates || settings.intents === 'no') return;
      if (settings.intents === 'declared' && !hasIntents(model)) return;
      const form = requestForm(name);
      const event = own(model.events, form);
      return report({
        pointer: at,
        setting: 'intents',
        ...(settings.intents === 'declared' && { severity: 'warning' }),
        message: `\`${name}\` mutates, but nothing records that it was asked for. A request is a record before it is decided: name the INTENT that is appended on arrival in \`records\`, for instance \`${form}\`.`,
        ...(event !== undefined &&
          kindOf(model, event) === 'INTENT' && {
            fix: { title: `Add records: ${form}`, insert: { into: at, key: 'records', value: yaml(form) } },
          }),
      });
    }
    const event = own(model.events, command.records);
    const kind = event && kindOf(model, event);
    if (kind === undefined || kind === 'INTENT') return;
    report({
      pointer: `${at}/records`,
      part: 'value',
      message: `\`${name}\` records its request as \`${command.records}\`, which is a ${kind}. When it arrives nothing has been decided yet: name an INTENT, in an INTENT stream.`,
    });
  },
};
