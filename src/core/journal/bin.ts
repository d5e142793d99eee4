/** So long a journal lies in the bin before it is erased. */
export const BIN_MILLIS = 30 * 86_400_000;
