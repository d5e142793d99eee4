import { deliveryNotExactlyOnce } from './delivery-not-exactly-once.ts';
import { streamDeclaresKind } from './stream-declares-kind.ts';

export const STREAM_RULES = [streamDeclaresKind, deliveryNotExactlyOnce];
