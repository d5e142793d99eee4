/** The language worker, with the pages of the rules. */
import { serve } from '../rpc.ts';
import { textReceiver } from '../text-news.ts';
import { languageService } from './language.handler.ts';

declare const self: DedicatedWorkerGlobalScope;

const files = import.meta.glob<string>(
  ['../../core/rules/*/*.md', '../../core/rules/records/*/*.md', '../../core/diff/rules/*.md'],
  { query: '?raw', import: 'default', eager: true },
);
const pages = Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(/^.*\/|\.md$/g, ''), text]));
serve(self, { ...languageService(pages) }, textReceiver());
