/** Finds operations, fields, codes and chapters of the page by their names and by what is said of them. */

interface Place {
  id: string;
  label: string;
  text: string;
}

/** Most places that are shown. */
const most = 20;

/** Makes the search field work, by mouse and by keyboard. */
export function startSearch(page: Document): void {
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
  list.addEventListener("click", () => {
    input.value = "";
    update();
  });
  page.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const isAsked =
      (event.key === "/" && !isTyping) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (isAsked) {
      event.preventDefault();
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
    const heading = one.matches("section")
      ? one.querySelector("h2, h3")
      : (one.querySelector(".signature code, td code") ?? one);
    const own = one.matches("section")
      ? undefined
      : [...one.children].filter((part) => !part.matches("details"));
    const label = heading?.textContent?.trim() ?? "";
    const text = (own ?? [])
      .map(({ textContent }) => textContent ?? "")
      .join(" ")
      .toLowerCase();
    return one.id === "" || label === "" ? [] : { id: one.id, label, text };
  });
}
