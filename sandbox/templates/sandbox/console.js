// Shows what is new every three seconds, unless somebody is reading or the page is hidden.
const live = document.getElementById("live");

async function refresh() {
  if (document.hidden || !getSelection().isCollapsed) return;
  const answer = await fetch("/");
  if (!answer.ok) return;
  // Its style has a nonce of its own, which this page's policy does not know.
  const text = (await answer.text()).replace(/<style[^]*?<\/style>/, "");
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.getElementById("live");
  if (fresh.textContent === live.textContent) return;
  for (const opened of live.querySelectorAll("details[open]")) {
    fresh.querySelector(`#${opened.id}`)?.setAttribute("open", "");
  }
  live.replaceChildren(...fresh.childNodes);
}

setInterval(() => refresh().catch(() => {}), 3000);
