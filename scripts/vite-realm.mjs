// `virtual:realm-browser` and `virtual:realm-node`: the sandbox realm, bundled with all that it needs, as text. A blob worker can import nothing.
import { join } from 'node:path';
import { build } from 'vite';

const ENTRIES = {
  'virtual:realm-browser': 'realm.browser.ts',
  'virtual:realm-node': 'realm.node.ts',
  'virtual:realm-bench': 'realm.bench.ts',
};

/** The text of an entry, as `realm.browser.ts`. */
export async function bundledRealm(entry) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'es2023',
      lib: { entry: join(import.meta.dirname, '../src/sandbox', entry), formats: ['iife'], name: 'realm' },
    },
  });
  const output = [result].flat()[0].output[0];
  // SES refuses sloppy mode, and a bundled script is sloppy unless it says otherwise.
  return `"use strict";${output.code}`;
}

export function realmText() {
  const texts = new Map();
  return {
    name: 'realm-text',
    resolveId: (id) => (Object.hasOwn(ENTRIES, id) ? `\0${id}` : undefined),
    async load(id) {
      const name = id.slice(1);
      if (id[0] !== '\0' || !Object.hasOwn(ENTRIES, name)) return undefined;
      if (!texts.has(name)) texts.set(name, bundledRealm(ENTRIES[name]));
      return `export const realm = ${JSON.stringify(await texts.get(name))};`;
    },
    // In development a change of the realm or the core is picked up at the next load of the page.
    handleHotUpdate: () => texts.clear(),
  };
}
