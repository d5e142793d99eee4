/** A scenario as text of the model. */
import { type EntryText, flow } from '../model/casual/write.ts';
import { word } from '../model/draft.ts';
import type { ScenarioText } from './scenario-from.ts';

export function scenarioEntry({ name, description, given, when, then: expected }: ScenarioText): EntryText {
  // biome-ignore lint/suspicious/noThenProperty: a word of the model language
  const whole = { ...(description !== undefined && { description }), given, ...(when && { when }), then: expected };
  return {
    lines: [
      `${word(name)}:`,
      ...(description === undefined ? [] : [`  description: ${flow(description)}`]),
      ...(given.length === 0 ? ['  given: []'] : ['  given:', ...given.map((one) => `    - ${flow(one)}`)]),
      ...(when ? [`  when: ${flow(when)}`] : []),
      `  then: ${flow(expected)}`,
    ],
    inline: `${word(name)}: ${flow(whole)}`,
  };
}
