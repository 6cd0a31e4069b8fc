// Calls the CDK's command line in one folder after the other, within one process: to load it takes ten times as long as
// what it is asked to do. On standard input an array of { folder, arguments }, on standard output one of { success, stdout,
// stderr }. The first argument is the command line's program, bin/cdk: it calls what its library exports, as this does.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { exec } = createRequire(process.argv[2])('../lib')
const streams = ['stdout', 'stderr']

// What `act` writes to the standard streams.
async function written(act) {
  const said = { stdout: '', stderr: '' }
  const own = streams.map((name) => process[name].write)
  for (const name of streams) {
    process[name].write = (chunk, encoding, done) => {
      said[name] += chunk
      const callback = typeof encoding === 'function' ? encoding : done
      callback?.()
      return true
    }
  }
  const success = await act().catch((error) => {
    said.stderr += `${error.stack ?? error}\n`
    return false
  })
  streams.forEach((name, index) => (process[name].write = own[index]))
  return { success, ...said }
}

const outcomes = []
for (const call of JSON.parse(readFileSync(0, 'utf8'))) {
  process.chdir(call.folder)
  outcomes.push(await written(async () => ((await exec(call.arguments)) ?? 0) === 0))
}
// Some failures are kept here too, until the process ends.
process.exitCode = 0
process.stdout.write(JSON.stringify(outcomes))
