#pragma once

namespace binnacle::runtime {

// From here on every log entry is one line and holds nothing that a terminal obeys, whatever agents
// sent: log entries quote ids, names and errors. Call once, first thing in main().
void installLogOutput();

} // namespace binnacle::runtime
