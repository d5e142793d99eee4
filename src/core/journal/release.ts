/** What the engines of today have, and the language of ES2023 has not. */
type Transferring = ArrayBuffer & { transfer?(length: number): ArrayBuffer };
declare function structuredClone(value: ArrayBuffer, options: { readonly transfer: ArrayBuffer[] }): ArrayBuffer;

/**
 * Gives the memory of arrays back that are of no more use, and leaves them empty. Collection would come late: it is in no hurry while the heap
 * itself is small, and what judged a large journal would stand in memory beside it. Where there is no `transfer` it is collection all the same.
 */
export function release(...arrays: readonly ArrayBufferView[]): void {
  for (const { buffer } of arrays) {
    const own = buffer as Transferring;
    if (own.byteLength === 0) continue;
    if (own.transfer) own.transfer(0);
    else structuredClone(own, { transfer: [own] });
  }
}
