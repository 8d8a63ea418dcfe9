-- Follows deadlines.lua in scripts that save a practice: a hash with record (JSON), revision, ops, due.
local RECORD = KEYS[6]
