/** The frame of a page that loads nothing from elsewhere. */
import { createHash } from "node:crypto";
import { type Html, html, trusted } from "./html.js";

/**
 * A whole page that loads nothing from elsewhere: its Content-Security-Policy allows only `data:` images and, by hash, its own style and
 * script.
 */
export function frame(
  { title, summary = "" }: { title: string; summary?: string },
  { style, script, body }: { style: string; script: string; body: Html },
): string {
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content="${summary}" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <link rel="icon" href="${icon}" />
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${body} ${trusted(`<script>${script}</script>`)}
      </body>
    </html>`.html;
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%230b6e4f'/%3E%3Cpath d='M4 12V4h4.5a2.5 2.5 0 0 1 0 5H6m2.5 0L12 12' fill='none' stroke='white' stroke-width='1.8'/%3E%3C/svg%3E";

/** Content-Security-Policy source that allows exactly this text. */
export function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
