#pragma once

#include <csignal>

namespace binnacle::ctl {

// Blocks SIGINT and SIGTERM in every thread started from here on, so that one of them can be waited
// for with sigwait().
sigset_t blockStopSignals();

} // namespace binnacle::ctl
