/** Starts the language worker. */
import { connect, type Remote } from '../rpc.ts';
import { textSender } from '../text-news.ts';
import type { LanguageService } from './language.protocol.ts';

export function startLanguageWorker(onBusy: (calls: number) => void): Remote<LanguageService> {
  const worker = new Worker(new URL('./language.worker.ts', import.meta.url), { type: 'module', name: 'language' });
  return connect<LanguageService>(worker, onBusy, textSender());
}
