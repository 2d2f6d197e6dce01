-- book: wrk presses "book" for one person after the other, then on the next
-- day.  Arguments: the file of tokens, the first shift, people on each.
local tokens, first, people, i, wrong = {}, 0, 0, 0, 0

function init(args)
	for line in io.lines(args[1]) do
		local token = line:match("^program %d+ (%S+)$")
		if token then
			tokens[#tokens + 1] = token
		end
	end
	first, people = tonumber(args[2]), tonumber(args[3])
	wrk.headers["Content-Type"] = "application/json"
end

function request()
	local shift = first + math.floor(i / people)
	wrk.headers["Authorization"] = "Bearer " .. tokens[i % people + 1]
	i = i + 1
	return wrk.format("POST", "/api/v1/shifts/" .. shift .. "/book", nil,
		"{}")
end

function response(status)
	if status ~= 201 then
		wrong = wrong + 1
		if wrong == 1 then
			print("status " .. status)
		end
	end
end
