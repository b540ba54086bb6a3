#include "app/binnaclectl/stop_signals.h"

namespace binnacle::ctl {

sigset_t blockStopSignals()
{
    sigset_t stopping;
    sigemptyset(&stopping);
    sigaddset(&stopping, SIGINT);
    sigaddset(&stopping, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stopping, nullptr);
    return stopping;
}

} // namespace binnacle::ctl
