/** A first scenario for a model, with values that fit the command's schema. */
import type { Model } from '../../core/model/model.ts';
import { exampleOf } from '../../core/writepath/example.ts';
import type { ScenarioText } from '../../core/writepath/scenario-from.ts';

/** Undefined where the model has no command. */
export function exampleFor({ commands, scenarios }: Model): ScenarioText | undefined {
  const [first] = Object.entries(commands).filter(([, { emits }]) => (emits?.length ?? 0) > 0);
  if (!first) return undefined;
  const [command, declared] = first;
  const { emits = [], records } = declared;
  let name = `${command}-once`;
  for (let n = 2; Object.hasOwn(scenarios, name); n++) name = `${command}-${n}`;
  const [event] = emits;
  const written = [...(records === undefined ? [] : [records]), ...(event === undefined ? [] : [event])];
  return {
    name,
    given: [],
    when: { [command]: exampleOf(declared) },
    // biome-ignore lint/suspicious/noThenProperty: a word of the model language
    then: written.map((type) => ({ [type]: {} })),
  };
}
