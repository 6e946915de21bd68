/**
 * How deltas are paced between the host and a page. The host sends at most one in {@link deltaPause},
 * so that a page draws 25 times in a second at the most, and stops where {@link mostUndrawn} were
 * sent that the page has not said to have drawn.
 */

/** Between one delta and the next, in milliseconds. Never under 20 a second while text arrives. */
export const deltaPause = 40;

/** How many deltas may be on their way to a page, or wait there to be drawn. */
export const mostUndrawn = 8;

/** How many deltas a page draws before it says so: each message is work for VS Code's window. */
export const drawnAtOnce = 4;
