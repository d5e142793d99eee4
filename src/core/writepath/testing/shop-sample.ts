/** The behavior of the shop sample as objects, and its records from plain ones. */
import type { SimRecord } from '../record.ts';
import { accept, reject } from './plain.ts';

type Json = Record<string, unknown>;
interface Given {
  readonly t: string;
  readonly payload: Json;
}

export const parseRecordLine = (record: object): SimRecord => record as SimRecord;

export const SHOP_BEHAVIOR = {
  folds: {
    order: {
      initial: { status: 'new' },
      on: {
        OrderPlaced: (s: Json) => ({ ...s, status: 'open' }),
        OrderShipped: (s: Json) => ({ ...s, status: 'shipped' }),
      },
    },
  },
  deciders: {
    PlaceOrder: (s: Json, { payload, t }: Given) =>
      s['status'] === 'new'
        ? accept({ type: 'OrderPlaced', payload: { ...payload, placed_at: t } })
        : reject('ORDER_EXISTS'),
    ShipOrder: (s: Json, { payload }: Given) =>
      s['status'] === 'open' ? accept({ type: 'OrderShipped', payload }) : reject('ORDER_NOT_OPEN'),
  },
  projections: { open_orders: { initial: {}, on: { OrderPlaced: () => ({}), OrderShipped: () => undefined } } },
  consumers: { receipt_mailer: () => undefined },
  upcasters: { OrderPlaced: { 1: (payload: Json) => payload } },
};
