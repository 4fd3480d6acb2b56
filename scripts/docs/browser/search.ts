/** Finds operations, fields, codes and chapters of the page by their names and by what is said of them. */

interface Place {
  id: string;
  label: string;
  text: string;
}

/** Most places that are shown. */
const most = 20;

/** Makes the search field work, by mouse and by keyboard. */
export function startSearch(page: Document, openMenu: () => void): void {
  const input = page.querySelector<HTMLInputElement>("nav input[type=search]");
  const list = page.querySelector<HTMLUListElement>("nav .found");
  const contents = page.querySelector<HTMLElement>("nav .contents");
  if (!input || !list || !contents) return;
  let places: Place[] | undefined;
  const update = (): void => {
    const words = input.value.trim().toLowerCase();
    places ??= placesOf(page);
    list.replaceChildren(...(words === "" ? [] : find(places, words).map(entry)));
    list.hidden = words === "";
    contents.hidden = words !== "";
    if (words !== "" && list.childElementCount === 0) {
      const nothing = page.createElement("li");
      nothing.textContent = "Nothing found";
      list.append(nothing);
    }
  };
  input.addEventListener("input", update);
  list.addEventListener("click", ({ target }) => {
    const found = target instanceof Element ? target.closest("a")?.hash.slice(1) : undefined;
    const place = page.getElementById(decodeURIComponent(found ?? ""));
    input.value = "";
    update();
    // The link that had the focus is gone.
    place?.setAttribute("tabindex", "-1");
    place?.focus({ preventScroll: true });
  });
  page.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const isAsked =
      (event.key === "/" && !isTyping) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (isAsked) {
      event.preventDefault();
      openMenu();
      input.focus();
      return;
    }
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(page.activeElement as HTMLAnchorElement);
    const isHere = page.activeElement === input || at >= 0;
    if (!isHere || list.hidden) return;
    if (event.key === "ArrowDown") links[at + 1]?.focus();
    else if (event.key === "ArrowUp") (links[at - 1] ?? input).focus();
    else if (event.key === "Enter" && at < 0) links[0]?.click();
    else if (event.key === "Escape") {
      input.value = "";
      update();
      input.focus();
    } else return;
    event.preventDefault();
    if (event.key === "Enter" && at >= 0) links[at]?.click();
  });
}

function find(places: readonly Place[], words: string): Place[] {
  const rank = ({ id, label, text }: Place): number => {
    const name = label.toLowerCase();
    if (name === words || id.toLowerCase() === words) return 0;
    if (name.startsWith(words)) return 1;
    if (name.includes(words)) return 2;
    return text.includes(words) ? 3 : 4;
  };
  return places
    .map((place) => ({ place, rank: rank(place) }))
    .filter(({ rank: found }) => found < 4)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ place }) => place);
}

function entry({ id, label }: Place): HTMLLIElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${id}`;
  const where = document.createElement("small");
  where.textContent = id.includes(".") ? id.slice(0, id.lastIndexOf(".")).replaceAll(".", " ") : "";
  link.append(label, " ", where);
  item.append(link);
  return item;
}

function placesOf(page: Document): Place[] {
  const found = page.querySelectorAll<HTMLElement>(
    "main section[id], main .field[id], main tr[id], main h3[id], main h4[id]",
  );
  return [...found].flatMap((one) => {
    const label = labelOf(one)?.textContent?.trim() ?? "";
    return one.id === "" || label === "" ? [] : { id: one.id, label, text: textOf(one).toLowerCase() };
  });
}

function labelOf(place: HTMLElement): Element | null {
  return place.matches("section")
    ? place.querySelector("h2, h3")
    : (place.querySelector(".signature code, td code") ?? place);
}

/** What is said at a place: of a field without what is in it, of a heading up to the next place. */
function textOf(place: HTMLElement): string {
  if (place.matches(".field, tr"))
    return [...place.children].map((part) => (part.matches("details") ? "" : part.textContent)).join(" ");
  const texts: string[] = [];
  const first = place.matches("section") ? place.querySelector("h2, h3") : place;
  for (
    let next = first?.nextElementSibling;
    next && !next.matches("h3, h4, section");
    next = next.nextElementSibling
  )
    texts.push(next.textContent ?? "");
  return texts.join(" ");
}
