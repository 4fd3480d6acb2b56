/** Shows an object's fields inside each field that contains the object, so that readers need not jump to the object's section. */

/**
 * When a `details` element that names an object is opened, fills it with the object's fields. Adds an "Expand all" button to each success
 * response that has such elements.
 */
export function startObjects(page: Document): void {
  page.addEventListener(
    "toggle",
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.open) fill(page, target);
    },
    true,
  );
  for (const response of page.querySelectorAll(".response.good")) {
    const places = response.querySelectorAll("details.object-fields");
    if (places.length > 0) response.querySelector(".fields")?.before(expander(page, response));
  }
}

/** Fills a place with the fields of the object that it names, unless they are there already. */
function fill(page: Document, place: HTMLDetailsElement): void {
  const name = place.dataset["object"];
  if (name === undefined || place.childElementCount > 1) return;
  const fields = page.getElementById(name)?.querySelector(":scope > .fields");
  if (!fields) return;
  const copy = fields.cloneNode(true) as HTMLElement;
  // A link to a field leads to the object's own section, which has the ids.
  for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
  // Open parts of that section are closed here: otherwise one place would open everything below it.
  for (const one of copy.querySelectorAll("[open]")) one.removeAttribute("open");
  const link = page.createElement("p");
  link.innerHTML = `<a href="#${name}">All of ${name}</a>`;
  place.append(copy, link);
}

/** Maximum depth that "Expand all" opens. The description's objects are nested less deeply than that. */
const deepest = 8;

function expander(page: Document, response: Element): HTMLButtonElement {
  const button = page.createElement("button");
  button.type = "button";
  button.className = "expand";
  button.textContent = "Expand all";
  let isOpen = false;
  button.addEventListener("click", () => {
    isOpen = !isOpen;
    button.textContent = isOpen ? "Collapse all" : "Expand all";
    for (let depth = 0; depth < deepest; depth++)
      for (const one of response.querySelectorAll<HTMLDetailsElement>(".fields details:not(.values)")) {
        if (isOpen && isWithinItself(one)) continue;
        one.open = isOpen;
        if (isOpen) fill(page, one);
      }
  });
  return button;
}

function isWithinItself(place: HTMLDetailsElement): boolean {
  const { object } = place.dataset;
  return object !== undefined && place.parentElement?.closest(`[data-object="${object}"]`) !== null;
}
