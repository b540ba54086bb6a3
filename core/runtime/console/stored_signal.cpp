#include "core/runtime/console/stored_signal.h"

namespace binnacle::runtime {

namespace {

constexpr int kAnnounceMs = 1'000;

} // namespace

StoredSignal::StoredSignal(Runtime &runtime, QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(kAnnounceMs);
    connect(&m_timer, &QTimer::timeout, this, &StoredSignal::announce);
    m_timer.start();
    m_listening
        = runtime.trafficStored().add([this](const ClusterId &, Timestamp) { m_any = true; });
}

void StoredSignal::announce()
{
    if (m_any.exchange(false))
        emit stored();
}

} // namespace binnacle::runtime
