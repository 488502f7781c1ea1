// A conversation with `edgecase mcp` by the client of the protocol's own SDK.
//   node mcp.mjs EDGECASE SCENARIO_FOLDER
import assert from 'node:assert/strict';
import {Client} from '@modelcontextprotocol/sdk/client/index.js';
import {StdioClientTransport} from '@modelcontextprotocol/sdk/client/stdio.js';

const [binary, folder] = process.argv.slice(2);
const transport = new StdioClientTransport({command: binary, args: ['mcp'], cwd: folder});
const client = new Client({name: 'edgecase-test', version: '1'});
await client.connect(transport);

assert.equal(client.getServerVersion().name, 'edgecase');
assert.match(client.getInstructions(), /interval/);
await client.ping();

const {tools} = await client.listTools();
const names = tools.map((tool) => tool.name);
for (const name of ['scenarios', 'check', 'run', 'compare', 'why', 'explain'])
  assert.ok(names.includes(name), `${name} is listed`);

const scenarios = await client.callTool({name: 'scenarios', arguments: {}});
assert.deepEqual(scenarios.structuredContent.files, ['small.yaml']);

const quick = {scenario: 'small.yaml', replications: 3};
let steps = 0;
const run = await client.callTool({name: 'run', arguments: quick}, undefined,
                                  {onprogress: () => { ++steps; }});
assert.equal(run.isError, false);
const p99 = run.structuredContent.metrics.find((metric) => metric.name === 'latency.p99');
assert.ok(p99.lo <= p99.mean && p99.mean <= p99.hi, 'a mean lies within its interval');
assert.match(run.content[0].text, /95% interval/);
// The client forgets a call with its answer, and may not have read the last steps by then.
assert.ok(steps >= 1 && steps <= 3, `${steps} steps`);
assert.deepEqual(await client.callTool({name: 'run', arguments: quick}), run);

const compared = await client.callTool(
    {name: 'compare', arguments: {base: 'small.yaml', set: ['design.caches.edge.ttl=10s']}});
assert.equal(compared.structuredContent.changed[0].path, 'design.caches.edge.ttl');

const wrong = await client.callTool({name: 'run', arguments: {scenario: '../small.yaml'}});
assert.equal(wrong.isError, true);
await assert.rejects(client.callTool({name: 'no-such-tool', arguments: {}}), /no tool/);

// A run of hours, given up: the next call does not wait for it.
const given_up = new AbortController();
const long_run = client.callTool(
    {name: 'run', arguments: {scenario: 'image-shop', set: ['world.horizon.measure=10h']}},
    undefined, {signal: given_up.signal});
setTimeout(() => given_up.abort('no longer needed'), 500);
await assert.rejects(long_run);
const after = await client.callTool({name: 'explain', arguments: {topic: 'latency.p99'}}, undefined,
                                    {timeout: 10_000});
assert.match(after.content[0].text, /labels/);

await client.close();
console.log('ok');
