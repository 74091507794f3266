"use strict";
(() => {
  const lang = document.documentElement.lang;
  const words = document.body.dataset;
  const make = (tag, more) => Object.assign(document.createElement(tag), more);

  // The rows of a table in groups: each row with the notes below it, so that sorting and filtering
  // keep them together.
  const together = (body) => {
    const rows = [];
    for (const row of body.rows) {
      if (row.className === "note" && rows.length) rows[rows.length - 1].push(row);
      else rows.push([row]);
    }
    return rows;
  };
  const number = (exact) => {
    const parts = exact.split("/").map(Number);
    return parts.length === 2 ? parts[0] / parts[1] : parts[0];
  };
  // The sort value of a cell without an attribute: in a long table the number that its text says,
  // else the text; null if it is empty.
  const said = (cell) => {
    const text = cell.textContent.trim();
    if (!cell.closest(".long") || cell.matches("th, .text, .code, .mark")) return text || null;
    const plain = text.replace(lang === "vi" ? /\./g : /,/g, "").replace(",", ".").replace(/\s?[%=]$/, "");
    return plain && !Number.isNaN(Number(plain)) ? Number(plain) : text || null;
  };
  const sortable = (table) => {
    const body = table.tBodies[0];
    const first = together(body);
    const headings = [...(table.tHead ? table.tHead.rows[0].cells : [])];
    headings.forEach((heading, column) => {
      if (!heading.textContent.trim()) return;
      const button = make("button", { type: "button" });
      button.append(...heading.childNodes);
      heading.append(button);
      heading.classList.add("sort");
      button.addEventListener("click", () => {
        const was = heading.getAttribute("aria-sort");
        headings.forEach((one) => one.removeAttribute("aria-sort"));
        if (was === "descending") { body.append(...first.flat()); return; }
        const up = was !== "ascending";
        heading.setAttribute("aria-sort", up ? "ascending" : "descending");
        const value = ([row]) => {
          const cell = row.cells[column];
          if (!cell) return null;
          return cell.dataset.value === undefined ? said(cell) : number(cell.dataset.value);
        };
        const order = (a, b) => {
          if (a[0] === null || b[0] === null) return (a[0] === null) - (b[0] === null);
          const both = typeof a[0] === "number" && typeof b[0] === "number";
          const less = both ? a[0] - b[0] : String(a[0]).localeCompare(String(b[0]), lang, { numeric: true });
          return up ? less : -less;
        };
        const keyed = first.map((rows) => [value(rows), rows]);
        body.append(...keyed.sort(order).flatMap((pair) => pair[1]));
      });
    });
  };

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const filtered = (table) => {
    const box = make("input", { type: "search" });
    const label = make("label", { className: "filter" });
    label.append(words.filter + " ", box);
    table.parentElement.before(label);
    box.addEventListener("input", () => {
      const wanted = folded(box.value.trim());
      if (table.dataset.shown === "some") table.classList.toggle("all", wanted !== "");
      for (const rows of together(table.tBodies[0])) {
        const shown = rows.some((row) => folded(row.textContent).includes(wanted));
        rows.forEach((row) => { row.hidden = !shown; });
      }
    });
  };

  // A long table shows its first rows until the reader asks for all: drawing thousands of rows
  // takes the memory of a small machine. Without script, and on paper, all rows are shown.
  for (const table of document.querySelectorAll("table.long")) {
    table.dataset.shown = "some";
    const button = make("button", { type: "button", textContent: words.all + " " + table.tBodies[0].rows.length });
    button.addEventListener("click", () => {
      table.dataset.shown = "all";
      table.classList.add("all");
      button.remove();
    });
    table.parentElement.after(button);
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    sortable(table);
    if (table.tBodies[0].rows.length > 12) filtered(table);
  }

  for (const folds of document.querySelectorAll("section.folds")) {
    const all = folds.querySelectorAll("details");
    const button = make("button", { type: "button", textContent: words.unfold });
    button.addEventListener("click", () => {
      const open = button.textContent === words.unfold;
      all.forEach((one) => { one.open = open; });
      button.textContent = open ? words.fold : words.unfold;
    });
    all[0].before(button);
  }

  // Opens the folded parts that contain the target of the address, and scrolls to it.
  const reveal = () => {
    const named = document.getElementById(location.hash.slice(1));
    for (let at = named; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (named) named.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
