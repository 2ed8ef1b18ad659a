-- For wrk: addresses drawn from a list of beginnings and numbers, the same for both sites; one line of figures at the end.
local kind, base = os.getenv("BENCH_KIND"), os.getenv("BENCH_BASE")
local tail = os.getenv("BENCH_TAIL") or ""
local most = tonumber(os.getenv("BENCH_MOST"))
math.randomseed(tonumber(os.getenv("BENCH_SEED")))

request = function()
  local drawn
  if kind == "product" then
    drawn = string.format(os.getenv("BENCH_FORM"), math.random(1, most))
  else
    drawn = string.format("%04d-%02d-%02d", math.random(2020, 2025), math.random(1, 12), math.random(1, 28))
  end
  return wrk.format("GET", base .. drawn .. tail)
end

done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("FIGURES %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failed))
end
