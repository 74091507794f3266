"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const first = [...body.rows];
  const headings = [...(table.tHead ? table.tHead.rows[0].cells : [])];
  headings.forEach((heading, column) => {
    if (!heading.textContent) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    heading.classList.add("sort");
    button.addEventListener("click", () => {
      const was = heading.getAttribute("aria-sort");
      headings.forEach((one) => one.removeAttribute("aria-sort"));
      if (was === "descending") { body.append(...first); return; }
      const up = was !== "ascending" && was === null;
      heading.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => {
        const cell = row.cells[column];
        const exact = cell.dataset.value;
        if (exact === undefined) return cell.textContent.trim() || null;
        const parts = exact.split("/").map(Number);
        return parts.length === 2 ? parts[0] / parts[1] : parts[0];
      };
      const keyed = first.map((row) => [value(row), row]);
      const order = (a, b) => {
        if (a[0] === null || b[0] === null) return (a[0] === null) - (b[0] === null);
        const less = typeof a[0] === "number" && typeof b[0] === "number"
          ? a[0] - b[0] : String(a[0]).localeCompare(String(b[0]), document.documentElement.lang, { numeric: true });
        return up ? less : -less;
      };
      body.append(...keyed.sort(order).map((pair) => pair[1]));
    });
  });
}
