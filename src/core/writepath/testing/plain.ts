/** The simulator without a sandbox, for tests: a model as text, behavior as objects. */
import type { Model } from '../../model/model.ts';
import { parseModel } from '../../model/parse.ts';
import { plainChecker } from '../../replay/plain.ts';
import { plainHost } from '../../replay/testing/plain-host.ts';
import { parseWriteBehavior } from '../behavior.ts';
import { type Context, contextOf } from '../context.ts';

export const accept = (...events: readonly unknown[]) => ({ accepted: events });
export const reject = (code: unknown, message: unknown = '') => ({ rejected: code, message });

export function modelOf(text: string): Model {
  const { model, findings, sound } = parseModel([{ path: 'a.model.yaml', text }]);
  if (!sound || findings.length > 0) throw new Error(findings.map(({ message }) => message).join('\n'));
  return model;
}

export function contextFor(model: string, exported: Record<string, unknown>): Context {
  const plain = plainChecker();
  return contextOf(modelOf(model), parseWriteBehavior(exported, plain), plainHost(plain));
}
