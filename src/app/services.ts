/** The workers, the sandbox and the storage as the features see them: by interface, put in place by `main.tsx`. */
import { createContext, useContext } from 'react';
import type { WorkspaceService } from '../core/workspace/workspace.ts';
import type { ReplayService, SimulatorService } from '../sandbox/protocol.ts';
import type { JournalService } from '../workers/journal/journal.protocol.ts';
import type { LanguageService } from '../workers/language/language.protocol.ts';
import type { Remote } from '../workers/rpc.ts';
import type { SampleJournal } from '../workers/samples/samples.protocol.ts';
import type { TimelineHost } from '../workers/timeline/timeline.protocol.ts';

export interface Services {
  readonly journals: Remote<JournalService>;
  readonly language: Remote<LanguageService>;
  /** Runs a person's behavior code; see `sandbox/protocol.ts`. */
  readonly replay: ReplayService;
  /** Another realm, for questions that must not stand in the way of replay; whoever takes it stops it. */
  readonly newReplay: () => ReplayService;
  /** A realm that runs the write path; whoever takes it stops it. */
  readonly newSimulator: () => SimulatorService;
  /** Hands an OffscreenCanvas to a timeline worker. */
  readonly timeline: TimelineHost;
  readonly workspaces: WorkspaceService;
  /** Makes the journal of a sample. */
  readonly sampleJournal: (sample: SampleJournal) => Promise<Blob>;
  /** Whether workspaces outlive the page. */
  readonly durable: boolean;
}

let provided: Services | undefined;

/** Called once, by `main.tsx`. */
export function provideServices(services: Services): void {
  provided = services;
}

/** For commands, which run outside of React. */
export function getServices(): Services {
  if (!provided) throw new Error('getServices before provideServices');
  return provided;
}

export const ServicesContext = createContext<Services | undefined>(undefined);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices outside of the shell');
  return services;
}
