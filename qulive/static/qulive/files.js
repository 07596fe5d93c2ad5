"use strict";
// Shows the name of a file that was picked, and the picture if it is one, before it is uploaded.
document.addEventListener("change", (event) => {
  const { target } = event;
  const field = target.type === "file" && target.closest(".catalog-file");
  if (!field) return;
  // unfold's own handler looks for a text field that is not here.
  event.stopPropagation();
  const [file] = target.files;
  const name = field.querySelector("[data-picked-name]");
  name.dataset.usual ??= name.textContent;
  name.textContent = file ? file.name : name.dataset.usual;
  const picture = field.querySelector("[data-picked-picture]");
  URL.revokeObjectURL(picture.src);
  picture.hidden = !file?.type.startsWith("image/");
  if (!picture.hidden) picture.src = URL.createObjectURL(file);
}, true);

// A small video in a list moves while the mouse is over it.
for (const [event, move] of [["mouseover", "play"], ["mouseout", "pause"]]) {
  document.addEventListener(event, ({ target }) => {
    if (target.matches?.("video[data-plays-under-the-mouse]")) target[move]();
  });
}
