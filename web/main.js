// Where the page starts: who signs in, and with which transports.

import { Chat } from "./chat.js";
import { forgetToken, keepToken, keptToken, tokenFromLink } from "./token.js";
import { View } from "./view.js";

const field = document.getElementById("token");
let chat;

const view = new View({ signOut: () => signOut(), setPollingOnly });

document.getElementById("sign-in-form").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(field.value.trim());
  field.value = "";
});
// A second link pasted into the same tab changes only the fragment.
addEventListener("hashchange", () => {
  const token = tokenFromLink();
  if (token) enter(token);
});
addEventListener("online", () => {
  if (chat?.connection.state === "waiting") chat.connection.open();
});

const token = tokenFromLink() ?? keptToken();
if (token) enter(token);
else view.showSignIn();

function enter(token) {
  chat?.stop();
  keepToken(token);
  const pollingOnly = new URLSearchParams(location.search).get("transport") === "polling";
  chat = new Chat(token, { pollingOnly, view, signedOut: signOut });
  view.show(chat, { pollingOnly });
}

function signOut(why) {
  chat?.stop();
  chat = undefined;
  forgetToken();
  view.showSignIn(why);
}

/** Kept in the address, so that a reload and a link to this page keep it too. */
function setPollingOnly(pollingOnly) {
  const address = new URL(location.href);
  if (pollingOnly) address.searchParams.set("transport", "polling");
  else address.searchParams.delete("transport");
  history.replaceState(null, "", address);
  chat.connection.setPollingOnly(pollingOnly);
}
