/** Whether an untrusted value is an object whose fields can be asked for (arrays excluded). */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
