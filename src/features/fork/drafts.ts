/** The edits that a fork of a journal will have, kept in this browser until it is made. */
import { useState } from 'react';
import { recall, remember } from '../../app/remember.ts';
import type { ForkEdit } from '../../core/fork/fork.ts';

export interface Draft {
  readonly edit: ForkEdit;
  /** The edit in words. */
  readonly said: string;
}

const keyOf = (journal: string) => `factline.fork.${journal}`;

export function useDrafts(journal: string): readonly [readonly Draft[], (drafts: readonly Draft[]) => void] {
  const [drafts, setDrafts] = useState(() => load(journal));
  const keep = (next: readonly Draft[]) => {
    setDrafts(next);
    remember(keyOf(journal), next.length === 0 ? undefined : JSON.stringify(next));
  };
  return [drafts, keep];
}

function load(journal: string): readonly Draft[] {
  try {
    const kept: unknown = JSON.parse(recall(keyOf(journal)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isDraft) : [];
  } catch {
    return [];
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const FIELDS: Readonly<Record<ForkEdit['kind'], Readonly<Record<string, 'number' | 'string'>>>> = {
  drop: { row: 'number' },
  edit: { row: 'number', text: 'string' },
  insert: { after: 'number', text: 'string' },
  duplicate: { row: 'number' },
  delay: { row: 'number', micros: 'number' },
  move: { row: 'number', after: 'number' },
};

function isDraft(value: unknown): value is Draft {
  if (!isObject(value) || typeof value['said'] !== 'string' || !isObject(value['edit'])) return false;
  const { edit } = value;
  const fields = Object.entries(FIELDS).find(([kind]) => kind === edit['kind'])?.[1];
  return fields !== undefined && Object.entries(fields).every(([name, type]) => typeof edit[name] === type);
}
