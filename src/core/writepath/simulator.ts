/** What the realm offers of the simulator: every answer is data, and depends on nothing but what was asked; of a session in groups, since it began. */

import { type LabAnswer, type LabRequest, runLab } from '../faults/lab.ts';
import { runStepping, type SteppingAnswer, type SteppingRequest } from '../faults/stepping.ts';
import type { Model } from '../model/model.ts';
import type { ReplayHost } from '../replay/step.ts';
import type { WriteBehavior } from './behavior.ts';
import { type CommandsAnswer, type CommandsRequest, commandsRunner } from './commands.ts';
import { type ConsistencyAnswer, type ConsistencyRequest, runConsistency } from './consistency.ts';
import { contextOf } from './context.ts';
import { type DeliveriesAnswer, type DeliveriesRequest, runDeliveries } from './deliveries.ts';
import {
  type Applied,
  type ApplyRequest,
  type BeginAnswer,
  type BeginRequest,
  beginGrouped,
  type DecidedGroup,
  type GroupedSession,
  type GroupRequest,
} from './grouped.ts';
import { type PropertiesAnswer, type PropertiesRequest, runProperties } from './properties.ts';
import { type ReadsAnswer, type ReadsRequest, runReads } from './reads.ts';
import { runWrites, type WritesAnswer, type WritesRequest } from './scenario-writes.ts';
import { runScenarios, type ScenarioResult } from './scenarios.ts';

export interface ScenariosRequest {
  readonly what: 'scenarios';
  readonly names?: readonly string[];
}
export interface ScenariosAnswer {
  readonly scenarios: readonly ScenarioResult[];
}
/** Each request with its answer. */
interface Asked {
  readonly scenarios: { readonly request: ScenariosRequest; readonly answer: ScenariosAnswer };
  readonly properties: { readonly request: PropertiesRequest; readonly answer: PropertiesAnswer };
  readonly writes: { readonly request: WritesRequest; readonly answer: WritesAnswer };
  readonly commands: { readonly request: CommandsRequest; readonly answer: CommandsAnswer };
  readonly begin: { readonly request: BeginRequest; readonly answer: BeginAnswer };
  readonly group: { readonly request: GroupRequest; readonly answer: DecidedGroup };
  readonly apply: { readonly request: ApplyRequest; readonly answer: Applied };
  readonly consistency: { readonly request: ConsistencyRequest; readonly answer: ConsistencyAnswer };
  readonly reads: { readonly request: ReadsRequest; readonly answer: ReadsAnswer };
  readonly deliveries: { readonly request: DeliveriesRequest; readonly answer: DeliveriesAnswer };
  readonly lab: { readonly request: LabRequest; readonly answer: LabAnswer };
  readonly stepping: { readonly request: SteppingRequest; readonly answer: SteppingAnswer };
}
export type SimulateRequest = Asked[keyof Asked]['request'];
export type SimulateAnswer<R extends SimulateRequest = SimulateRequest> = Asked[R['what']]['answer'];

export interface Simulator {
  /** `progress` hears of a long one how much is done, between 0 and 1. */
  answer(request: SimulateRequest, progress?: (part: number) => void): Promise<SimulateAnswer>;
}

/** Throws a BehaviorError where model and behavior disagree. */
export function createSimulator(model: Model, behavior: WriteBehavior, host: ReplayHost): Simulator {
  const context = contextOf(model, behavior, host);
  const runCommands = commandsRunner(context);
  let grouped: GroupedSession | undefined;
  const session = (): GroupedSession => {
    if (!grouped) throw new Error('No session was begun: the realm was started anew meanwhile.');
    return grouped;
  };
  return {
    async answer(request, progress) {
      switch (request.what) {
        case 'scenarios':
          return { scenarios: await runScenarios(context, request.names) };
        case 'properties':
          return runProperties(context, request);
        case 'writes':
          return runWrites(context, request);
        case 'commands':
          return runCommands(request);
        case 'begin':
          grouped = await beginGrouped(context, request);
          return { records: request.journal.length };
        case 'group':
          return session().decide(request);
        case 'apply':
          return session().apply();
        case 'consistency':
          return runConsistency(context, request);
        case 'reads':
          return runReads(context, request);
        case 'deliveries':
          return runDeliveries(context, request);
        case 'lab':
          return runLab(context, request, progress);
        case 'stepping':
          return runStepping(context, request);
      }
    },
  };
}
