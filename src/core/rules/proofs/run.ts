/** Runs one case the way `factline check` and `factline diff` do. */
import type { Finding } from '../../finding.ts';
import type { ProfileName } from '../../model/model.ts';
import { behaviorFacts } from '../behavior/read.ts';
import { checkModel } from '../check.ts';
import type { Case } from './proof.ts';

export async function problemsOf(given: Case, profile: ProfileName): Promise<readonly Finding[]> {
  const { model, behavior } = given;
  const facts = behavior === undefined ? undefined : behaviorFacts([{ path: 'a.behavior.ts', text: behavior }]);
  const { findings } = checkModel(model === undefined ? [] : [{ path: 'a.model.yaml', text: model }], {
    profiles: [profile],
    behavior: facts,
  });
  return findings;
}
