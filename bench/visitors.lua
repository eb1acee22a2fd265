-- wrk asks for the page as so many visitors, one after another: wrk -s visitors.lua URL -- NUMBER
local requests, turn = {}, 0

function init(arguments)
  local number = tonumber(arguments[1])
  local agent = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
  for visitor = 1, number do
    local address = string.format("10.0.%d.%d", math.floor(visitor / 256), visitor % 256)
    local headers = {["Host"] = "127.0.0.1", ["User-Agent"] = agent, ["X-Forwarded-For"] = address}
    requests[visitor] = wrk.format("GET", nil, headers)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end
