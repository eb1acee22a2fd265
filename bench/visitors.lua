-- wrk asks as so many visitors, one after another, for its own address or for the paths in turn:
-- wrk -s visitors.lua URL -- NUMBER [PATH…]. The last line it prints is JSON; times are in ms.
local requests, turn = {}, 0

function init(arguments)
  local number = tonumber(arguments[1])
  local paths = math.max(#arguments - 1, 1)
  wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
  for visitor = 1, math.max(number, paths) do
    local address = visitor % number
    wrk.headers["X-Forwarded-For"] = string.format("10.0.%d.%d", math.floor(address / 256), address % 256)
    requests[visitor] = wrk.format("GET", arguments[visitor % paths + 2])
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format(
    '{"answers": %d, "per_second": %.3f, "p50": %.3f, "p95": %.3f, "p99": %.3f, "errors": %d}',
    summary.requests, summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000, failed))
end
