/** The search field: finds the page's operations, events, objects, codes, fields and chapters by their names and texts. */
import { findPlaces, type Place } from "./find.js";

/** Makes the search field work, by mouse and by keyboard. */
export function startSearch(page: Document, showMenu: (isOpen: boolean) => void): void {
  const input = page.querySelector<HTMLInputElement>("nav input[type=search]");
  const list = page.querySelector<HTMLUListElement>("nav .found");
  const contents = page.querySelector<HTMLElement>("nav .contents");
  const status = page.querySelector<HTMLElement>("nav [role=status]");
  if (!input || !list || !contents || !status) return;
  let places: Place[] | undefined;
  const update = (): void => {
    const search = input.value.trim();
    places ??= placesOf(page);
    const { shown, count } = findPlaces(places, search);
    list.replaceChildren(...shown.map((place) => entry(place, search)));
    list.hidden = search === "";
    contents.hidden = search !== "";
    // It is read out as it changes.
    status.textContent =
      search === ""
        ? ""
        : count === 0
          ? "Nothing found"
          : `${count} found${count > shown.length ? `, the best ${shown.length}` : ""}`;
  };
  input.addEventListener("input", update);
  list.addEventListener("click", ({ target }) => {
    const found = target instanceof Element ? target.closest("a")?.hash.slice(1) : undefined;
    const place = page.getElementById(decodeURIComponent(found ?? ""));
    input.value = "";
    update();
    showMenu(false);
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
      showMenu(true);
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

function entry({ id, kind, label, text }: Place, search: string): HTMLLIElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${id}`;
  const where = document.createElement("small");
  where.textContent = id.includes(".") ? id.slice(0, id.lastIndexOf(".")).replaceAll(".", " ") : kind;
  link.append(label, " ", where);
  item.append(link, snippetOf(text, search));
  return item;
}

/** A paragraph with the part of the text around the first match of a search word; empty if no word matches. */
function snippetOf(text: string, search: string): HTMLElement {
  const snippet = document.createElement("p");
  const words = search.toLowerCase().split(/[\s_]+/);
  const at = Math.min(...words.map((word) => text.toLowerCase().indexOf(word)).filter((index) => index >= 0));
  if (Number.isFinite(at)) {
    const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 30)) + 1);
    const end = text.length > start + 90 ? text.lastIndexOf(" ", start + 90) : text.length;
    snippet.textContent = `${start > 0 ? "... " : ""}${text.slice(start, end).trim()}${end < text.length ? " ..." : ""}`;
  }
  return snippet;
}

function placesOf(page: Document): Place[] {
  const found = page.querySelectorAll<HTMLElement>(
    "main section[id], main .field[id], main tr[id], main h3[id]:not([id$=-title]), main h4[id]:not([id$=-title])",
  );
  return [...found].flatMap((one) => {
    const label = labelOf(one)?.textContent?.trim() ?? "";
    const text = textOf(one).replace(/\s+/g, " ").trim();
    return one.id === "" || label === "" ? [] : { id: one.id, kind: kindOf(one), label, text };
  });
}

function kindOf(place: HTMLElement): Place["kind"] {
  if (place.matches("#webhooks .operation")) return "event";
  if (place.matches(".operation")) return "operation";
  if (place.matches("#objects section")) return "object";
  if (place.matches("tr")) return "code";
  if (place.matches(".chapter")) return "chapter";
  return place.matches(".field") ? "field" : "text";
}

function labelOf(place: HTMLElement): Element | null {
  return place.matches("section")
    ? place.querySelector("h2, h3")
    : (place.querySelector(".signature code, td code") ?? place);
}

/**
 * Text of a place: for a field or table row, its text without nested fields; for any other place, the text between its heading and the next
 * heading or section.
 */
function textOf(place: HTMLElement): string {
  const shown = (part: Element): string => {
    const copy = part.cloneNode(true) as Element;
    for (const other of copy.querySelectorAll("button, .permalink")) other.remove();
    return copy.textContent ?? "";
  };
  if (place.matches(".field, tr"))
    return [...place.children].map((part) => (part.matches("details, button") ? "" : shown(part))).join(" ");
  const texts: string[] = [];
  const first = place.matches("section") ? place.querySelector("h2, h3") : place;
  for (
    let next = first?.nextElementSibling;
    next && !next.matches("h3, h4, section");
    next = next.nextElementSibling
  )
    // Text that every operation has distinguishes none.
    if (!next.matches(".same")) texts.push(shown(next));
  return texts.join(" ");
}
