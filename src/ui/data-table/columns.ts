/** Columns of a data table, and what a person made of them. */
import type { ReactNode } from 'react';

export interface DataColumn<T> {
  readonly id: string;
  readonly title: string;
  /** Pixels at first. */
  readonly width: number;
  readonly cell: (row: T) => ReactNode;
  /** Plain text of the cell: for copying and as its tooltip. */
  readonly text: (row: T) => string;
  readonly align?: 'end';
  readonly mono?: boolean;
  /** Not shown until chosen. */
  readonly hidden?: boolean;
}

/** Kept in localStorage under a table's name. */
export interface ColumnChoice {
  readonly visible: Readonly<Record<string, boolean>>;
  readonly widths: Readonly<Record<string, number>>;
}

const key = (name: string) => `factline.table.${name}`;

function entriesOf<V>(value: unknown, is: (member: unknown) => member is V): Record<string, V> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, V] => is(entry[1])));
}

/** What was kept; columns that it does not name are as their definition says. */
export function loadChoice<T>(name: string, columns: readonly DataColumn<T>[]): ColumnChoice {
  const visible = Object.fromEntries(columns.map((c) => [c.id, c.hidden !== true]));
  const widths = Object.fromEntries(columns.map((c) => [c.id, c.width]));
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(name)) ?? '{}');
    const { visible: v, widths: w } = entriesOf(kept, (m): m is object => typeof m === 'object' && m !== null) as {
      visible?: object;
      widths?: object;
    };
    return {
      visible: { ...visible, ...entriesOf(v, (m): m is boolean => typeof m === 'boolean') },
      widths: { ...widths, ...entriesOf(w, (m): m is number => typeof m === 'number' && m >= 30 && m <= 2000) },
    };
  } catch {
    return { visible, widths };
  }
}

/** A browser that keeps nothing loses the choice with the page, no more. */
export function keepChoice(name: string, choice: ColumnChoice): void {
  try {
    localStorage.setItem(key(name), JSON.stringify(choice));
  } catch {
    // Storage is full or forbidden.
  }
}
