-- Asks for one address, with each of the tokens in a file in turn if one is given, and prints one line
-- of figures. Arguments: the path, the file or "-".

local asked = {}
local turn = 0

function init(arguments)
  local path, tokens = arguments[1], arguments[2]
  if tokens == "-" then
    asked[1] = wrk.format("GET", path)
    return
  end
  for token in io.lines(tokens) do
    asked[#asked + 1] = wrk.format("GET", path .. "&token=" .. token)
  end
end

function request()
  turn = turn % #asked + 1
  return asked[turn]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "figures %d %d %d %d %d %d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
