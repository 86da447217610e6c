"use strict";
// Sorting, filtering and unfolding. The page is whole without it: nothing here makes content.
(() => {
  const value = (row, column) => {
    const cell = row.cells[column];
    return (cell.dataset.v ?? cell.textContent).trim();
  };
  const isNumber = (text) => text !== "" && Number.isFinite(Number(text));

  function compare(a, b) {
    if (a === "" || b === "") return (a === "") - (b === "") || 0;
    if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
    return a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" });
  }

  function sort(table, header) {
    const column = header.cellIndex;
    const before = header.getAttribute("aria-sort");
    const first = header.dataset.first ?? "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const wanted = before === first ? other : first;
    for (const th of table.tHead.rows[0].cells) th.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", wanted);
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const sign = wanted === "ascending" ? 1 : -1;
    rows.sort((a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      // What is not known comes last, whichever way the rest goes.
      return x === "" || y === "" ? compare(x, y) : sign * compare(x, y);
    });
    body.append(...rows);
  }

  for (const table of document.querySelectorAll("table[data-sort]")) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.title = "sort by this column";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => sort(table, header));
    }
  }

  for (const bar of document.querySelectorAll("[data-filters]")) {
    const rows = [...document.getElementById(bar.dataset.filters).tBodies[0].rows];
    const [text, choice, said] = ["input", "select", "output"].map((x) => bar.querySelector(x));
    const apply = () => {
      const wanted = text.value.trim().toLocaleLowerCase();
      let left = 0;
      for (const row of rows) {
        const told = !wanted || row.textContent.toLocaleLowerCase().includes(wanted);
        const tags = (row.dataset.tags ?? "").split(" ");
        row.hidden = !(told && (!choice?.value || tags.includes(choice.value)));
        left += !row.hidden;
      }
      said.value = left === rows.length ? "" : `${left} of ${rows.length} shown`;
    };
    text.addEventListener("input", apply);
    choice?.addEventListener("change", apply);
    bar.hidden = false;
  }

  for (const button of document.querySelectorAll("button[data-unfold]")) {
    const folds = () => document.querySelectorAll(`${button.dataset.unfold} details`);
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      for (const fold of folds()) fold.open = open;
      button.setAttribute("aria-pressed", open);
      button.textContent = open ? "Fold all" : "Unfold all";
    });
  }

  // A link to something inside a fold opens the fold.
  const reveal = () => {
    let at = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const target = at;
    for (; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
