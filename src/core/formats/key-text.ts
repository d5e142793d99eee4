const utf8 = new TextDecoder();

/** The text of a JSON key, from the bytes between its quotes; as it stands where they are no sound JSON. */
export function keyText(bytes: Uint8Array): string {
  const raw = utf8.decode(bytes);
  try {
    return raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
  } catch {
    return raw;
  }
}
