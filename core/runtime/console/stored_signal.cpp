#include "core/runtime/console/stored_signal.h"

namespace binnacle::runtime {

namespace {

constexpr int kAnnounceMs = 1'000;

} // namespace

StoredSignal::StoredSignal(Runtime &runtime, QObject *parent)
    : QObject(parent)
    , m_runtime(runtime)
{
    m_timer.setInterval(kAnnounceMs);
    connect(&m_timer, &QTimer::timeout, this, &StoredSignal::announce);
    m_timer.start();
    m_runtime.setTrafficListener([any = m_any](const ClusterId &) { *any = true; });
}

StoredSignal::~StoredSignal()
{
    m_runtime.setTrafficListener({});
}

void StoredSignal::announce()
{
    if (m_any->exchange(false))
        emit stored();
}

} // namespace binnacle::runtime
