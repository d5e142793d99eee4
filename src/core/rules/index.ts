/** All rules on models and their behavior, a folder a topic. A new rule is added to its folder's index, and nowhere else. */
import { BEHAVIOR_RULES } from './behavior/index.ts';
import { COMMAND_RULES } from './commands/index.ts';
import { CONSUMER_RULES } from './consumers/index.ts';
import { EVENT_RULES } from './events/index.ts';
import { NAME_RULES } from './names/index.ts';
import type { Rule } from './rule.ts';
import { STREAM_RULES } from './streams/index.ts';

export const RULES: readonly Rule[] = [
  ...NAME_RULES,
  ...STREAM_RULES,
  ...EVENT_RULES,
  ...COMMAND_RULES,
  ...CONSUMER_RULES,
  ...BEHAVIOR_RULES,
];
