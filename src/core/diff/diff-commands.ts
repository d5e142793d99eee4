/** Commands compared. A command is asked for by senders: it breaks where what they send does not fit any more. No clause speaks of it. */

import { pointer } from '../json-pointer.ts';
import type { CommandModel } from '../model/model.ts';
import { change, inNew, inOld } from './change.ts';
import { comparePayloads } from './compare-payloads.ts';
import { type DiffContext, diffNamed } from './diff-parts.ts';
import { sentence } from './difference-text.ts';
import { payloadAt } from './versions.ts';

const JUDGED = new Set(['payload', 'schema', 'emits', 'rejects']);

export function diffCommands(context: DiffContext): void {
  const { old, now, tell } = context;
  const lists = (name: string, key: 'emits' | 'rejects', before: readonly string[], after: readonly string[]) => {
    const at = pointer('commands', name, key);
    for (const word of after.filter((w) => !before.includes(w)))
      tell(
        key === 'emits'
          ? change('compatible', 'emits added', inNew(at), `\`${name}\` may now emit \`${word}\`.`)
          : change('compatible', 'rejection added', inNew(at), `\`${name}\` may now be rejected with \`${word}\`.`),
      );
    for (const word of before.filter((w) => !after.includes(w)))
      tell(
        key === 'emits'
          ? change(
              'drift',
              'emits removed',
              inOld(at),
              `\`${name}\` no longer emits \`${word}\`: whoever waits for it after this command waits in vain.`,
            )
          : change(
              'drift',
              'rejection removed',
              inOld(at),
              `\`${name}\` is no longer rejected with \`${word}\`: see what its senders make of the case now.`,
            ),
      );
  };
  const each = (name: string, before: CommandModel, after: CommandModel) => {
    const at = pointer('commands', name);
    const [a, b] = [payloadAt(before, at), payloadAt(after, at)];
    if (a && b)
      for (const found of comparePayloads(a, b)) {
        const kind = found.records ? 'breaking' : found.drift ? 'drift' : 'compatible';
        const { readers: _, ...sent } = found;
        tell(change(kind, found.what, found, sentence(`the command \`${name}\``, sent)));
      }
    else if (b) tell(change('drift', 'payload declared', inNew(b.at), `The payload of \`${name}\` is now declared.`));
    else if (a)
      tell(change('drift', 'payload removed', inOld(a.at), `The payload of \`${name}\` is no longer declared.`));
    lists(name, 'emits', before.emits ?? [], after.emits ?? []);
    lists(name, 'rejects', Object.keys(before.rejects ?? {}), Object.keys(after.rejects ?? {}));
    for (const [code, fact] of Object.entries(after.rejects ?? {})) {
      if (!Object.hasOwn(before.rejects ?? {}, code) || before.rejects?.[code] === fact) continue;
      const place = inNew(pointer('commands', name, 'rejects', code));
      tell(
        change(
          'drift',
          'rejection recorded otherwise',
          place,
          `\`${code}\` of \`${name}\` was recorded as ${before.rejects?.[code] ?? 'nothing'} and is as ${fact ?? 'nothing'}.`,
        ),
      );
    }
    return JUDGED;
  };
  diffNamed(context, { section: 'commands', noun: 'command', old: old.commands, now: now.commands }, each, 'breaking');
}
