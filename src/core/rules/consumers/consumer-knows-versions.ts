import { pointer } from '../../json-pointer.ts';
import { named } from '../fields.ts';
import type { Rule } from '../rule.ts';
import { heardBy } from './hears.ts';

export const consumerKnowsVersions: Rule = {
  meta: {
    id: 'consumer-knows-versions',
    title: 'A consumer says which versions it handles, and what becomes of others',
    clauses: ['ES-032', 'EM-033'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, consumer, { model, report }) {
    const { unknown_version } = consumer;
    const at = pointer('consumers', name);
    if (unknown_version === undefined || unknown_version === 'ignore')
      report({
        pointer: unknown_version === undefined ? at : `${at}/unknown_version`,
        message: `\`${name}\` ${unknown_version === undefined ? 'does not say what it does with a version that it does not know' : 'ignores versions that it does not know, so what they say is lost without a trace'}. Park such records until it can read them: \`unknown_version: park\`.`,
        fix:
          unknown_version === undefined
            ? { title: 'Add unknown_version: park', insert: { into: at, key: 'unknown_version', value: 'park' } }
            : { title: 'Change to park', replace: { at: `${at}/unknown_version`, value: 'park' } },
      });
    for (const { type, versions, by } of heardBy(consumer, model)) {
      const current = named(model.events, type)?.version;
      if (!versions || current === undefined) continue;
      const pointerOf = `${at}/on${pointer(by)}`;
      // Older versions were there, described or not; none is above the current one. What `'*'` lists is meant for many types.
      const unheard = by === '*' ? undefined : versions.find((version) => version < 1 || version > current);
      if (unheard !== undefined)
        report({
          pointer: pointerOf,
          message: `\`${name}\` handles version ${unheard} of \`${type}\`, which there is not: it is at ${current}. Correct the list, or describe that version.`,
        });
      else if (!versions.includes(current) && unknown_version !== 'park')
        report({
          pointer: pointerOf,
          message: `\`${type}\` is at version ${current}, and \`${name}\` handles only ${versions.join(', ')}. Add ${current} to the list, or park what it does not know.`,
        });
    }
  },
};
