/** What the reference page does in a browser. Without it the page can still be read whole. */
import { startHere } from "./scroll-spy.js";
import { startSearch } from "./search.js";
import { startTabs } from "./tabs.js";
import { startWorkbench } from "./workbench.js";

document.documentElement.classList.add("scripted");
startTabs(document);
startSearch(document, () => toggleMenu(true));
startHere(document);
for (const form of document.querySelectorAll<HTMLFormElement>("#workbench")) startWorkbench(form);

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target instanceof HTMLButtonElement && target.matches(".copy")) void copy(target);
  if (target instanceof Element && target.closest("#menu a")) toggleMenu(false);
});

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = button.closest("figure")?.querySelector("code");
  button.textContent = await navigator.clipboard.writeText(code?.textContent ?? "").then(
    () => "Copied",
    () => {
      if (code) getSelection()?.selectAllChildren(code);
      return "Press Ctrl-C";
    },
  );
  setTimeout(() => (button.textContent = "Copy"), 2_000);
}

const menuButton = document.querySelector("button.menu");
menuButton?.addEventListener("click", () => toggleMenu(menuButton.getAttribute("aria-expanded") !== "true"));

function toggleMenu(isOpen: boolean): void {
  menuButton?.setAttribute("aria-expanded", String(isOpen));
}

/** A link may lead to a field within something closed. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target?.parentElement; at; at = at.parentElement)
    if (at instanceof HTMLDetailsElement) at.open = true;
  target?.scrollIntoView();
}
// On paper nothing can be opened.
addEventListener("beforeprint", () =>
  document.querySelectorAll("details").forEach((one) => (one.open = true)),
);
addEventListener("hashchange", openTarget);
if (location.hash !== "") openTarget();
