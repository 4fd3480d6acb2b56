/** Shows one of several blocks of code at a time. Choosing a language in one group chooses it in every group that has it. */

/** Turns each group of panels into tabs. */
export function startTabs(page: Document): void {
  const groups = [...page.querySelectorAll<HTMLElement>(".tabs")].map((group, index) => build(group, index));
  const choose = (label: string, only?: Group): void => {
    for (const group of groups)
      if ((only ?? group) === group && group.labels.includes(label)) group.show(label);
  };
  for (const group of groups) {
    group.onChoose((label) => {
      if (!group.isLanguages) return choose(label, group);
      remember(label);
      choose(label);
    });
    const kept = group.isLanguages ? remembered() : undefined;
    const [first = ""] = group.labels;
    group.show(kept !== undefined && group.labels.includes(kept) ? kept : first);
  }
}

const key = "rapyd-customers-language";

/** Stores the chosen language, unless the browser denies storage. */
function remember(label: string): void {
  try {
    localStorage.setItem(key, label);
  } catch {
    // Then the choice holds until the page is left.
  }
}

function remembered(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

interface Group {
  labels: string[];
  /** Whether the group's labels are languages. If so, a choice applies to every group that has the chosen label. */
  isLanguages: boolean;
  show: (label: string) => void;
  onChoose: (listener: (label: string) => void) => void;
}

function build(group: HTMLElement, index: number): Group {
  const panels = [...group.querySelectorAll<HTMLElement>(":scope > .panel")];
  const title = group.querySelector(".title")?.textContent ?? "";
  const list = document.createElement("div");
  list.className = "choices";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", title);
  let listener = (_: string): void => undefined;
  const buttons = panels.map((panel, place) => {
    const { label = "" } = panel.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.id = `tab-${index}-${place}`;
    button.setAttribute("role", "tab");
    panel.id = `panel-${index}-${place}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => listener(label));
    return button;
  });
  list.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const place = places[event.key];
    if (place === undefined || at < 0) return;
    event.preventDefault();
    const next = buttons.at(place % buttons.length);
    next?.focus();
    next?.click();
  });
  list.append(...buttons);
  group.querySelector(".title")?.after(list);
  list.hidden = panels.length < 2;
  return {
    labels: panels.map(({ dataset }) => dataset["label"] ?? ""),
    isLanguages: title === "Samples",
    show: (label) =>
      panels.forEach((panel, place) => {
        const isShown = panel.dataset["label"] === label;
        panel.hidden = !isShown;
        buttons[place]?.setAttribute("aria-selected", String(isShown));
        buttons[place]?.setAttribute("tabindex", isShown ? "0" : "-1");
      }),
    onChoose: (chosen) => {
      listener = chosen;
    },
  };
}
