// Rows that an operator drags into order, or switches. Both are told at once, a drop relative to the row
// beside it.
"use strict";

// unfold brings Alpine with its sort plugin; what it needs to know has to be there before it starts.
document.addEventListener("alpine:init", () => {
  const table = document.querySelector("#result_list");
  const handles = table ? table.querySelectorAll("[data-move]") : [];
  if (!handles.length) return;
  table.setAttribute("x-sort.ghost", "");
  for (const handle of handles) {
    handle.setAttribute("x-sort:handle", "");
    handle.closest("tbody").setAttribute("x-sort:item", "");
    for (const button of handle.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => step(handle.closest("tbody"), button.dataset.step));
    }
  }
  table.addEventListener("end", (event) => {
    if (event.oldIndex !== event.newIndex) move(event.item);
  });
  table.addEventListener("change", ({ target }) => {
    const { switch: url } = target.dataset;
    if (url) tell(target.closest("tbody"), url, target.checked ? { on: "1" } : {});
  });
});

const isRow = (element) => element && element.querySelector("[data-move]");

function step(row, direction) {
  const beside = direction === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!isRow(beside)) return;
  if (direction === "up") beside.before(row);
  else beside.after(row);
  row.querySelector(`[data-step=${direction}]`).focus();
  move(row);
}

function move(row) {
  const above = row.nextElementSibling;
  const below = row.previousElementSibling;
  const place = isRow(above) ? { above: idOf(above) } : { below: idOf(below) };
  tell(row, row.querySelector("[data-move]").dataset.move, place);
}

async function tell(row, url, what) {
  const token = document.querySelector("#changelist-form [name=csrfmiddlewaretoken]").value;
  const request = { method: "POST", body: new URLSearchParams(what), headers: { "X-CSRFToken": token } };
  row.classList.remove("order-kept");
  row.classList.add("order-pending");
  const answer = await fetch(url, request).catch(() => null);
  row.classList.remove("order-pending");
  row.classList.toggle("order-kept", Boolean(answer && answer.ok));
  if (!answer || !answer.ok) await refuse(answer);
}

// What the page shows is not what the server has: say so, and show what it has.
async function refuse(answer) {
  const told = answer ? await answer.json().catch(() => ({})) : {};
  window.alert(told.message || document.querySelector("[data-move]").dataset.moveFailed);
  window.location.reload();
}

const idOf = (row) => row.querySelector("[data-move]").dataset.move.match(/(\d+)\/move\/$/)[1];
