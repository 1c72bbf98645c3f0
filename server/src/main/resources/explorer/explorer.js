// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
"use strict";

(() => {
  const api = new URL("management-api", location.href).href;
  const version = new URLSearchParams(location.search).get("version") === "2" ? "2" : "1";
  const documentUrl = api + (version === "2" ? "/api-docs/v2" : "/api-docs");

  /** A bearer token for name and password, as any client gets it. */
  async function tokenFor(username, password) {
    const bytes = new TextEncoder().encode(username + ":" + password);
    const response = await fetch(api + "/oauth/token", {
      method: "POST",
      headers: {
        Authorization: "Basic " + btoa(String.fromCharCode(...bytes)),
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
      throw new Error(answer.message || "The server answered " + response.status);
    }
    return answer.access_token;
  }

  /** In place of Swagger UI's dialogue, which would ask for the token itself. */
  function logInDialogue(system) {
    const React = system.React;
    const h = React.createElement;

    return function LogIn({ authActions, authSelectors, specSelectors }) {
      const [username, setUsername] = React.useState("");
      const [password, setPassword] = React.useState("");
      const [error, setError] = React.useState("");
      const [busy, setBusy] = React.useState(false);
      const dialogue = React.useRef(null);
      React.useEffect(() => {
        if (!dialogue.current.open) {
          dialogue.current.showModal();
        }
      }, []);
      const close = () => authActions.showDefinitions(false);
      const authorized = authSelectors.authorized() && authSelectors.authorized().has("token");

      async function submit(event) {
        event.preventDefault();
        setBusy(true);
        setError("");
        try {
          const token = await tokenFor(username, password);
          const schemes = specSelectors.securityDefinitions();
          authActions.authorize({
            token: { name: "token", schema: schemes.get("token").toJS(), value: token },
            credentials: {
              name: "credentials",
              schema: schemes.get("credentials").toJS(),
              value: { username, password },
            },
          });
          setPassword("");
        } catch (refused) {
          setError(refused.message);
        } finally {
          setBusy(false);
        }
      }

      const field = (id, label, type, value, set) =>
        h("label", { htmlFor: id }, label,
          h("input", {
            id, type, value, required: true,
            autoComplete: type === "password" ? "current-password" : "username",
            autoCapitalize: "off", spellCheck: false,
            onChange: (event) => set(event.target.value),
          }));

      const form = h("form", { onSubmit: submit },
        h("p", null,
          "User name and password of a user with the role API-access, or id and secret of an API client."),
        field("username", "User name", "text", username, setUsername),
        field("password", "Password", "password", password, setPassword),
        error && h("p", { className: "auth-error", role: "alert" }, h("strong", null, "Auth Error"), " ", error),
        h("div", { className: "buttons" },
          h("button", { type: "submit", className: "main", disabled: busy }, "Authorize"),
          h("button", { type: "button", onClick: close }, "Close")));

      const done = h("div", null,
        h("p", { className: "authorized", role: "status" }, "authorized"),
        h("p", null, "Requests that are tried out carry the token. It is forgotten when this page is left."),
        h("div", { className: "buttons" },
          h("button", { type: "button", className: "main", autoFocus: true, onClick: close }, "Close"),
          h("button", {
            type: "button",
            onClick: () => authActions.logout(["token", "credentials"]),
          }, "Log out")));

      return h("dialog", { className: "log-in", ref: dialogue, onClose: close, "aria-labelledby": "log-in" },
        h("button", { type: "button", className: "exit", "aria-label": "Close", onClick: close }, "\u00d7"),
        h("h2", { id: "log-in" }, "Log in"),
        authorized ? done : form);
    };
  }

  const explorer = (system) => ({
    components: { authorizationPopup: logInDialogue(system) },
    statePlugins: {
      spec: {
        wrapActions: {
          // Calls go to where this page came from, whatever name the document gives to the outside.
          updateJsonSpec: (original) => (spec) => original({ ...spec, servers: [{ url: api }] }),
        },
      },
    },
  });

  document.querySelectorAll("[data-version]").forEach((link) => {
    if (link.dataset.version === version) {
      link.setAttribute("aria-current", "page");
    }
  });
  document.getElementById("document").href = documentUrl;

  window.ui = SwaggerUIBundle({
    url: documentUrl,
    dom_id: "#explorer",
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    tryItOutEnabled: false,
    persistAuthorization: false,
    validatorUrl: "none",
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [explorer],
    layout: "BaseLayout",
  });
})();
