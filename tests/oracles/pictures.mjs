// What real renderers have against pictures: an array of { name, format, text } on standard input, an array of complaints on
// standard output, null where there is none. The first argument is the folder node_modules.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const modules = process.argv[2]
// Before there is a document, which it would look for itself in.
const viz = await createRequire(`${modules}/`)('@viz-js/viz').instance()
const { JSDOM } = createRequire(`${modules}/`)('jsdom')
const dom = new JSDOM('<body></body>')
globalThis.window = dom.window
globalThis.document = dom.window.document
const { default: mermaid } = await import(pathToFileURL(`${modules}/mermaid/dist/mermaid.core.mjs`))

const readers = {
  async mermaid(text) {
    const { diagramType } = await mermaid.parse(text)
    return diagramType === 'flowchart-v2' ? null : `read as ${diagramType}`
  },
  async dot(text) {
    const { status, errors } = viz.render(text)
    // Warnings are about the widths of fonts that it has not got.
    return status === 'success' ? null : JSON.stringify(errors)
  },
  async svg(text) {
    const { window } = new JSDOM(text, { contentType: 'image/svg+xml' })
    return window.document.documentElement.namespaceURI === 'http://www.w3.org/2000/svg' ? null : 'not in the namespace of SVG'
  },
}
const complaints = []
for (const { format, text } of JSON.parse(readFileSync(0, 'utf8'))) {
  complaints.push(await readers[format](text).catch((error) => String(error.message ?? error)))
}
process.stdout.write(JSON.stringify(complaints))
