// Renders posts (JSON lines of {"text","blocks"}) on standard input to HTML.
import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as slack from 'slack-blocks-to-jsx';
import { createRequire } from 'node:module';

const css = readFileSync(createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8');
const posts = readFileSync(0, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const body = posts.map((p) => renderToStaticMarkup(createElement(slack.Message, {
  logo: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=', name: 'Briefing', time: new Date(0), blocks: p.blocks,
})));
console.log(`<!doctype html><meta charset="utf-8"><style>${css} body{font-family:sans-serif;max-width:900px;margin:1em}</style>${body.join('<hr>')}`);
