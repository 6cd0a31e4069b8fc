// Whether requests are allowed: an array of simulations on standard input, an array of verdicts on standard output.
// The first argument is the folder of the package @cloud-copilot/iam-simulate.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { runSimulation } = createRequire(`${process.argv[2]}/package.json`)('@cloud-copilot/iam-simulate')
const verdicts = []
for (const simulation of JSON.parse(readFileSync(0, 'utf8'))) {
  const response = await runSimulation(simulation, {})
  verdicts.push(response.resultType === 'error' ? `Error: ${JSON.stringify(response.errors)}` : response.overallResult)
}
process.stdout.write(JSON.stringify(verdicts))
