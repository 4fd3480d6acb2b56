/** What the reference page does in a browser. Without it the page can still be read whole. */
import { startHere } from "./here.js";
import { startSearch } from "./search.js";
import { startTabs } from "./tabs.js";
import { startWorkbench } from "./workbench.js";

startTabs(document);
startSearch(document);
startHere(document);
for (const form of document.querySelectorAll<HTMLFormElement>("#workbench")) startWorkbench(form);

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target instanceof HTMLButtonElement && target.matches(".copy")) void copy(target);
  if (target instanceof Element && target.closest("#menu a")) toggleMenu(false);
});

async function copy(button: HTMLButtonElement): Promise<void> {
  const text = button.closest("figure")?.querySelector("code")?.textContent ?? "";
  button.textContent = await navigator.clipboard.writeText(text).then(
    () => "Copied",
    () => "Not allowed",
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
addEventListener("hashchange", openTarget);
if (location.hash !== "") openTarget();
