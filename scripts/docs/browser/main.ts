/** Script of the reference page. Without scripts, the page can still be read completely. */
import { keepPlaces } from "./history.js";
import { markdownOf } from "./markdown.js";
import { startObjects } from "./objects.js";
import { startHere } from "./scroll-spy.js";
import { startSearch } from "./search.js";
import { startTabs } from "./tabs.js";
import { startDebugger } from "./debugger.js";

document.documentElement.classList.add("scripted");
startTabs(document);
startSearch(document, toggleMenu);
startHere(document);
for (const form of document.querySelectorAll<HTMLFormElement>("#debugger")) startDebugger(form);

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target instanceof HTMLButtonElement && target.matches(".copy")) void copy(target);
  if (target instanceof HTMLButtonElement && target.matches(".copy-markdown")) void copyMarkdown(target);
  const item = target instanceof Element ? target.closest("#menu a") : null;
  const group = item?.nextElementSibling instanceof HTMLUListElement ? item.parentElement : null;
  const isPhone = menuButton instanceof HTMLElement && menuButton.offsetParent !== null;
  // On a phone, the first tap opens a group in place: the wanted part may be in it. The second one goes there.
  if (group && isPhone && !group.classList.contains("here")) {
    group.classList.add("here");
    event.preventDefault();
    return;
  }
  group?.classList.add("here");
  if (item) toggleMenu(false);
  // Before the browser scrolls: a closed element has no position.
  const link = target instanceof Element ? target.closest("a") : null;
  if (link && link.hash !== "" && link.pathname === location.pathname) openAround(link.hash);
});

async function copyMarkdown(button: HTMLButtonElement): Promise<void> {
  const section = button.closest("section");
  const text = section ? markdownOf(section) : "";
  button.textContent = await navigator.clipboard.writeText(text).then(
    () => "Copied",
    () => "Not allowed",
  );
  setTimeout(() => (button.textContent = "Copy as Markdown"), 2_000);
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = button.closest("figure, .address")?.querySelector("code");
  const said = await navigator.clipboard.writeText(code?.textContent ?? "").then(
    () => "Copied",
    () => {
      if (code) getSelection()?.selectAllChildren(code);
      return "Press Ctrl-C";
    },
  );
  const name = button.getAttribute("aria-label") ?? "Copy";
  const show = (text: string, label: string): void => {
    button.textContent = text;
    button.setAttribute("aria-label", label);
  };
  show(said, said);
  setTimeout(() => show("Copy", name), 2_000);
}

const menuButton = document.querySelector("button.menu");
menuButton?.addEventListener("click", () => toggleMenu(menuButton.getAttribute("aria-expanded") !== "true"));

function toggleMenu(isOpen: boolean): void {
  menuButton?.setAttribute("aria-expanded", String(isOpen));
}

/** Opens the closed elements around a link's target, and returns the target. */
function openAround(hash: string): Element | null {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  for (let at = target?.parentElement; at; at = at.parentElement)
    if (at instanceof HTMLDetailsElement) at.open = true;
  return target;
}
// On paper nothing can be opened.
addEventListener("beforeprint", () =>
  document
    .querySelectorAll("details:not(.values, .object-fields)")
    .forEach((one) => one.setAttribute("open", "")),
);
if (location.hash !== "") openAround(location.hash)?.scrollIntoView();
startObjects(document);
keepPlaces();
