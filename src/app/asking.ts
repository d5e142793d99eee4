/** Questions about the behavior over the open journal, answered in a realm of their own: what hangs there ends there, and replay goes on. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { knows } from '../core/model/knows.ts';
import type { Model } from '../core/model/model.ts';
import type { SeekRequest, StateView } from '../core/replay/view.ts';
import {
  type AnswerTo,
  type AskOptions,
  type BehaviorFile,
  type BehaviorOutline,
  type Question,
  RealmEnded,
  type ReplayService,
} from '../sandbox/protocol.ts';
import { isBehaviorFile } from './checking.ts';
import { getServices } from './services.ts';
import { useWorkbench } from './store.ts';

/** What a realm was started with. */
interface Ground {
  readonly journal: string;
  readonly files: readonly BehaviorFile[];
  readonly model: Model | undefined;
}

/** What is asked about now: the open journal, with the behavior as it stands in the editor. Undefined where there is nothing to ask. */
export function ground(): Ground | undefined {
  const { journal, workspace, model } = useWorkbench.getState();
  const files = workspace?.files.filter(({ path }) => isBehaviorFile(path)) ?? [];
  if (!journal || files.length === 0) return undefined;
  const types = journal.types.map(({ type }) => type);
  return { journal: journal.id, files, model: model && knows(model, types) ? model : undefined };
}

export interface Realm {
  readonly service: ReplayService;
  readonly outline: BehaviorOutline;
}

/** A realm with behavior loaded over a journal; whoever starts it stops it. Throws a RealmEnded where the behavior does not load. */
export async function startRealm({ journal, files, model }: Ground): Promise<Realm> {
  const { journals, newReplay } = getServices();
  const realm = newReplay();
  try {
    const { port1, port2 } = new MessageChannel();
    await journals.serveReplay({ id: journal, port: port2 }, { transfer: [port2] });
    const { error, outline } = await realm.load({ files, model, journal: port1 });
    if (error) throw new RealmEnded(error, `The behavior does not run: ${error.message}`);
    return { service: realm, outline };
  } catch (error) {
    realm.stop();
    throw error;
  }
}

export interface Asking {
  ask<Q extends Question>(question: Q, options?: AskOptions): Promise<AnswerTo<Q>>;
  seek(request: SeekRequest): Promise<StateView>;
  /** `fold/order`, `projection/open_orders`: what there is to ask about. */
  targets(): Promise<readonly string[]>;
}

/** The realm is started by the first question, anew when journal or behavior changed, and ended with the component. */
export function useAsking(): Asking {
  const held = useRef<{ readonly key: string; readonly realm: Promise<Realm> }>(undefined);
  const end = useCallback(() => {
    held.current?.realm.then(({ service }) => service.stop()).catch(() => undefined);
    held.current = undefined;
  }, []);
  useEffect(() => end, [end]);
  const realm = useCallback(() => {
    const on = ground();
    if (!on) throw new Error('There is no behavior to ask about: write a fold or a projection, over an open journal.');
    const key = JSON.stringify([on.journal, on.files, on.model]);
    if (held.current?.key !== key) {
      end();
      const started = startRealm(on);
      held.current = { key, realm: started };
      started.catch(() => {
        if (held.current?.realm === started) held.current = undefined;
      });
    }
    return held.current.realm;
  }, [end]);
  /** A realm that had to be ended is started anew by the next question. */
  const within = useCallback(
    async <T>(work: (realm: Realm) => Promise<T>): Promise<T> => {
      try {
        return await work(await realm());
      } catch (error) {
        if (error instanceof RealmEnded) held.current = undefined;
        throw error;
      }
    },
    [realm],
  );
  return useMemo(
    () => ({
      ask: (question, options) => within(({ service }) => service.ask(question, options)),
      seek: (request) => within(({ service }) => service.seek(request)),
      targets: () =>
        within(async ({ outline: { folds, projections } }) => [
          ...folds.map((name) => `fold/${name}`),
          ...projections.map((name) => `projection/${name}`),
        ]),
    }),
    [within],
  );
}
