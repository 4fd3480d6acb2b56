/**
 * Makes the browser's Back and Forward buttons restore the scroll position. Without this, they would scroll to the history entry's anchor.
 */

/** Stores the scroll position in each history entry, and restores it. */
export function keepPlaces(): void {
  history.scrollRestoration = "manual";
  const keep = (): void => history.replaceState({ scrollY }, "");
  // The entry that is left is still the current one.
  addEventListener("click", keep, { capture: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 100);
    },
    { passive: true },
  );
  addEventListener("popstate", ({ state }) => {
    const { scrollY: place } = Object(state) as { scrollY?: number };
    clearTimeout(timer);
    if (place !== undefined) scrollTo({ top: place, behavior: "instant" });
  });
  const { scrollY: place } = Object(history.state) as { scrollY?: number };
  if (place === undefined) return;
  const restore = (): void => scrollTo({ top: place, behavior: "instant" });
  restore();
  // A reload with an anchor ends at the anchor, unless it is corrected after that.
  addEventListener("load", () => requestAnimationFrame(restore), { once: true });
}
