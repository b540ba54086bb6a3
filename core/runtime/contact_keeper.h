#pragma once

#include "core/alerts/contact_watch.h"
#include "core/base/listeners.h"

namespace binnacle::runtime {

class Runtime;

// Writes down when agents were silent, see alerts::ContactWatch. On the core thread.
class ContactKeeper
{
public:
    explicit ContactKeeper(Runtime &runtime); // must outlive the keeper

    void look(); // every second, besides after each change of the hub
    void sweep();
    void forget(const ClusterId &cluster) { m_watch.forget(cluster); }

private:
    Runtime &m_runtime;
    alerts::ContactWatch m_watch;
    Listeners<>::Subscription m_stateChanged;
};

} // namespace binnacle::runtime
