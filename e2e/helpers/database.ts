/** The database as JSON: fixtures of earlier versions, written once by the program of then. */
import type { Page } from '@playwright/test';

interface StoredTable {
  readonly keyPath: string | string[];
  readonly indices: readonly { readonly name: string; readonly keyPath: string | string[] }[];
  readonly rows: readonly unknown[];
}
export interface StoredDatabase {
  /** As the browser counts it: ten times that of `storage/db.ts`. */
  readonly version: number;
  readonly tables: Readonly<Record<string, StoredTable>>;
}

/** Everything in it; typed arrays become `{ $array: kind, base64 }`, numbers that JSON lacks `{ $number }`. */
export const dumpDatabase = (page: Page): Promise<StoredDatabase> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const plain = (value: unknown): unknown => {
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        return { $array: value.constructor.name, base64: btoa(String.fromCharCode(...bytes)) };
      }
      if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
    };
    const db = await settled(indexedDB.open('factline'));
    const tables: Record<string, unknown> = {};
    for (const name of db.objectStoreNames) {
      const store = db.transaction(name).objectStore(name);
      const indices = [...store.indexNames].map((index) => ({ name: index, keyPath: store.index(index).keyPath }));
      tables[name] = { keyPath: store.keyPath, indices, rows: plain(await settled(store.getAll())) };
    }
    const { version } = db;
    db.close();
    return { version, tables } as StoredDatabase;
  });

/** Puts it in place of what this browser keeps. No page of the program may be open. */
export const putDatabase = (page: Page, database: StoredDatabase): Promise<void> =>
  page.evaluate(async ({ version, tables }) => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const kinds = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array } as const;
    const typed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(typed);
      if (typeof value !== 'object' || value === null) return value;
      const { $array, base64, $number } = value as { $array?: keyof typeof kinds; base64?: string; $number?: string };
      if ($number !== undefined) return Number($number);
      if ($array !== undefined && base64 !== undefined)
        return new kinds[$array](Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, typed(member)]));
    };
    await settled(indexedDB.deleteDatabase('factline'));
    const request = indexedDB.open('factline', version);
    request.onupgradeneeded = () => {
      for (const [name, { keyPath, indices, rows }] of Object.entries(tables)) {
        const store = request.result.createObjectStore(name, { keyPath });
        for (const index of indices) store.createIndex(index.name, index.keyPath);
        for (const row of rows) store.put(typed(row));
      }
    };
    (await settled(request)).close();
  }, database);
