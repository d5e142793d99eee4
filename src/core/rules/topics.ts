/** All rules by what they are about, in the order of reading: the model, its code, the records, and two versions of a model. */
import { DIFF_RULES } from '../diff/diff-rules.ts';
import { BEHAVIOR_RULES } from './behavior/index.ts';
import { COMMAND_RULES } from './commands/index.ts';
import { CONSUMER_RULES } from './consumers/index.ts';
import { EVENT_RULES } from './events/index.ts';
import { NAME_RULES } from './names/index.ts';
import { CONTENT_RULES } from './records/content/index.ts';
import { ENVELOPE_RULES } from './records/envelope/index.ts';
import { INTEGRITY_RULES } from './records/integrity/index.ts';
import type { RuleMeta } from './rule.ts';
import { STREAM_RULES } from './streams/index.ts';

export interface RuleTopic {
  readonly title: string;
  readonly metas: readonly RuleMeta[];
}

const topic = (title: string, rules: readonly { readonly meta: RuleMeta }[]): RuleTopic => ({
  title,
  metas: rules.map(({ meta }) => meta),
});

export const RULE_TOPICS: readonly RuleTopic[] = [
  topic('Names', NAME_RULES),
  topic('Events', EVENT_RULES),
  topic('Streams', STREAM_RULES),
  topic('Commands', COMMAND_RULES),
  topic('Consumers', CONSUMER_RULES),
  topic('Behavior code', BEHAVIOR_RULES),
  topic('Records: envelope', ENVELOPE_RULES),
  topic('Records: order and integrity', INTEGRITY_RULES),
  topic('Records: content', CONTENT_RULES),
  { title: 'Changes between versions', metas: DIFF_RULES },
];
