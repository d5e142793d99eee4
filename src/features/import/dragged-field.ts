/** A field of the source on its way to a role, by drag and drop. */
import type { DragEvent } from 'react';

const TYPE = 'application/x-factline-field';

export const holdsField = (event: DragEvent): boolean => event.dataTransfer.types.includes(TYPE);

export function dragField(event: DragEvent, path: string): void {
  event.dataTransfer.setData(TYPE, path);
  event.dataTransfer.effectAllowed = 'copy';
}

/** The path of the field that is dropped; undefined where something else is. */
export function draggedField(event: DragEvent): string | undefined {
  return holdsField(event) ? event.dataTransfer.getData(TYPE) : undefined;
}
