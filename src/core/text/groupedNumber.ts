/** E.g. `1,200`. */
export function groupedNumber(count: number): string {
  return count.toLocaleString("en-US");
}
