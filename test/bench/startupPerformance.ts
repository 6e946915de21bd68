export const extensionId = "tibet-model-chat.tibet-model-chat";

/**
 * Loading the extension's code and the call of its `activate`, in milliseconds, as the table of
 * extensions in “Developer: Startup Performance” has them.
 *
 * @throws Error if the extension is not in it.
 */
export function activationTime(text: string): number {
  const rows = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const [, , , loading, calling] = rows.find((cells) => cells[1] === extensionId) ?? [];
  const isTold = [loading, calling].every((cell) => /^\d+$/u.test(cell ?? ""));
  if (!isTold) throw new Error(`“Startup Performance” tells nothing of ${extensionId}.`);
  return Number(loading) + Number(calling);
}
