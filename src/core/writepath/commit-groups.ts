/**
 * Group commit: commands that come while a group is on its way make the next one, of at most 256. A command is answered when its group is stored and
 * applied. A group that fails takes those behind it along: none of them is answered, and nothing more is taken.
 */
import type { Applied, CommandAnswer, Commit, DecidedGroup } from './grouped.ts';
import type { CommandRequest } from './record.ts';

export const GROUP_COMMANDS = 256;

export interface GroupSteps {
  decide(commands: readonly CommandRequest[]): Promise<DecidedGroup>;
  /** All of the group's lines, or an error and none. */
  store(group: Commit): Promise<void>;
  apply(): Promise<Applied>;
}
export interface CommitGroups {
  submit(command: CommandRequest): Promise<CommandAnswer>;
  /** How many groups were stored, and how many records in them. */
  readonly stored: { readonly groups: number; readonly records: number };
  /** No more is taken; what waits is answered with this error. */
  stop(error: Error): void;
}

interface Waiting {
  readonly command: CommandRequest;
  readonly resolve: (answer: CommandAnswer) => void;
  readonly reject: (error: Error) => void;
}

export function commitGroups(steps: GroupSteps, most = GROUP_COMMANDS): CommitGroups {
  let waiting: Waiting[] = [];
  let running = false;
  let ended: Error | undefined;
  const stored = { groups: 0, records: 0 };

  const one = async (): Promise<void> => {
    const asked = waiting.splice(0, most);
    try {
      const { answers, ...group } = await steps.decide(asked.map(({ command }) => command));
      if (answers.length === 0) throw new Error('A group was asked, and no command of it was answered.');
      // Time was up: the rest goes first in the next group.
      waiting = [...asked.splice(answers.length), ...waiting];
      if (group.count > 0) {
        await steps.store(group);
        stored.groups++;
        stored.records += group.count;
      }
      await steps.apply();
      for (const [i, answer] of answers.entries()) asked[i]?.resolve(answer);
    } catch (error) {
      ended ??= error instanceof Error ? error : new Error(String(error));
      for (const { reject } of asked) reject(ended);
    }
  };
  const all = async (): Promise<void> => {
    // What is submitted in one go makes one group.
    await undefined;
    while (waiting.length > 0 && !ended) await one();
    running = false;
    if (!ended) return;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  return {
    stored,
    submit: (command) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        waiting.push({ command, resolve, reject });
        if (running) return;
        running = true;
        void all();
      }),
    stop(error) {
      ended ??= error;
    },
  };
}
