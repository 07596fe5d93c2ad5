// The review queue's keys. Without this file everything works by mouse, thumb and Tab.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const cards = [...document.querySelectorAll(".bo-card")];
  if (!cards.length) return;
  let at = Math.max(cards.findIndex((card) => `#${card.id}` === location.hash), 0);

  const focus = (index, scroll = true) => {
    if (index < 0 || index >= cards.length) return;
    if (index !== at) cards[at].querySelector("video")?.pause();
    cards[at].classList.remove("bo-current");
    at = index;
    cards[at].classList.add("bo-current");
    cards[at].focus({ preventScroll: true });
    if (scroll) cards[at].scrollIntoView({ block: "start" });
  };

  const play = () => {
    const video = cards[at].querySelector("video");
    if (video) video.paused ? video.play() : video.pause();
  };

  const reasons = () => cards[at].querySelector(".bo-reject");

  const reject = () => {
    reasons().open = true;
    reasons().querySelector(".bo-own .bo-input").focus();
  };

  const press = (key) => cards[at].querySelector(`[data-key="${key}"]`).click();

  // A digit chooses a common reason while the card's reasons are open and nothing is typed yet.
  const common = (key, typing) => {
    const own = reasons().querySelector(".bo-own .bo-input");
    if (!reasons().open || own.value || (typing && typing !== own)) return false;
    const button = reasons().querySelectorAll(".bo-common button")[Number(key) - 1];
    button?.click();
    return Boolean(button);
  };

  const keys = {
    j: () => focus(at + 1),
    k: () => focus(at - 1),
    " ": play,
    a: () => press("a"),
    r: reject,
    x: () => press("x"),
    o: () => press("o"),
    u: () => document.querySelector(".bo-second-thought button")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select") ? event.target : null;
    if (event.key === "Escape" && reasons().open) {
      reasons().open = false;
      focus(at);
    } else if (/^[1-9]$/.test(event.key) && common(event.key, typing)) {
      event.preventDefault();
    } else if (!typing && keys[event.key] && !event.repeat) {
      // A button or link that has the focus keeps the space bar to itself.
      if (event.key === " " && event.target.closest("button, a, summary, video")) return;
      event.preventDefault();
      keys[event.key]();
    }
  });

  cards.forEach((card, index) => card.addEventListener("pointerdown", () => {
    cards[at].classList.remove("bo-current");
    at = index;
    card.classList.add("bo-current");
  }));

  const bar = document.getElementById("many-bar");
  const label = bar.querySelector("[data-count]");
  const count = () => {
    const chosen = document.querySelectorAll('input[form="many"]:checked').length;
    bar.classList.toggle("bo-hidden", !chosen);
    label.textContent = `${label.dataset.count} ${chosen}`;
  };
  document.addEventListener("change", count);
  count();

  // VOD counts the reason in bytes.
  document.querySelectorAll("[data-most]").forEach((input) => input.addEventListener("input", () => {
    const over = new TextEncoder().encode(input.value).length - Number(input.dataset.most);
    input.classList.toggle("bo-wrong", over > 0);
  }));

  // One decision is sent once, however often a key is pressed.
  let sent = false;
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });

  focus(at, Boolean(location.hash));
});
