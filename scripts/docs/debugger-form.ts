/** Form of the signature debugger as HTML; debugger.ts runs it. */
import { servers } from "../../generated/client.js";
import { type Html, html } from "./html.js";

/** The form, filled with the first test vector of the chapter on signatures. */
export const debuggerForm: Html = html`<form id="debugger" class="debugger" autocomplete="off">
  <p>
    Signs requests and webhooks with this client's code, and explains what is wrong with a signature your code
    made. Everything stays on this page: its Content-Security-Policy blocks every request, and nothing is kept
    when you close the page. The fields are filled with the first test vector above. Use sandbox keys.
  </p>
  <p class="insecure" hidden>
    Browsers provide cryptography only to pages served over https or from this machine. Download the page and
    open the file.
  </p>
  <div class="inputs">
    <fieldset class="broad">
      <legend>What is signed</legend>
      <label><input type="radio" name="kind" value="request" checked /> A request to Rapyd</label>
      <label><input type="radio" name="kind" value="webhook" /> A webhook from Rapyd</label>
    </fieldset>
    ${input("url", "URL of the webhook, as it is set in the Client Portal", "https://example.com/webhooks/rapyd")}
    ${input("method", "Method", "POST")} ${input("path", "Path and query", "/v1/customers")}
    ${input("accessKey", "Access key", "rak_TEST00000000000000")}
    ${input("secretKey", "Secret key", "rsk_test_0123456789abcdef0123456789abcdef0123456789abcdef")}
    ${input("salt", "Salt", "a1b2c3d4e5f6", "New salt")}
    ${input("timestamp", "Timestamp, in Unix seconds", "1700000000", "Now")}
    ${input("server", "Server", servers.sandbox)}
    ${area("body", "Body, exactly as sent", '{"name":"John Doe","email":"johndoe@rapyd.net"}')}
    <p class="broad advice" role="status" data-shows="advice"></p>
    ${area("theirs", "Signature that your own code made, to compare", "")}
    <p class="broad verdict" role="status" data-shows="verdict"></p>
  </div>
  <p class="unscripted">The signature debugger needs scripts, which are switched off here.</p>
  <div class="outputs">
    ${output("text", "Text that is signed")} ${output("signature", "Signature")}
    ${output("curl", "curl command")}
  </div>
</form>`;

function input(name: string, label: string, value: string, button?: string): Html {
  return html`<div class="input">
    <label for="debugger-${name}">${label}</label>
    <div>
      <input id="debugger-${name}" name="${name}" value="${value}" spellcheck="false" autocapitalize="off" />
      ${button && html`<button type="button" data-fills="${name}">${button}</button>`}
    </div>
  </div>`;
}

function area(name: string, label: string, value: string): Html {
  return html`<div class="input broad">
    <label for="debugger-${name}">${label}</label>
    <textarea id="debugger-${name}" name="${name}" rows="3" spellcheck="false">${value}</textarea>
  </div>`;
}

function output(name: string, label: string): Html {
  return html`<figure class="code">
    <figcaption>
      ${label}<button type="button" class="copy" aria-label="Copy: ${label}">Copy</button>
    </figcaption>
    <pre tabindex="0"><code data-shows="${name}"></code></pre>
  </figure>`;
}
