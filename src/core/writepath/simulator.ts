/** What the realm offers of the simulator: every answer is data, and depends on nothing but what was asked. */
import type { Model } from '../model/model.ts';
import type { ReplayHost } from '../replay/step.ts';
import type { WriteBehavior } from './behavior.ts';
import { type CommandsAnswer, type CommandsRequest, runCommands } from './commands.ts';
import { contextOf } from './context.ts';
import { runScenarios, type ScenarioResult } from './scenarios.ts';

export interface ScenariosRequest {
  readonly what: 'scenarios';
  readonly names?: readonly string[];
}
export interface ScenariosAnswer {
  readonly scenarios: readonly ScenarioResult[];
}
export type SimulateRequest = ScenariosRequest | CommandsRequest;
export type SimulateAnswer<R extends SimulateRequest = SimulateRequest> = R extends ScenariosRequest
  ? ScenariosAnswer
  : CommandsAnswer;

export interface Simulator {
  answer(request: SimulateRequest): Promise<SimulateAnswer>;
}

/** Throws a BehaviorError where model and behavior disagree. */
export function createSimulator(model: Model, behavior: WriteBehavior, host: ReplayHost): Simulator {
  const context = contextOf(model, behavior, host);
  return {
    async answer(request) {
      switch (request.what) {
        case 'scenarios':
          return { scenarios: await runScenarios(context, request.names) };
        case 'commands':
          return runCommands(context, request);
      }
    },
  };
}
