/** Highlights the current section in the menu. */

/** Updates the highlighted section while the page is scrolled. */
export function startHere(page: Document): void {
  const links = new Map(
    [...page.querySelectorAll<HTMLAnchorElement>("nav .contents a")].map((link) => [
      link.hash.slice(1),
      link,
    ]),
  );
  const sections = [...links.keys()].flatMap((id) => page.getElementById(id) ?? []);
  let marked: HTMLAnchorElement | undefined;
  const update = (): void => {
    const here = sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 3);
    const link = here && links.get(here.id);
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    for (const group of page.querySelectorAll("nav .contents > li"))
      group.classList.toggle("here", group.contains(link ?? null));
    marked = link;
    keepInSight(link);
  };
  // One look a frame is enough, however many events come.
  let isAsked = false;
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      update();
    });
  };
  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask);
  ask();
}

/** Scrolls the link into sight, moving only the menu, not the page. */
function keepInSight(link: HTMLAnchorElement | undefined): void {
  const menu = link?.closest("nav");
  if (!link || !menu) return;
  const place = link.getBoundingClientRect();
  const frame = menu.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > frame.bottom)
    menu.scrollTop += place.top - frame.top - frame.height / 3;
}
