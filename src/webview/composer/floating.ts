/** Space between a floating list and what it belongs to, in CSS pixels. */
const gap = 4;

/** A line or a button that a list belongs to, in the window's coordinates. */
export interface Anchor {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

/**
 * Shows a popover above its anchor, or below where there is more room and it needs it, and inside
 * the window in any case.
 */
export function floatAt(popover: HTMLElement, anchor: Anchor): void {
  if (!popover.matches(":popover-open")) popover.showPopover();
  const { style } = popover;
  style.maxHeight = "";
  const needed = popover.offsetHeight;
  const above = anchor.top - 2 * gap;
  const below = window.innerHeight - anchor.bottom - 2 * gap;
  const isAbove = needed <= above || above >= below;
  style.maxHeight = `${Math.max(60, isAbove ? above : below)}px`;
  const top = isAbove ? anchor.top - gap - popover.offsetHeight : anchor.bottom + gap;
  const rightmost = window.innerWidth - popover.offsetWidth - gap;
  style.top = `${Math.max(gap, top)}px`;
  style.left = `${Math.max(gap, Math.min(anchor.left, rightmost))}px`;
}
