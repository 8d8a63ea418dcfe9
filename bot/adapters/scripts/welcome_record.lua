-- Follows deadlines.lua: what saving.lua works on.
local RECORD = KEYS[6]
