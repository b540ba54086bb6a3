#pragma once

#include "core/alerts/contact_watch.h"

namespace binnacle::runtime {

class Runtime;

// Writes down when agents were silent, see alerts::ContactWatch. On the core thread.
class ContactKeeper
{
public:
    explicit ContactKeeper(Runtime &runtime); // must outlive the keeper

    void look(); // every second
    void sweep();
    void forget(const ClusterId &cluster) { m_watch.forget(cluster); }

private:
    Runtime &m_runtime;
    alerts::ContactWatch m_watch;
};

} // namespace binnacle::runtime
