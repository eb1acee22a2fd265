-- wrk asks as so many visitors, one after another, for its own address or for the paths of a file,
-- a line each, in turn: wrk -s visitors.lua URL -- NUMBER [FILE]. The last line it prints is JSON;
-- times are in ms. Each thread begins elsewhere in the file.
local requests, turn, threads = {}, 0, 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  local visitors, paths = tonumber(arguments[1]), {}
  if arguments[2] then
    for path in io.lines(arguments[2]) do
      paths[#paths + 1] = path
    end
  end
  wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
  local several = math.max(#paths, 1)
  for request = 1, math.max(visitors, several) do
    local address = request % visitors
    wrk.headers["X-Forwarded-For"] = string.format("10.0.%d.%d", math.floor(address / 256), address % 256)
    requests[request] = wrk.format("GET", paths[request % several + 1])
  end
  turn = math.floor(#requests * number / 2)
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
